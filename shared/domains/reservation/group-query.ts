import { defineQuery } from '../../command/query.ts'
import { DESK_COLUMNS, DESK_JOINS, deskTables } from './desk-queries.ts'
import { UNIT_OF_STAY } from './detail-query.ts'
import { groupArgs, type DeskRow } from './rows.ts'

/** Everybody who came with one rooming list, by arrival. */
export const groupQuery = defineQuery({
  name: 'reservation.group',
  args: groupArgs,
  tables: deskTables,
  key: (row: DeskRow) => row.reservationId,
  run: (db, { groupCode }, { propertyId }) =>
    db.query<DeskRow>(
      `SELECT ${DESK_COLUMNS} FROM reservation.reservations r ${DESK_JOINS} ${UNIT_OF_STAY}
       WHERE r.property_id = $1 AND r.deleted_at IS NULL AND r.group_code = $2
       ORDER BY r.arrival, g.last_name, g.first_name, r.id`,
      [propertyId, groupCode],
    ),
})
