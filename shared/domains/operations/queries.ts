import { defineQuery } from '../../command/query.ts'
import { dayParams, keptBy } from '../only.ts'
import { certaintyOfTask, certaintyTables } from '../sync/certainty.ts'
import { tasksArgs, type TaskRow } from './rows.ts'

/** Open tasks of the business date, and what was left over in the two weeks before. */
export const tasksQuery = defineQuery({
  name: 'housekeeping.tasks',
  args: tasksArgs,
  tables: ['operations.housekeeping_tasks', 'operations.staff', 'property_mgmt.inventory_units', ...certaintyTables],
  parts: {
    own: 'operations.housekeeping_tasks',
    place: ['priority', 'floor', 'unitNumber'],
    through: { 'property_mgmt.inventory_units': { shownIn: 'unitId' } },
  },
  key: (row: TaskRow) => row.taskId,
  run: (db, _args, context, only) =>
    db.query<TaskRow>(
      `SELECT t.id AS "taskId", t.unit_id AS "unitId", u.number AS "unitNumber", u.floor, t.type, t.status, t.priority,
         f.display_name AS "assignedName", t.scheduled_date AS "scheduledDate",
         ${certaintyOfTask('t.id', 't.unit_id')} AS certainty
       FROM operations.housekeeping_tasks t
       JOIN property_mgmt.inventory_units u ON u.id = t.unit_id
       LEFT JOIN operations.staff f ON f.id = t.assigned_to
       WHERE t.property_id = $1 AND t.scheduled_date BETWEEN $2::date - 14 AND $2::date AND t.deleted_at IS NULL
         AND t.status IN ('pending', 'assigned', 'in_progress', 'paused', 'inspected_fail')
         ${keptBy('t.id', only)}
       ORDER BY t.priority DESC, u.floor, u.number, t.id`,
      dayParams(context, only),
    ),
})
