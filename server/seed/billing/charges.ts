import { fromMinor, toMinor } from '../../../shared/kernel/money.ts'
import { splitIncludedTax } from '../../../shared/domains/billing/tax.ts'
import type { Uuid } from '../../../shared/kernel/ids.ts'
import type { CopyRow } from '../../postgres/copy.ts'
import { orderNoOf } from '../fb/order-no.ts'
import type { PlannedOrder } from '../fb/order-plan.ts'
import type { StayedBooking } from '../guest/stays.ts'
import type { House } from '../house.ts'
import type { Random } from '../random.ts'
import { nightLineIdOf } from '../reservation/night-ids.ts'
import { seedId } from '../seed-id.ts'
import { accountIdsOf } from './accounts.ts'

/** One posting. Amounts in cents, tax included in the gross. */
export interface Charge {
  readonly id: Uuid
  readonly code: 'ROOM' | 'FB_REST' | 'FB_BAR' | 'MISC'
  readonly taxCode: string
  readonly description: string
  readonly net: number
  readonly tax: number
  readonly gross: number
  readonly day: number
  readonly at: string
  readonly origin: 'night' | 'outlet' | 'desk'
  readonly sourceId: Uuid | null
}

/** The night posts just before the day is closed. */
const NIGHT_MINUTE = 24 * 60 + 25

export function nightCharges(house: House, { stay, nights, key }: StayedBooking): Charge[] {
  const unit = house.hotel.units[stay.unit]?.number ?? ''
  return nights.flatMap(({ night, rate, tax }, i) => {
    const day = stay.from + i
    if (day >= 0) return []
    return {
      id: seedId('billing.folio_line_items', `${key} ${night}`),
      code: 'ROOM' as const,
      taxCode: 'ROOM',
      description: `Accommodation, unit ${unit}`,
      net: rate - tax,
      tax,
      gross: rate,
      day,
      at: house.clock.at(day, NIGHT_MINUTE),
      origin: 'night' as const,
      sourceId: nightLineIdOf(key, night),
    }
  })
}

/** What a check comes to, one posting for each tax. */
export function orderCharges(house: House, order: PlannedOrder): Charge[] {
  const { outlet, shares, day, id } = order
  return shares.map(({ taxCode, net, tax, gross }) => ({
    id: seedId('billing.folio_line_items', `order ${order.key} ${taxCode}`),
    code: `FB_${outlet.code}` as const,
    taxCode,
    description: `${outlet.name} ${orderNoOf(house, order)}`,
    net: toMinor(net),
    tax: toMinor(tax),
    gross: toMinor(gross),
    day,
    at: order.endedAt ?? order.placedAt,
    origin: 'outlet' as const,
    sourceId: id,
  }))
}

const EXTRAS = [
  ['Parking', 1800],
  ['Laundry', 2450],
  ['Minibar', 1120],
  ['Airport transfer', 3500],
] as const

/** What the desk adds to a third of the stays, on the evening of some day. */
export function extraCharges(house: House, random: Random, { stay, key }: StayedBooking): Charge[] {
  const wanted = random.chance(0.34)
  const [description, price] = random.pick(EXTRAS)
  const day = random.between(stay.from, stay.to - 1)
  if (!wanted || day >= 0) return []
  const rate = accountIdsOf(house).ratePctByTax.get('STANDARD') ?? '0'
  const { net, tax } = splitIncludedTax(fromMinor(price), rate)
  return [
    {
      id: seedId('billing.folio_line_items', `${key} ${description}`),
      code: 'MISC',
      taxCode: 'STANDARD',
      description,
      net: toMinor(net),
      tax: toMinor(tax),
      gross: price,
      day,
      at: house.clock.at(day, 23 * 60),
      origin: 'desk',
      sourceId: null,
    },
  ]
}

/** How a line stands in the accounts; `sign` is -1 where it is carried away. */
export function lineRow(house: House, charge: Charge, more: CopyRow, sign: 1 | -1 = 1): CopyRow {
  const { ruleByTax, transactionCode } = accountIdsOf(house)
  const amount = (cents: number) => fromMinor(cents === 0 ? 0 : sign * cents)
  return {
    id: charge.id,
    property_id: house.propertyId,
    hot: true,
    folio_id: '',
    kind: 'charge',
    business_date: house.clock.date(charge.day),
    posted_at: charge.at,
    transaction_code_id: transactionCode.get(charge.code) ?? null,
    description: charge.description,
    unit_price: amount(charge.gross),
    net: amount(charge.net),
    tax: amount(charge.tax),
    gross: amount(charge.gross),
    currency: house.hotel.currency,
    tax_rule_id: ruleByTax.get(charge.taxCode) ?? null,
    tax_rule_version: 1,
    origin: charge.origin,
    source_id: charge.sourceId,
    reverses_id: null,
    created_at: charge.at,
    ...more,
  }
}

export const sumOf = (charges: readonly Charge[]) => charges.reduce((sum, { gross }) => sum + gross, 0)
