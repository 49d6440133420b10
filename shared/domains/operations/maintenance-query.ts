import { defineQuery } from '../../command/query.ts'
import { certaintyOfRow, certaintyTables } from '../sync/certainty.ts'
import { faultsArgs, type FaultRow } from './upkeep-rows.ts'

/** Of `m`: what is still to be done, or to be looked at. */
export const OPEN_FAULTS = `m.status NOT IN ('closed', 'duplicate', 'cancelled') AND m.deleted_at IS NULL`

const staffOf = (user: string) => `(SELECT f.display_name FROM operations.staff f
   WHERE f.property_id = m.property_id AND f.user_id = ${user} AND f.deleted_at IS NULL ORDER BY f.id LIMIT 1)`

/** Open faults: the worst first, then the one that was reported first. */
export const faultsQuery = defineQuery({
  name: 'maintenance.list',
  args: faultsArgs,
  tables: ['operations.maintenance_requests', 'operations.staff', 'property_mgmt.inventory_units', ...certaintyTables],
  key: (row: FaultRow) => row.requestId,
  run: (db, { unitId }, { propertyId }) =>
    db.query<FaultRow>(
      `SELECT m.id AS "requestId", m.unit_id AS "unitId", u.number AS "unitNumber", m.asset AS place, m.category, m.severity,
         m.status, m.description, m.reported_at AS "reportedAt", ${staffOf('m.created_by')} AS "reportedByName",
         a.display_name AS "assignedName", m.outcome, u.block_status AS "blockStatus", u.block_until AS "blockUntil",
         coalesce((SELECT array_agg(d.description ORDER BY d.reported_at, d.id) FROM operations.maintenance_requests d
           WHERE d.duplicate_of = m.id AND d.deleted_at IS NULL), '{}') AS "alsoReported",
         ${certaintyOfRow('m.id', 'operations.maintenance_requests')} AS certainty
       FROM operations.maintenance_requests m
       LEFT JOIN property_mgmt.inventory_units u ON u.id = m.unit_id
       LEFT JOIN operations.staff a ON a.id = m.assigned_to
       WHERE m.property_id = $1 AND m.hot AND ($2::uuid IS NULL OR m.unit_id = $2::uuid) AND ${OPEN_FAULTS}
       ORDER BY m.status IN ('resolved', 'verified'), m.severity DESC, m.reported_at, m.id`,
      [propertyId, unitId ?? null],
    ),
})
