import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import { takeUnit } from './assign.ts'
import { refuseSoldOut } from './confirm.ts'
import { refusePromise } from './may-take.ts'
import { spanOf } from './promises.ts'
import type { ReservationRecord, UnitRecord } from './records.ts'

/**
 * An early check-out gave nights away (`check-out.ts`); taken back, it has them again, in the same unit and at the same prices. Where they were
 * sold or promised meanwhile the guest is due out today, and whoever wants more asks for it as any guest who stays on. `checkedOutAt`:
 * ISO 8601 instant.
 */
export async function regainNights(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
  unit: UnitRecord,
  checkedOutAt: string,
): Promise<void> {
  const { propertyId, businessDate } = context
  const { id } = reservation
  const departure = await readFormerDeparture(db, context, reservation, checkedOutAt)
  if (departure === null || departure <= reservation.departure) return
  const span = spanOf(businessDate, departure)
  const again = { ...reservation, arrival: businessDate, departure }
  const refusal = (await refuseSoldOut(db, context, again)) ?? (await refusePromise(db, propertyId, again, unit, span))
  if (refusal) return
  await db.execute('UPDATE reservation.reservations SET departure = $3::date WHERE property_id = $1 AND id = $2', [
    propertyId,
    id,
    departure,
  ])
  await db.execute(
    `UPDATE reservation.reservation_line_items SET deleted_at = NULL
     WHERE property_id = $1 AND reservation_id = $2 AND kind = 'room' AND deleted_at = $3::timestamptz`,
    [propertyId, id, checkedOutAt],
  )
  await takeUnit(db, context, reservation, unit, { span, locked: false })
}

/** The day after the last night that it had: one that was left on the day of arrival keeps its first. Null for a day use, which has none. */
async function readFormerDeparture(
  db: Database,
  { propertyId }: CommandContext,
  { id }: ReservationRecord,
  checkedOutAt: string,
): Promise<IsoDate | null> {
  const [row] = await db.query<{ departure: IsoDate | null }>(
    `SELECT max(night) + 1 AS departure FROM (
       SELECT night FROM reservation.reservation_line_items
       WHERE property_id = $1 AND reservation_id = $2 AND kind = 'room' AND deleted_at IS NULL
       UNION ALL
       SELECT night FROM reservation.reservation_line_items
       WHERE property_id = $1 AND reservation_id = $2 AND kind = 'room' AND deleted_at = $3::timestamptz) nights`,
    [propertyId, id, checkedOutAt],
  )
  return row?.departure ?? null
}
