import type { SqlValue } from '../../command/database.ts'

/** As many as one list shows. */
export const LIMIT = 50

/** Below three characters the trigram indexes say nothing: only who is in house or due is looked through. */
const SHORTEST_INDEXED = 3

/** In house, then due today, then what is to come (soonest first), then what was (latest first), then guests without a reservation. */
const HIT = `CASE WHEN r.status = 'checked_in' THEN 0
    WHEN r.status IN ('confirmed', 'tentative', 'waitlisted') AND r.arrival <= $2::date AND r.departure >= $2::date THEN 1
    WHEN r.status IN ('confirmed', 'tentative', 'waitlisted', 'inquiry') THEN 2
    WHEN r.id IS NULL THEN 4 ELSE 3 END AS rank,
  abs(r.arrival - $2::date) AS days`

/** Each arm brings its own best: the best of all are among them, and a common word does not carry thousands of rows any further. */
const BEST = `ORDER BY rank, days, profile_id, reservation_id LIMIT ${LIMIT}`

const LIVE_PROFILE = 'g.property_id = $1 AND g.deleted_at IS NULL AND g.merged_into_id IS NULL'
const LIVE_RESERVATION = 'r.property_id = $1 AND r.deleted_at IS NULL'
const OF_PROFILES = `SELECT ${HIT}, g.id AS profile_id, r.id AS reservation_id FROM guest.profiles g
  LEFT JOIN reservation.reservations r ON r.profile_id = g.id AND ${LIVE_RESERVATION}`
const OF_RESERVATIONS = `SELECT ${HIT}, r.profile_id, r.id AS reservation_id FROM reservation.reservations r`

/** One arm per index, so that each stays fast: an OR over them would read everything. $1 property, $2 business date. */
export function findHits(text: string): { sql: string; params: SqlValue[] } {
  const params: SqlValue[] = []
  const param = (value: SqlValue) => `$${params.push(value) + 2}`
  const contains = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`
  const words = text.split(/\s+/)
  const names = words.map((word) => `shared.fold(g.full_name) LIKE shared.fold(${param(contains(word))})`).join(' AND ')
  const isIndexed = words.some((word) => word.length >= SHORTEST_INDEXED)
  const arms = [
    isIndexed ? `${OF_PROFILES} WHERE ${LIVE_PROFILE} AND ${names}` : `${OF_CURRENT} WHERE ${names}`,
    ...unitArms(param(text)),
  ]
  if (text.length >= SHORTEST_INDEXED) {
    arms.push(`${OF_RESERVATIONS} WHERE ${LIVE_RESERVATION} AND r.confirmation_no ILIKE ${param(contains(text))}`)
  }
  // Half an address is enough, where it can be one.
  if (words.length === 1 && text.length >= SHORTEST_INDEXED && !/^[+\d]/.test(text))
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

/**
 * Names with a word that is nearly the same, for when nothing was found: 'Jonson' is Johnson, at pg_trgm's own threshold of a half for whole
 * words. Undefined where the text is no name.
 */
export function findSimilar(text: string): { sql: string; params: SqlValue[] } | undefined {
  if (text.length < 4 || /[\d@]/.test(text)) return undefined
  const sql = `SELECT ${HIT}, g.id AS profile_id, r.id AS reservation_id
    FROM (SELECT p.id FROM guest.profiles p
          WHERE p.property_id = $1 AND p.deleted_at IS NULL AND p.merged_into_id IS NULL
            AND shared.fold(p.full_name) %>> shared.fold($3)
          ORDER BY strict_word_similarity(shared.fold($3), shared.fold(p.full_name)) DESC, p.id LIMIT ${SIMILAR}) g
    LEFT JOIN reservation.reservations r ON r.profile_id = g.id AND ${LIVE_RESERVATION}`
  return { sql, params: [text] }
}

const SIMILAR = 10
