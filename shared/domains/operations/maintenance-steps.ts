import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type CommandDefinition,
  type ExecuteResult,
} from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { MaintenanceStatus } from '../../schema/operations.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { pathBetween } from '../transitions.ts'
import { readStaffId } from './actor-staff.ts'
import { faultStepInput, faultWordInput } from './maintenance-inputs.ts'
import { maintenanceStates } from './maintenance-states.ts'

interface Step {
  readonly name: string
  readonly to: MaintenanceStatus
  readonly from: readonly MaintenanceStatus[]
  /** Where another desk has brought it as far or farther: nothing is left to do. */
  readonly done: readonly MaintenanceStatus[]
  /** Says what was done, or why. */
  readonly says: boolean
}

const NEW = ['reported', 'triaged', 'reopened'] as const
const OPEN = [...NEW, 'assigned', 'in_progress', 'on_hold'] as const
const DONE = ['resolved', 'verified', 'closed'] as const

const args = z.strictObject({
  requestId: uuid,
  note: z.string().nullable(),
  unitId: uuid.nullable(),
  /** What it is about: its place and its first words. */
  subject: z.string(),
})
type Args = z.output<typeof args>

function defineFaultStep(step: Step): CommandDefinition {
  const input: z.ZodType<{ requestId: Uuid; note?: string }> = step.says ? faultWordInput : faultStepInput
  return defineCommand<{ requestId: Uuid; note?: string }, Args>({
    name: step.name,
    input,
    args,
    async prepare({ requestId, note }, { db, propertyId }) {
      return { requestId, note: note ?? null, ...(await readSubject(db, propertyId, requestId)) }
    },
    keys: ({ requestId, unitId }) => [`fault:${requestId}`, ...(unitId ? [`unit:${unitId}` as const] : [])],
    seen: ({ requestId }) => [{ table: 'operations.maintenance_requests', id: requestId }],
    execute: (db, given, context) => takeStep(db, step, given, context),
    reconcile: (_db, _given, _context, refusal) =>
      Promise.resolve(step.done.some((status) => status === refusal.facts['status']) ? [] : undefined),
    onRefusal: ({ unitId }, refusal) => refusalEntry(refusal, 'inspect_unit', { ...(unitId && { unitId }) }),
  }) as CommandDefinition
}

async function readSubject(db: Reader, propertyId: Uuid, id: Uuid): Promise<Pick<Args, 'unitId' | 'subject'>> {
  const [row] = await db.query<Pick<Args, 'unitId' | 'subject'>>(
    `SELECT m.unit_id AS "unitId", concat_ws(': ', coalesce(u.number, m.asset), left(m.description, 60)) AS subject
     FROM operations.maintenance_requests m LEFT JOIN property_mgmt.inventory_units u ON u.id = m.unit_id
     WHERE m.property_id = $1 AND m.id = $2`,
    [propertyId, id],
  )
  return row ?? { unitId: null, subject: '' }
}

interface Fault {
  readonly id: Uuid
  readonly status: MaintenanceStatus
}

/** What was done about a report that was merged was done about the fault that stands for it. */
async function lockFault(db: Database, propertyId: Uuid, id: Uuid): Promise<Fault | undefined> {
  const [fault] = await db.query<Fault>(
    `SELECT m.id, m.status FROM operations.maintenance_requests m
     WHERE m.property_id = $1 AND m.deleted_at IS NULL
       AND m.id = (SELECT coalesce(duplicate_of, id) FROM operations.maintenance_requests WHERE property_id = $1 AND id = $2)
     FOR NO KEY UPDATE`,
    [propertyId, id],
  )
  return fault
}

async function takeStep(db: Database, step: Step, given: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId } = context
  const fault = await lockFault(db, propertyId, given.requestId)
  if (!fault) return no('fault_not_found')
  const path = step.from.includes(fault.status) ? pathBetween(maintenanceStates, fault.status, step.to) : undefined
  if (!path) return no('fault_is', { subject: given.subject, status: fault.status })
  for (const status of path) {
    await db.execute('UPDATE operations.maintenance_requests SET status = $3 WHERE property_id = $1 AND id = $2', [
      ...[propertyId, fault.id, status],
    ])
  }
  const resolved = step.to === 'resolved' ? hlcInstant(context.occurredAt) : null
  const again = step.to === 'reopened'
  await db.execute(
    `UPDATE operations.maintenance_requests SET outcome = coalesce($3, outcome), assigned_to = coalesce(assigned_to, $4),
       resolved_at = CASE WHEN $6 THEN NULL ELSE coalesce(greatest($5::timestamptz, reported_at), resolved_at) END
     WHERE property_id = $1 AND id = $2`,
    [propertyId, fault.id, given.note, await readStaffId(db, context), resolved, again],
  )
  return applied
}

/** Somebody takes it on. */
export const acceptFaultCommand = defineFaultStep({
  name: 'v1.maintenance.accept',
  from: NEW,
  to: 'assigned',
  done: ['assigned', 'in_progress', 'on_hold', ...DONE],
  says: false,
})

export const startFaultCommand = defineFaultStep({
  name: 'v1.maintenance.start',
  from: [...NEW, 'assigned', 'on_hold'],
  to: 'in_progress',
  done: ['in_progress', ...DONE],
  says: false,
})

/** It waits for a part, or for somebody from outside. */
export const holdFaultCommand = defineFaultStep({
  name: 'v1.maintenance.hold',
  from: [...NEW, 'assigned', 'in_progress'],
  to: 'on_hold',
  done: ['on_hold', ...DONE],
  says: true,
})

export const resolveFaultCommand = defineFaultStep({
  name: 'v1.maintenance.resolve',
  from: OPEN,
  to: 'resolved',
  done: DONE,
  says: true,
})

/** Looked at, and good. */
export const closeFaultCommand = defineFaultStep({
  name: 'v1.maintenance.close',
  from: ['resolved', 'verified'],
  to: 'closed',
  done: ['closed'],
  says: false,
})

/** Looked at, and not good. */
export const reopenFaultCommand = defineFaultStep({
  name: 'v1.maintenance.reopen',
  from: ['resolved', 'verified'],
  to: 'reopened',
  done: OPEN,
  says: true,
})

/** No fault, or not ours: nothing will be done. */
export const cancelFaultCommand = defineFaultStep({
  name: 'v1.maintenance.cancel',
  from: OPEN,
  to: 'cancelled',
  done: ['cancelled', ...DONE],
  says: true,
})
