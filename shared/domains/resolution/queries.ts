import type { Reader } from '../../command/database.ts'
import { defineQuery } from '../../command/query.ts'
import { SYSTEM, type Uuid } from '../../kernel/ids.ts'
import { urgentReasons } from './reasons.ts'
import { resolutionListArgs, type ResolutionRow } from './rows.ts'

/** More than this is no list to work through any more; open ones come first, and of them those that cannot wait. */
const LIMIT = 500

/** Who it was: one of the house, or the centre itself. Users are at no desk, so the centre's own is named here. */
const nameOf = (user: string) => `CASE WHEN ${user} = '${SYSTEM}' THEN 'StayOS' ELSE
  (SELECT f.display_name FROM operations.staff f WHERE f.property_id = e.property_id AND f.user_id = ${user} AND f.deleted_at IS NULL LIMIT 1) END`

export function readResolutions(
  db: Reader,
  propertyId: Uuid,
  only: { status: 'open' | 'resolved' | 'all'; reservationId?: Uuid },
): Promise<ResolutionRow[]> {
  // `entered` is withheld from some roles: what is not there is null.
  return db.query<ResolutionRow>(
    `SELECT e.id AS "resolutionId", e.reason, e.facts, e.next_step AS "nextStep", e.outcome, e.command_name AS "commandName",
       to_jsonb(e)->'entered' AS entered, e.reservation_id AS "reservationId", e.unit_id AS "unitId", e.profile_id AS "profileId", e.raised_at AS "raisedAt",
       ${nameOf('e.actor')} AS "givenByName",
       (SELECT p.name FROM sync.terminal_progress p WHERE p.property_id = e.property_id AND p.id = e.terminal_id LIMIT 1) AS "terminalName",
       e.status, e.resolved_at AS "resolvedAt",
       ${nameOf('e.resolved_by')} AS "resolvedByName",
       e.resolution_note AS "resolutionNote", e.settled, coalesce(r.status = 'checked_in', false) AS "inHouse", g.full_name AS "guestName", r.confirmation_no AS "confirmationNo"
     FROM sync.resolutions e
     LEFT JOIN reservation.reservations r ON r.id = e.reservation_id
     LEFT JOIN guest.profiles g ON g.id = coalesce(r.profile_id, e.profile_id)
     WHERE e.property_id = $1 AND ($2 = 'all' OR e.status::text = $2) AND ($3::uuid IS NULL OR e.reservation_id = $3::uuid)
     ORDER BY e.status, e.status = 'open' AND e.reason = ANY ($4::text[]) DESC, coalesce(e.resolved_at, e.raised_at) DESC, e.id
     LIMIT ${LIMIT}`,
    [propertyId, only.status, only.reservationId ?? null, urgentReasons],
  )
}

export const resolutionListQuery = defineQuery({
  name: 'resolution.list',
  args: resolutionListArgs,
  tables: [
    'sync.resolutions',
    'sync.terminal_progress',
    'operations.staff',
    'reservation.reservations',
    'guest.profiles',
  ],
  key: (row: ResolutionRow) => row.resolutionId,
  run: (db, { status }, { propertyId }) => readResolutions(db, propertyId, { status }),
})
