import type { Reader } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'

/** Whether something happened since this business date began: it runs past midnight, until the day is closed. */
export async function isOfBusinessDay(
  db: Reader,
  propertyId: Uuid,
  businessDate: IsoDate,
  instant: string,
): Promise<boolean> {
  const [row] = await db.query<{ opened: boolean }>(
    `SELECT opened_at <= $3::timestamptz AS opened FROM property_mgmt.business_days
     WHERE property_id = $1 AND business_date <= $2::date AND deleted_at IS NULL ORDER BY business_date DESC LIMIT 1`,
    [propertyId, businessDate, instant],
  )
  return row?.opened ?? true
}
