import { defineQuery } from '../../command/query.ts'
import { dayParams, keptBy } from '../only.ts'
import { certaintyOfUnit, certaintyTables } from '../sync/certainty.ts'
import { unitListArgs, type UnitRow } from './rows.ts'

/** Who is in each unit; two names where two were put into one. */
const inHouse = (only: readonly string[] | undefined) => `
  SELECT s.unit_id, string_agg(g.full_name, ', ' ORDER BY s.check_in_at, s.id) AS names, max(r.departure) AS departure,
    (array_agg(s.reservation_id ORDER BY s.check_in_at, s.id))[1] AS reservation_id
  FROM guest.stays s
  JOIN guest.profiles g ON g.id = s.profile_id
  LEFT JOIN reservation.reservations r ON r.id = s.reservation_id
  WHERE s.property_id = $1 AND s.status = 'in_house' AND s.deleted_at IS NULL ${keptBy('s.unit_id', only)}
  GROUP BY s.unit_id`

const dueIn = (only: readonly string[] | undefined) => `
  SELECT a.unit_id, string_agg(g.full_name, ', ' ORDER BY r.id) AS names
  FROM reservation.reservations r
  JOIN reservation.unit_assignments a ON a.reservation_id = r.id AND a.active AND a.deleted_at IS NULL AND a.stay @> $2::date
  JOIN guest.profiles g ON g.id = r.profile_id
  WHERE r.property_id = $1 AND r.arrival = $2::date AND r.status IN ('confirmed', 'tentative') AND r.deleted_at IS NULL
    ${keptBy('a.unit_id', only)}
  GROUP BY a.unit_id`

const openTask = (only: readonly string[] | undefined) => `
  SELECT DISTINCT ON (t.unit_id) t.unit_id, t.id, t.type, t.status, f.display_name
  FROM operations.housekeeping_tasks t LEFT JOIN operations.staff f ON f.id = t.assigned_to
  WHERE t.property_id = $1 AND t.scheduled_date BETWEEN $2::date - 14 AND $2::date AND t.deleted_at IS NULL
    AND t.status IN ('pending', 'assigned', 'in_progress', 'paused', 'inspected_fail') ${keptBy('t.unit_id', only)}
  ORDER BY t.unit_id, t.scheduled_date DESC, t.priority DESC, t.id`

/** The block of now, else the next one that is planned. */
const openBlock = (only: readonly string[] | undefined) => `
  SELECT DISTINCT ON (b.unit_id) b.unit_id, b.id, b.kind, lower(b.dates) AS from_day, upper(b.dates) AS to_day, b.reason
  FROM property_mgmt.unit_blocks b
  WHERE b.property_id = $1 AND b.hot AND b.status IN ('planned', 'active') AND b.deleted_at IS NULL ${keptBy('b.unit_id', only)}
  ORDER BY b.unit_id, lower(b.dates)`

export const unitListQuery = defineQuery({
  name: 'unit.list',
  args: unitListArgs,
  tables: [
    'property_mgmt.inventory_units',
    'property_mgmt.unit_blocks',
    'property_mgmt.unit_types',
    'guest.stays',
    'guest.profiles',
    'reservation.reservations',
    'reservation.unit_assignments',
    'operations.housekeeping_tasks',
    'operations.staff',
    ...certaintyTables,
  ],
  parts: {
    own: 'property_mgmt.inventory_units',
    place: ['floor', 'number'],
    through: {
      'operations.housekeeping_tasks': {
        shownIn: 'taskId',
        nextIn: 'SELECT unit_id AS key FROM operations.housekeeping_tasks WHERE id = ANY ($1::uuid[])',
      },
    },
  },
  key: (row: UnitRow) => row.unitId,
  run: (db, _args, context, only) =>
    db.query<UnitRow>(
      `SELECT u.id AS "unitId", u.number, u.floor, u.wing, t.code AS "unitTypeCode", t.name AS "unitTypeName",
         u.occupancy_status AS "occupancyStatus", u.housekeeping_status AS "housekeepingStatus",
         CASE WHEN u.block_status = 'none' AND b.from_day <= $2::date THEN b.kind ELSE u.block_status END AS "blockStatus",
         b.id AS "blockId", b.kind AS "blockKind", b.from_day AS "blockFrom", coalesce(b.to_day, u.block_until) AS "blockUntil",
         coalesce(b.reason, u.block_reason) AS "blockReason",
         h.names AS "guestName", h.reservation_id AS "reservationId", h.departure, d.names AS "arrivingGuest",
         k.id AS "taskId", k.type AS "taskType", k.status AS "taskStatus", k.display_name AS "assignedName",
         ${certaintyOfUnit('u.id')} AS certainty
       FROM property_mgmt.inventory_units u
       JOIN property_mgmt.unit_types t ON t.id = u.unit_type_id
       LEFT JOIN (${inHouse(only)}) h ON h.unit_id = u.id
       LEFT JOIN (${dueIn(only)}) d ON d.unit_id = u.id
       LEFT JOIN (${openTask(only)}) k ON k.unit_id = u.id
       LEFT JOIN (${openBlock(only)}) b ON b.unit_id = u.id
       WHERE u.property_id = $1 AND u.deleted_at IS NULL ${keptBy('u.id', only)}
       ORDER BY u.floor, length(u.number), u.number, u.id`,
      dayParams(context, only),
    ),
})
