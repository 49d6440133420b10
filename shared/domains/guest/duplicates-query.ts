import { defineQuery } from '../../command/query.ts'
import { duplicatesArgs, type DuplicateRow } from './rows.ts'

const DAYS_AHEAD = 7
const LIMIT = 50
const DIGITS = (column: string) => `regexp_replace(${column}::text, '[^0-9]', '', 'g')`
const LIVE = (alias: string) =>
  `${alias}.property_id = $1 AND ${alias}.deleted_at IS NULL AND ${alias}.merged_into_id IS NULL AND ${alias}.erased_at IS NULL`

/** Who is in house or comes within a week: whose second record does harm now. */
const HERE = `SELECT DISTINCT r.profile_id AS id FROM reservation.reservations r
  WHERE r.property_id = $1 AND r.deleted_at IS NULL AND (r.status = 'checked_in'
    OR r.arrival BETWEEN $2::date AND $2::date + ${DAYS_AHEAD} AND r.status IN ('confirmed', 'tentative', 'waitlisted'))`

const arm = (condition: string) =>
  `SELECT o.id FROM guest.profiles o WHERE ${LIVE('o')} AND o.id <> g.id AND NOT o.id = ANY (g.told_apart) AND ${condition}`
const SAME_EMAIL = `lower(o.email::text) = lower(g.email::text)`
const SAME_PHONE = `${DIGITS('o.phone')} = ${DIGITS('g.phone')}`
const SAME_NAME = `shared.fold(o.full_name) = shared.fold(g.full_name)`

/**
 * Records that are perhaps one guest. Of everybody who is here: the same e-mail, or the same name and phone number; of one guest in
 * question the same name alone, too. Never a pair that a person has told apart.
 */
export const duplicatesQuery = defineQuery({
  name: 'guest.duplicates',
  args: duplicatesArgs,
  tables: ['guest.profiles', 'reservation.reservations'],
  key: (row: DuplicateRow) => `${row.profileId} ${row.otherId}`,
  run(db, { profileId }, { propertyId, businessDate }) {
    const arms = [arm(`o.email IS NOT NULL AND ${SAME_EMAIL}`)]
    const phone = `o.phone IS NOT NULL AND ${SAME_PHONE}`
    if (profileId === null) arms.push(arm(`${phone} AND ${SAME_NAME}`))
    // The pattern is a whole name, for the trigram index.
    else
      arms.push(
        arm(phone),
        arm(`shared.fold(o.full_name) LIKE replace(replace(shared.fold(g.full_name), '%', ''), '_', '')`),
      )
    return db.query<DuplicateRow>(
      `SELECT x.id AS "profileId", x.full_name AS "guestName", y.id AS "otherId", y.full_name AS "otherName",
         coalesce(lower(x.email::text) = lower(y.email::text), false) AS "sameEmail",
         coalesce(${DIGITS('x.phone')} = ${DIGITS('y.phone')}, false) AS "samePhone",
         shared.fold(x.full_name) = shared.fold(y.full_name) AS "sameName"
       FROM (SELECT DISTINCT least(g.id, d.id) AS one, greatest(g.id, d.id) AS other
             FROM (${profileId === null ? HERE : 'SELECT $2::uuid AS id'}) h JOIN guest.profiles g ON g.id = h.id AND ${LIVE('g')}
             CROSS JOIN LATERAL (${arms.map((each) => `(${each} LIMIT 5)`).join(' UNION ')}) d
             LIMIT ${LIMIT}) pair
       JOIN guest.profiles x ON x.id = pair.one JOIN guest.profiles y ON y.id = pair.other
       ORDER BY 5 DESC, 6 DESC, 7 DESC, x.last_name, x.id, y.id`,
      [propertyId, profileId ?? businessDate],
    )
  },
})
