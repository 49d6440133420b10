import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { composite, type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'

/** `every` is the days between two deliveries: never more than what comes keeps. */
export const SUPPLIERS = [
  { code: 'HORTA', name: 'Horta do Oeste', days: 1, minimum: 40, paper: 'organic', every: 3 },
  { code: 'LOTA', name: 'Lota de Peniche', days: 1, minimum: 80, paper: 'msc', every: 2 },
  { code: 'TALHO', name: 'Talho Central', days: 2, minimum: 100, paper: 'haccp', every: 3 },
  { code: 'LEITE', name: 'Leitaria da Serra', days: 2, minimum: 30, paper: 'haccp', every: 4 },
  { code: 'MERCEARIA', name: 'Mercearia Atlântica', days: 3, minimum: 150, paper: 'iso_22000', every: 14 },
  { code: 'ADEGA', name: 'Adega do Vale', days: 5, minimum: 200, paper: 'insurance', every: 14 },
] as const
export type SupplierCode = (typeof SUPPLIERS)[number]['code']

export const supplierIdOf = ({ hotel }: House, code: string) => seedId('procurement.suppliers', `${hotel.code} ${code}`)

const supplierRows = (house: House): CopyRow[] =>
  SUPPLIERS.map(({ code, name, days, minimum }, i) => ({
    id: supplierIdOf(house, code),
    property_id: house.propertyId,
    code,
    name,
    status: 'active',
    contact: composite([`orders@${code.toLowerCase()}.example`, `+351 210 000 10${i}`, undefined]),
    currency: house.hotel.currency,
    payment_terms_days: 30,
    lead_time_days: days,
    min_order: minimum,
  }))

/** One paper each; the first runs out soon. */
const certificationRows = (house: House): CopyRow[] =>
  SUPPLIERS.map(({ code, paper }, i) => ({
    id: seedId('procurement.supplier_certifications', `${house.hotel.code} ${code}`),
    property_id: house.propertyId,
    supplier_id: supplierIdOf(house, code),
    type: paper,
    certificate_no: `${paper.toUpperCase()}-${4100 + i}`,
    valid_from: house.clock.date(-300),
    valid_until: house.clock.date(i === 0 ? 20 : 65 * (i + 1)),
  }))

export function supplierTables(house: House): SeedTable[] {
  return [
    tableOf('procurement.suppliers', () => supplierRows(house)),
    tableOf('procurement.supplier_certifications', () => certificationRows(house)),
  ]
}
