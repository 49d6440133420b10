import { defineQuery } from '../../command/query.ts'
import { DESK_COLUMNS, DESK_JOINS, deskTables, promisedUnit } from './desk-queries.ts'
import { walkArgs, type WalkRow } from './walk-rows.ts'
import { orderForWalking, sparedFor } from './whom-to-walk.ts'

/** Who is still expected for a night, whom to walk first on top; of all types, since a guest can be upgraded into what is freed. */
export const walkQuery = defineQuery({
  name: 'desk.walkCandidates',
  args: walkArgs,
  tables: [...deskTables, 'guest.loyalty_memberships'],
  key: (row: WalkRow) => row.reservationId,
  async run(db, { night }, { propertyId, businessDate }) {
    const rows = await db.query<Omit<WalkRow, 'spared'>>(
      `SELECT ${DESK_COLUMNS}, r.vip OR g.vip_level <> 'none' AS vip, r.group_code IS NOT NULL AS "inGroup",
         EXISTS (SELECT FROM guest.loyalty_memberships m WHERE m.profile_id = g.id AND m.deleted_at IS NULL) AS loyalty,
         EXISTS (SELECT FROM reservation.unit_assignments l
           WHERE l.reservation_id = r.id AND l.active AND l.locked AND l.deleted_at IS NULL) AS promised
       FROM reservation.reservations r ${DESK_JOINS} ${promisedUnit('$2::date')}
       WHERE r.property_id = $1 AND r.deleted_at IS NULL AND r.status = 'confirmed'
         AND r.arrival BETWEEN $2::date - 60 AND $2::date AND (r.arrival = $2::date OR r.departure > $2::date)`,
      [propertyId, night ?? businessDate],
    )
    return orderForWalking(rows).map((row): WalkRow => ({ ...row, spared: sparedFor(row) }))
  },
})
