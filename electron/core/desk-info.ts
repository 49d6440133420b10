import type { Reader } from '../../shared/command/database.ts'
import type { EnrolAnswer } from '../../shared/protocol/enrolment.ts'
import type { DeskInfo } from '../../shared/protocol/port.ts'

/** What a desk's own description is read from. */
export const DESK_TABLES = ['property_mgmt.properties', 'property_mgmt.business_days']

/** Null before the hotel's own row and its open day have arrived. */
export async function readDeskInfo(db: Reader, identity: EnrolAnswer, demo: boolean): Promise<DeskInfo | null> {
  const [property = ''] = identity.properties
  const rows = await db.query<{ name: string; currency: string; business_date: string }>(
    `SELECT p.name, p.currency, d.business_date FROM property_mgmt.properties p
     JOIN property_mgmt.v_business_dates d ON d.property_id = p.id WHERE p.id = $1`,
    [property],
  )
  const [row] = rows
  if (!row) return null
  return {
    terminal: identity.terminal,
    terminalName: identity.name,
    property,
    propertyName: row.name,
    currency: row.currency,
    businessDate: row.business_date,
    demo,
  }
}
