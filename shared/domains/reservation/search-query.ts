import { defineQuery } from '../../command/query.ts'
import type { SqlValue } from '../../command/database.ts'
import { certaintyOfReservation } from '../sync/certainty.ts'
import { deskTables } from './desk-queries.ts'
import { searchArgs, type SearchRow } from './rows.ts'

const LIMIT = 50

/** Below three characters the trigram indexes say nothing: only who is in house or due is looked through. */
const SHORTEST_INDEXED = 3

export const searchQuery = defineQuery({
  name: 'reservation.search',
  args: searchArgs,
  tables: deskTables,
  key: (row: SearchRow) => row.reservationId ?? row.profileId,
  async run(db, { text }, { propertyId, businessDate }) {
    const wanted = text.trim()
    if (wanted === '') return []
    const { sql, params } = findHits(wanted)
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
  },
})

/** In house, then due today, then what is to come (soonest first), then what was (latest first), then guests without a reservation. */
const HIT = `CASE WHEN r.status = 'checked_in' THEN 0
    WHEN r.status IN ('confirmed', 'tentative', 'waitlisted') AND r.arrival <= $2::date AND r.departure >= $2::date THEN 1
    WHEN r.status IN ('confirmed', 'tentative', 'waitlisted', 'inquiry') THEN 2
    WHEN r.id IS NULL THEN 4 ELSE 3 END AS rank,
  abs(r.arrival - $2::date) AS days`

/** Each arm brings its own best: the best of all are among them, and a common word does not carry thousands of rows any further. */
const BEST = `ORDER BY rank, days, profile_id, reservation_id LIMIT ${LIMIT}`

const LIVE_PROFILE = 'g.property_id = $1 AND g.deleted_at IS NULL'
const LIVE_RESERVATION = 'r.property_id = $1 AND r.deleted_at IS NULL'
const OF_PROFILES = `SELECT ${HIT}, g.id AS profile_id, r.id AS reservation_id FROM guest.profiles g
  LEFT JOIN reservation.reservations r ON r.profile_id = g.id AND ${LIVE_RESERVATION}`
const OF_RESERVATIONS = `SELECT ${HIT}, r.profile_id, r.id AS reservation_id FROM reservation.reservations r`

/** One arm per index, so that each stays fast: an OR over them would read everything. $1 property, $2 business date. */
function findHits(text: string): { sql: string; params: SqlValue[] } {
  const params: SqlValue[] = []
  const param = (value: SqlValue) => `$${params.push(value) + 2}`
  const contains = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`
  const words = text.split(/\s+/)
  const names = words.map((word) => `g.full_name ILIKE ${param(contains(word))}`).join(' AND ')
  const isIndexed = words.some((word) => word.length >= SHORTEST_INDEXED)
  const arms = [
    isIndexed ? `${OF_PROFILES} WHERE ${LIVE_PROFILE} AND ${names}` : `${OF_CURRENT} WHERE ${names}`,
    ...unitArms(param(text)),
  ]
  if (text.length >= SHORTEST_INDEXED) {
    arms.push(`${OF_RESERVATIONS} WHERE ${LIVE_RESERVATION} AND r.confirmation_no ILIKE ${param(contains(text))}`)
  }
  if (text.includes('@'))
    arms.push(`${OF_PROFILES} WHERE ${LIVE_PROFILE} AND g.email::text ILIKE ${param(contains(text))}`)
  const digits = text.replace(/[ ()./+-]/g, '')
  if (/^\d{4,}$/.test(digits)) {
    arms.push(
      `${OF_PROFILES} WHERE ${LIVE_PROFILE} AND regexp_replace(g.phone::text, '[^0-9]', '', 'g') LIKE ${param(`%${digits}%`)}`,
    )
  }
  return { sql: arms.map((arm) => `(${arm} ${BEST})`).join(' UNION ALL '), params }
}

/** OFFSET 0 keeps them together: the planner would rather read every profile for these few. */
const OF_CURRENT = `SELECT ${HIT}, r.profile_id, r.id AS reservation_id
  FROM (SELECT * FROM reservation.reservations r
        WHERE ${LIVE_RESERVATION} AND (r.status = 'checked_in' OR r.arrival = $2::date) OFFSET 0) r
  JOIN LATERAL (SELECT full_name FROM guest.profiles WHERE id = r.profile_id OFFSET 0) g ON true`

/** Who is in the unit of this number, and to whom it is promised from today on. */
function unitArms(number: string): string[] {
  const unit = `JOIN property_mgmt.inventory_units u ON u.property_id = $1 AND u.number = ${number} AND u.deleted_at IS NULL`
  return [
    `SELECT ${HIT}, s.profile_id, s.reservation_id FROM guest.stays s ${unit} AND u.id = s.unit_id
     LEFT JOIN reservation.reservations r ON r.id = s.reservation_id
     WHERE s.property_id = $1 AND s.status = 'in_house' AND s.deleted_at IS NULL`,
    `SELECT ${HIT}, r.profile_id, r.id AS reservation_id FROM reservation.unit_assignments a ${unit} AND u.id = a.unit_id
     JOIN reservation.reservations r ON r.id = a.reservation_id AND r.deleted_at IS NULL
     WHERE a.active AND a.deleted_at IS NULL AND a.stay && daterange($2::date, NULL)
       AND r.status IN ('confirmed', 'tentative')`,
  ]
}
