import type { SqlValue } from '../../command/database.ts'
import { defineQuery } from '../../command/query.ts'
import { deskTables } from '../reservation/desk-queries.ts'
import { findHits, findSimilar, LIMIT } from '../reservation/find-hits.ts'
import { certaintyOfProfile } from '../sync/certainty.ts'
import { guestListArgs, type GuestRow } from './rows.ts'

/** $1 property, $2 business date. Whose name begins with nothing: who is here now, or comes today. */
const CURRENT = `SELECT CASE WHEN r.status = 'checked_in' THEN 0 ELSE 1 END AS rank, 0 AS days, r.profile_id
  FROM reservation.reservations r
  WHERE r.property_id = $1 AND r.deleted_at IS NULL
    AND (r.status = 'checked_in' OR r.arrival = $2::date AND r.status IN ('confirmed', 'tentative'))`

/** The search of reservations, one line for each guest. */
export const guestListQuery = defineQuery({
  name: 'guest.list',
  args: guestListArgs,
  tables: deskTables,
  key: (row: GuestRow) => row.profileId,
  async run(db, { text }, { propertyId, businessDate }) {
    const wanted = text.trim()
    const read = ({ sql, params }: { sql: string; params: SqlValue[] }) =>
      db.query<GuestRow>(listOf(sql), [propertyId, businessDate, ...params])
    if (wanted === '') return read({ sql: CURRENT, params: [] })
    const found = await read(findHits(wanted))
    const similar = found.length === 0 ? findSimilar(wanted) : undefined
    return similar ? read(similar) : found
  },
})

/** The best of each guest's hits decides the place; what else is told of them is read for those alone. */
const listOf = (hits: string) =>
  `SELECT g.id AS "profileId", g.full_name AS "guestName", g.email, g.phone, g.nationality, g.vip_level AS "vipLevel",
     (SELECT u.number FROM guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
      WHERE s.profile_id = g.id AND s.status = 'in_house' AND s.deleted_at IS NULL LIMIT 1) AS "unitNumber",
     t."nextArrival", t."lastDeparture", t.stays, ${certaintyOfProfile('g.id')} AS certainty
   FROM (SELECT profile_id, min(rank) AS rank, min(days) AS days FROM (${hits}) hit GROUP BY profile_id
         ORDER BY 2, 3, 1 LIMIT ${LIMIT}) h
   JOIN guest.profiles g ON g.id = h.profile_id
   CROSS JOIN LATERAL (
     SELECT min(r.arrival) FILTER (WHERE r.arrival >= $2::date AND r.status IN ('confirmed', 'tentative', 'waitlisted')) AS "nextArrival",
       max(r.departure) FILTER (WHERE r.status = 'checked_out') AS "lastDeparture",
       (count(*) FILTER (WHERE r.status IN ('checked_in', 'checked_out')))::int AS stays
     FROM reservation.reservations r WHERE r.profile_id = g.id AND r.property_id = $1 AND r.deleted_at IS NULL) t
   ORDER BY h.rank, h.days, g.last_name, g.first_name, g.id`
