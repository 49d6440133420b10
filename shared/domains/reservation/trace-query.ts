import { defineQuery } from '../../command/query.ts'
import { certaintyOfReservation, certaintyTables } from '../sync/certainty.ts'
import { tracesArgs, type TraceRow } from './trace-rows.ts'

/** What is to be done: of one reservation, all of it; else what is open and due by the business date. */
export const tracesQuery = defineQuery({
  name: 'desk.traces',
  args: tracesArgs,
  tables: ['reservation.traces', 'reservation.reservations', 'guest.profiles', 'operations.staff', ...certaintyTables],
  key: (row: TraceRow) => row.traceId,
  run: (db, { reservationId }, { propertyId, businessDate }) =>
    db.query<TraceRow>(
      `SELECT x.id AS "traceId", x.reservation_id AS "reservationId", r.confirmation_no AS "confirmationNo",
         g.full_name AS "guestName", x.due, x.department, x.text, x.done_at AS "doneAt",
         (SELECT f.display_name FROM operations.staff f
          WHERE f.property_id = x.property_id AND f.user_id = x.done_by AND f.deleted_at IS NULL LIMIT 1) AS "doneByName",
         ${certaintyOfReservation('x.reservation_id')} AS certainty
       FROM reservation.traces x
       JOIN reservation.reservations r ON r.id = x.reservation_id
       JOIN guest.profiles g ON g.id = r.profile_id
       WHERE x.property_id = $1 AND x.deleted_at IS NULL
         AND ${reservationId ? 'x.reservation_id = $2' : 'x.done_at IS NULL AND x.due <= $2::date'}
       ORDER BY x.done_at NULLS FIRST, x.due, x.id`,
      [propertyId, reservationId ?? businessDate],
    ),
})
