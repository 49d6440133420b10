import { defineQuery } from '../../command/query.ts'
import type { Reader, SqlValue } from '../../command/database.ts'
import { certaintyOfReservation } from '../sync/certainty.ts'
import { deskTables } from './desk-queries.ts'
import { findHits, findSimilar, LIMIT } from './find-hits.ts'
import { searchArgs, type SearchRow } from './rows.ts'

export const searchQuery = defineQuery({
  name: 'reservation.search',
  args: searchArgs,
  tables: deskTables,
  key: (row: SearchRow) => row.reservationId ?? row.profileId,
  async run(db, { text }, { propertyId, businessDate }) {
    const wanted = text.trim()
    if (wanted === '') return []
    const found = await read(db, propertyId, businessDate, findHits(wanted))
    const similar = found.length === 0 ? findSimilar(wanted) : undefined
    return similar ? read(db, propertyId, businessDate, similar) : found
  },
})

function read(db: Reader, propertyId: string, businessDate: string, hits: { sql: string; params: SqlValue[] }) {
  const { sql, params } = hits
  return db.query<SearchRow>(
    `SELECT h.reservation_id AS "reservationId", g.id AS "profileId", g.full_name AS "guestName", g.email, g.phone,
         r.confirmation_no AS "confirmationNo", r.arrival, r.departure, r.status,
         (SELECT u.number FROM property_mgmt.inventory_units u WHERE u.id = coalesce(
           (SELECT s.unit_id FROM guest.stays s WHERE s.reservation_id = r.id AND s.deleted_at IS NULL
            ORDER BY s.status, s.check_in_at DESC LIMIT 1),
           (SELECT a.unit_id FROM reservation.unit_assignments a WHERE a.reservation_id = r.id AND a.active
            AND a.deleted_at IS NULL ORDER BY lower(a.stay) LIMIT 1))) AS "unitNumber",
         ${certaintyOfReservation('r.id')} AS certainty
       FROM (SELECT DISTINCT rank, days, profile_id, reservation_id FROM (${sql}) found
             ORDER BY rank, days, profile_id, reservation_id LIMIT ${LIMIT}) h
       JOIN guest.profiles g ON g.id = h.profile_id
       LEFT JOIN reservation.reservations r ON r.id = h.reservation_id
       ORDER BY h.rank, h.days, h.profile_id, h.reservation_id`,
    [propertyId, businessDate, ...params],
  )
}
