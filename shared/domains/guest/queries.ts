import { defineQuery } from '../../command/query.ts'
import { certaintyOfProfile, certaintyTables } from '../sync/certainty.ts'
import { profileArgs, type ProfileRow, type ProfileStayRow } from './rows.ts'

export const profileQuery = defineQuery({
  name: 'guest.profile',
  args: profileArgs,
  tables: [
    'guest.profiles',
    'guest.stays',
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
         g.erased_at IS NOT NULL AS erased, g.merged_into_id AS "mergedIntoId", g.alternatives,
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
