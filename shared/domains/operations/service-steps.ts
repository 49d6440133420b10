import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type CommandDefinition,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { RequestStatus } from '../../schema/operations.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { pathBetween } from '../transitions.ts'
import { readStaffId } from './actor-staff.ts'
import { requestStates } from './request-states.ts'
import { acknowledgeServiceInput, cancelServiceInput, completeServiceInput } from './service-inputs.ts'

const args = z.strictObject({ requestId: uuid, note: z.string().nullable(), description: z.string() })
type Args = z.output<typeof args>

interface Step {
  readonly name: string
  readonly input: z.ZodType<{ requestId: Uuid; note?: string | undefined; reason?: string | undefined }>
  readonly to: RequestStatus
  readonly from: readonly RequestStatus[]
  /** What makes it over for whoever comes second. */
  readonly done: readonly RequestStatus[]
}

const OPEN = ['requested', 'acknowledged', 'assigned', 'in_progress'] as const
const DONE = ['completed', 'closed', 'pending_follow_up'] as const

function defineServiceStep(step: Step): CommandDefinition {
  return defineCommand<z.output<Step['input']>, Args>({
    name: step.name,
    input: step.input,
    args,
    async prepare({ requestId, note, reason }, { db, propertyId }) {
      const [row] = await db.query<{ description: string }>(
        'SELECT description FROM operations.service_requests WHERE property_id = $1 AND id = $2',
        [propertyId, requestId],
      )
      return { requestId, note: (note ?? reason) || null, description: row?.description ?? '' }
    },
    keys: ({ requestId }) => [`request:${requestId}`],
    seen: ({ requestId }) => [{ table: 'operations.service_requests', id: requestId }],
    execute: (db, given, context) => takeStep(db, step, given, context),
    reconcile: (db, given, context, refusal) => acceptSecond(db, step, given, context, refusal),
    onRefusal: (_given, refusal) => refusalEntry(refusal, 'none', {}),
  }) as CommandDefinition
}

async function lockRequest(db: Database, propertyId: Uuid, id: Uuid): Promise<{ status: RequestStatus } | undefined> {
  const [row] = await db.query<{ status: RequestStatus }>(
    `SELECT status FROM operations.service_requests
     WHERE property_id = $1 AND id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE`,
    [propertyId, id],
  )
  return row
}

async function takeStep(db: Database, step: Step, given: Args, context: CommandContext): Promise<ExecuteResult> {
  const request = await lockRequest(db, context.propertyId, given.requestId)
  if (!request) return no('request_not_found')
  const { status } = request
  const path = step.from.includes(status) ? pathBetween(requestStates, status, step.to) : undefined
  if (!path) return no('request_is', { description: given.description, status })
  for (const state of path) {
    await db.execute('UPDATE operations.service_requests SET status = $3 WHERE property_id = $1 AND id = $2', [
      ...[context.propertyId, given.requestId, state],
    ])
  }
  if (step.to !== 'cancelled') await acknowledge(db, given, context)
  await db.execute(
    `UPDATE operations.service_requests SET outcome = coalesce($3, outcome),
       completed_at = CASE WHEN $4 THEN greatest($5::timestamptz, requested_at) ELSE completed_at END
     WHERE property_id = $1 AND id = $2`,
    [
      ...[context.propertyId, given.requestId, given.note],
      ...[step.to === 'completed', hlcInstant(context.occurredAt)],
    ],
  )
  return applied
}

/** The first acknowledgement counts, by the clock of whoever gave it: so does who gave it. */
async function acknowledge(db: Database, { requestId }: Args, context: CommandContext): Promise<void> {
  await db.execute(
    `UPDATE operations.service_requests
     SET acknowledged_at = greatest($3::timestamptz, requested_at), assigned_to = coalesce($4, assigned_to)
     WHERE property_id = $1 AND id = $2 AND (acknowledged_at IS NULL OR acknowledged_at > $3::timestamptz)`,
    [context.propertyId, requestId, hlcInstant(context.occurredAt), await readStaffId(db, context)],
  )
}

/** Two desks took care of one wish: once is enough, and the earlier answer is the answer. */
async function acceptSecond(
  db: Database,
  step: Step,
  given: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  const status = step.done.find((each) => each === refusal.facts['status'])
  if (!status) return undefined
  if (step.to !== 'cancelled') await acknowledge(db, given, context)
  return []
}

export const acknowledgeServiceCommand = defineServiceStep({
  name: 'v1.service.acknowledge',
  input: acknowledgeServiceInput,
  from: ['requested'],
  to: 'acknowledged',
  done: [...OPEN, ...DONE],
})

export const completeServiceCommand = defineServiceStep({
  name: 'v1.service.complete',
  input: completeServiceInput,
  from: OPEN,
  to: 'completed',
  done: DONE,
})

export const cancelServiceCommand = defineServiceStep({
  name: 'v1.service.cancel',
  input: cancelServiceInput,
  from: OPEN,
  to: 'cancelled',
  done: ['cancelled', ...DONE],
})
