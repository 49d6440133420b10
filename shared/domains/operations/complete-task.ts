import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { note, uuid } from '../fields.ts'
import { lockUnitHousekeeping } from '../property_mgmt/set-housekeeping-status.ts'
import { setHousekeeping } from '../property_mgmt/set-unit.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { pathBetween } from '../transitions.ts'
import { completeTaskInput } from './inputs.ts'
import type { TaskStatus } from '../../schema/operations.ts'
import { taskStates } from './task-status.ts'

const args = z.strictObject({
  taskId: uuid,
  result: note.nullable(),
  /** Null where the task was not here. */
  unitId: uuid.nullable(),
  unitNumber: z.string(),
})
type Args = z.output<typeof args>

export const completeTaskCommand = defineCommand({
  name: 'v1.housekeeping.completeTask',
  input: completeTaskInput,
  args,
  async prepare({ taskId, result }, { db, propertyId }): Promise<Args> {
    const [task] = await db.query<{ unitId: Uuid; unitNumber: string }>(
      `SELECT t.unit_id AS "unitId", coalesce(u.number, '') AS "unitNumber"
       FROM operations.housekeeping_tasks t LEFT JOIN property_mgmt.inventory_units u ON u.id = t.unit_id
       WHERE t.property_id = $1 AND t.id = $2`,
      [propertyId, taskId],
    )
    return { taskId, result: result ?? null, unitId: task?.unitId ?? null, unitNumber: task?.unitNumber ?? '' }
  },
  keys: ({ taskId, unitId }) => [`task:${taskId}`, ...(unitId ? [`unit:${unitId}` as const] : [])],
  seen: ({ taskId }) => [{ table: 'operations.housekeeping_tasks', id: taskId }],
  execute: completeTask,
  reconcile: acceptWork,
  onRefusal: ({ unitId }, refusal) => refusalEntry(refusal, 'inspect_unit', { ...(unitId && { unitId }) }),
})

interface Task {
  readonly id: Uuid
  readonly unitId: Uuid
  readonly status: TaskStatus
}

async function lockTask(db: Database, propertyId: Uuid, id: Uuid): Promise<Task | undefined> {
  const [task] = await db.query<Task>(
    `SELECT id, unit_id AS "unitId", status FROM operations.housekeeping_tasks
     WHERE property_id = $1 AND id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE`,
    [propertyId, id],
  )
  return task
}

/** Done and never inspected since: an inspection that failed sends it back to be assigned. */
const isDone = (status: TaskStatus) => status === 'completed' || status === 'inspected_pass'

async function completeTask(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const task = await lockTask(db, context.propertyId, args.taskId)
  if (!task) return no('task_not_found')
  if (isDone(task.status)) return no('task_done', { unit: args.unitNumber })
  const steps = pathBetween(taskStates, task.status, 'completed')
  if (!steps) return no('task_closed', { unit: args.unitNumber, status: task.status })
  for (const status of steps) await writeStep(db, context, task.id, status, args.result)
  await cleanUnit(db, context, task.unitId)
  return applied
}

async function writeStep(
  db: Database,
  context: CommandContext,
  taskId: Uuid,
  status: TaskStatus,
  result: string | null,
): Promise<void> {
  const at = hlcInstant(context.occurredAt)
  await db.execute(
    `UPDATE operations.housekeeping_tasks SET status = $3, started_at = coalesce(started_at, $4::timestamptz),
       completed_at = $4::timestamptz, result = coalesce($5, result)
     WHERE property_id = $1 AND id = $2`,
    [context.propertyId, taskId, status, at, result],
  )
}

async function cleanUnit(db: Database, context: CommandContext, unitId: Uuid): Promise<void> {
  const unit = await lockUnitHousekeeping(db, context.propertyId, unitId)
  if (!unit || unit.housekeeping === 'inspected') return
  await setHousekeeping(db, context, unit, 'clean')
}

/** The unit was cleaned, whatever became of the task: done by two, or cancelled while it was being done. */
async function acceptWork(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  if (refusal.code !== 'task_done' && refusal.code !== 'task_closed') return undefined
  if (args.unitId) await cleanUnit(db, context, args.unitId)
  return []
}
