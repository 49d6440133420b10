import { FEE_CODES } from '../../../shared/domains/reservation/fees.ts'
import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { perHouse } from '../per-house.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'

/** Standard rates of Portuguese VAT on the mainland; accommodation has the house's own. */
export const taxesOf = ({ hotel }: House): readonly (readonly [string, string, string])[] => [
  ['ROOM', 'VAT on accommodation', String(hotel.roomVat)],
  ['FB_FOOD', 'VAT on food', '13'],
  ['FB_DRINK', 'VAT on drinks', '23'],
  ['STANDARD', 'VAT, standard', '23'],
]

/**
 * [code, name, revenue group, tax code, kind]; an outlet's check is taxed line by line. A fee for cancelling is a compensation outside VAT
 * (CJEU C-277/05), one for a room that was kept is the price of it (C-250/14).
 */
const CODES = [
  ['ROOM', 'Accommodation', 'rooms', 'ROOM', 'charge'],
  ['FB_REST', 'Restaurant', 'food_beverage', null, 'charge'],
  ['FB_BAR', 'Bar and room service', 'food_beverage', null, 'charge'],
  ['MISC', 'Other services', 'miscellaneous', 'STANDARD', 'charge'],
  [FEE_CODES.cancellation, 'Cancellation fee', 'miscellaneous', null, 'fee'],
  [FEE_CODES.noShow, 'No-show', 'rooms', 'ROOM', 'fee'],
] as const

const DRAWERS = [
  ['DESK1', 'Front desk drawer'],
  ['DESK2', 'Second front desk drawer'],
  ['REST1', 'Restaurant drawer'],
  ['BAR1', 'Bar drawer'],
] as const

const idOf = (house: House, table: string, code: string) => seedId(table, `${house.hotel.code} ${code}`)

/** Codes of charges and the taxes that a line names; each is made once, because every line names some. */
export const accountIdsOf = perHouse((house) => {
  const byCode = (table: string, codes: readonly string[]) =>
    new Map(codes.map((code) => [code, idOf(house, table, code)]))
  const taxes = taxesOf(house)
  return {
    ruleByTax: byCode(
      'billing.tax_rules',
      taxes.map(([code]) => code),
    ),
    ratePctByTax: new Map(taxes.map(([code, , rate]) => [code, rate])),
    transactionCode: byCode(
      'billing.transaction_codes',
      CODES.map(([code]) => code),
    ),
    drawer: byCode(
      'billing.cash_drawers',
      DRAWERS.map(([code]) => code),
    ),
  }
})

const row = (house: House, table: string, code: string) => ({
  id: idOf(house, table, code),
  property_id: house.propertyId,
  code,
})

const taxRows = (house: House): CopyRow[] =>
  taxesOf(house).map(([code, name, rate]) => ({
    ...row(house, 'billing.tax_rules', code),
    rule_version: 1,
    name,
    rate_pct: rate,
    valid: '[2020-01-01,)',
  }))

const codeRows = (house: House): CopyRow[] =>
  CODES.map(([code, name, group, tax, kind]) => ({
    ...row(house, 'billing.transaction_codes', code),
    name,
    kind,
    revenue_group: group,
    tax_code: tax,
  }))

const drawerRows = (house: House): CopyRow[] =>
  DRAWERS.map(([code, name]) => ({
    ...row(house, 'billing.cash_drawers', code),
    name,
    currency: house.hotel.currency,
  }))

/** What head office sets up before anything can be charged: taxes, codes, drawers. */
export function accountTables(house: House): SeedTable[] {
  return [
    tableOf('billing.tax_rules', () => taxRows(house)),
    tableOf('billing.transaction_codes', () => codeRows(house)),
    tableOf('billing.cash_drawers', () => drawerRows(house)),
  ]
}
