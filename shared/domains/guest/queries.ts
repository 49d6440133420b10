import { defineQuery } from '../../command/query.ts'
import { certaintyOfProfile, certaintyTables } from '../sync/certainty.ts'
import { type IdentityRow, profileArgs, type ProfileRow, type ProfileStayRow } from './rows.ts'

export const profileQuery = defineQuery({
  name: 'guest.profile',
  args: profileArgs,
  tables: [
    'guest.profiles',
    'guest.stays',
    'guest.loyalty_memberships',
    'reservation.reservations',
    'reservation.unit_assignments',
    'property_mgmt.inventory_units',
    ...certaintyTables,
  ],
  key: (row: ProfileRow) => row.profileId,
  async run(db, { profileId }, { propertyId }) {
    const rows = await db.query<ProfileRow>(
      `SELECT g.id AS "profileId", g.first_name AS "firstName", g.last_name AS "lastName", g.full_name AS "fullName", g.email,
         g.phone, g.nationality, g.language, g.vip_level AS "vipLevel", g.notes, g.no_post AS "noPost",
         g.erased_at IS NOT NULL AS erased, g.merged_into_id AS "mergedIntoId",
         (SELECT m.full_name FROM guest.profiles m WHERE m.id = g.merged_into_id) AS "mergedIntoName",
         g.alternatives, g.preferences, g.consents,
         coalesce((SELECT jsonb_agg(jsonb_build_object('membershipId', m.id, 'program', m.program, 'number', m.number,
             'tier', m.tier, 'points', m.points, 'joinedOn', m.joined_on) ORDER BY m.program, m.number)
           FROM guest.loyalty_memberships m WHERE m.profile_id = g.id AND m.deleted_at IS NULL), '[]') AS memberships,
         ${certaintyOfProfile('g.id')} AS certainty
       FROM guest.profiles g WHERE g.property_id = $1 AND g.id = $2 AND g.deleted_at IS NULL`,
      [propertyId, profileId],
    )
    const stays = await db.query<ProfileStayRow>(
      `SELECT r.id AS "reservationId", r.arrival, r.departure, r.status, r.confirmation_no AS "confirmationNo",
         (SELECT u.number FROM guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
          WHERE s.reservation_id = r.id AND s.deleted_at IS NULL ORDER BY s.check_in_at DESC LIMIT 1) AS "unitNumber"
       FROM reservation.reservations r
       WHERE r.property_id = $1 AND r.profile_id = $2 AND r.deleted_at IS NULL ORDER BY r.arrival DESC, r.id LIMIT 200`,
      [propertyId, profileId],
    )
    return rows.map((row) => ({ ...row, stays }))
  },
})

/** Nothing of it is in clear: whoever wants more asks the core to uncover it. */
export const identityQuery = defineQuery({
  name: 'guest.identity',
  args: profileArgs,
  tables: ['guest.profiles', 'guest.identity_reveals', 'shared.user_property_roles', 'sync.terminal_progress'],
  key: (row: IdentityRow) => row.profileId,
  async run(db, { profileId }, { propertyId }) {
    const rows = await db.query<Omit<IdentityRow, 'reveals'>>(
      `SELECT g.id AS "profileId", g.full_name AS "guestName", g.erased_at IS NOT NULL AS erased, g.dob_enc IS NOT NULL AS "hasDateOfBirth",
         CASE WHEN g.document_enc IS NOT NULL THEN jsonb_build_object('type', coalesce(g.document_type::text, 'other'),
           'country', g.document_country, 'expiresOn', g.document_expires_on, 'tail', g.document_tail,
           'capturedAt', to_char(g.document_captured_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END AS document
       FROM guest.profiles g WHERE g.property_id = $1 AND g.id = $2 AND g.deleted_at IS NULL`,
      [propertyId, profileId],
    )
    const reveals = await db.query<IdentityRow['reveals'][number]>(
      `SELECT v.id AS "revealId", v.revealed_at AS at, v.reason, coalesce(t.name, '') AS terminal,
         coalesce((SELECT r.display_name FROM shared.user_property_roles r WHERE r.user_id = v.created_by
           AND r.property_id = v.property_id AND r.deleted_at IS NULL ORDER BY r.granted_at DESC LIMIT 1), '') AS by
       FROM guest.identity_reveals v LEFT JOIN sync.terminal_progress t ON t.id = v.terminal_id
       WHERE v.property_id = $1 AND v.profile_id = ANY (ARRAY(
         SELECT $2::uuid UNION ALL SELECT m.id FROM guest.profiles m WHERE m.merged_into_id = $2)) ORDER BY v.revealed_at DESC, v.id LIMIT 20`,
      [propertyId, profileId],
    )
    return rows.map((row) => ({ ...row, reveals }))
  },
})
