import type { Database } from '../../shared/command/database.ts'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import type { SmallHotel } from './fixture.ts'

/** What a front desk posts and takes money by: nights at the tax that the hotel has for them, other things at 23 %, one drawer. */
export interface SmallAccounts {
  readonly codes: Readonly<Record<'ROOM' | 'MISC', Uuid>>
  readonly drawerId: Uuid
}

export async function insertSmallAccounts(db: Database, { propertyId }: SmallHotel): Promise<SmallAccounts> {
  const id = (n: number): Uuid => asUuid(`${propertyId.slice(0, 24)}00e0${n.toString(16).padStart(8, '0')}`)
  const codes = { ROOM: id(1), MISC: id(2) }
  await db.execute(
    `INSERT INTO billing.tax_rules (property_id, code, rule_version, name, rate_pct, valid)
     VALUES ($1, 'STANDARD', 1, 'Standard', 23, '[2020-01-01,)')`,
    [propertyId],
  )
  await db.execute(
    `INSERT INTO billing.transaction_codes (id, property_id, code, name, revenue_group, tax_code)
     VALUES ($2, $1, 'ROOM', 'Accommodation', 'rooms', 'ROOM'), ($3, $1, 'MISC', 'Other services', 'miscellaneous', 'STANDARD')`,
    [propertyId, codes.ROOM, codes.MISC],
  )
  await db.execute(
    `INSERT INTO billing.cash_drawers (id, property_id, code, name, currency) VALUES ($1, $2, 'DESK1', 'Front desk drawer', 'EUR')`,
    [id(3), propertyId],
  )
  return { codes, drawerId: id(3) }
}
