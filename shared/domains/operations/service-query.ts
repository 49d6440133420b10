import { defineQuery } from '../../command/query.ts'
import { noArgs } from '../fields.ts'
import { certaintyOfRow, certaintyTables } from '../sync/certainty.ts'
import type { ServiceRow } from './upkeep-rows.ts'

/** Open wishes, where the guest is now: what nobody has answered first, then the urgent ones, then the oldest. */
export const serviceQuery = defineQuery({
  name: 'service.list',
  args: noArgs,
  tables: [
    'operations.service_requests',
    'operations.staff',
    'property_mgmt.inventory_units',
    'guest.stays',
    'guest.profiles',
    ...certaintyTables,
  ],
  key: (row: ServiceRow) => row.requestId,
  run: (db, _args, { propertyId }) =>
    db.query<ServiceRow>(
      `SELECT q.id AS "requestId", u.id AS "unitId", u.number AS "unitNumber", g.full_name AS "guestName",
         s.reservation_id AS "reservationId", q.category, q.priority, q.status, q.description, q.requested_at AS "requestedAt",
         q.acknowledged_at AS "acknowledgedAt", a.display_name AS "assignedName",
         CASE WHEN q.acknowledged_at IS NOT NULL THEN q.sla_compliant END AS "inTime",
         ${certaintyOfRow('q.id', 'operations.service_requests')} AS certainty
       FROM operations.service_requests q
       LEFT JOIN guest.stays s ON s.id = q.stay_id AND s.status = 'in_house'
       LEFT JOIN guest.profiles g ON g.id = s.profile_id
       LEFT JOIN property_mgmt.inventory_units u ON u.id = coalesce(s.unit_id, q.unit_id)
       LEFT JOIN operations.staff a ON a.id = q.assigned_to
       WHERE q.property_id = $1 AND q.hot AND q.status IN ('requested', 'acknowledged', 'assigned', 'in_progress')
         AND q.deleted_at IS NULL
       ORDER BY q.acknowledged_at IS NOT NULL, q.priority DESC, q.requested_at, q.id`,
      [propertyId],
    ),
})
