import { z } from 'zod'
import { applied, defineCommand, type CommandContext, type ExecuteResult } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { maintenanceCategories, severities, type MaintenanceStatus, type Severity } from '../../schema/operations.ts'
import { uuid } from '../fields.ts'
import { readUnitNumber } from '../property_mgmt/unit-number.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { reportFaultInput } from './maintenance-inputs.ts'
import { OPEN_FAULTS } from './maintenance-query.ts'
import { keeperOf, worstOf } from './same-fault.ts'

/** Reports of one thing that lie further apart than a shift are two faults. */
const SAME_FAULT = '12 hours'

const args = z.strictObject({
  requestId: uuid,
  unitId: uuid.nullable(),
  unitNumber: z.string(),
  place: z.string(),
  category: z.enum(maintenanceCategories),
  severity: z.enum(severities),
  description: z.string().min(1),
  /** Open faults of this kind and place that the desk knew of: this one is another. */
  known: z.array(uuid),
})
type Args = z.output<typeof args>

/** Reported at two desks that did not know of each other, one fault stays, and the other report points to it with its own words. */
export const reportFaultCommand = defineCommand({
  name: 'v1.maintenance.report',
  input: reportFaultInput,
  args,
  async prepare(input, { db, propertyId, newId }): Promise<Args> {
    const known = await readAlike(db, propertyId, input)
    return {
      ...input,
      requestId: newId(),
      unitNumber: await readUnitNumber(db, propertyId, input.unitId),
      known: known.map(({ id }) => id),
    }
  },
  keys: ({ requestId, unitId }) => [`fault:${requestId}`, ...(unitId ? [`unit:${unitId}` as const] : [])],
  seen: () => [],
  execute: reportFault,
  onRefusal: ({ unitId }, refusal) => refusalEntry(refusal, 'inspect_unit', { ...(unitId && { unitId }) }),
})

interface Alike {
  readonly id: Uuid
  readonly status: MaintenanceStatus
  readonly severity: Severity
  /** ISO 8601 instant. */
  readonly reportedAt: string
}

/** Open faults of this kind in this unit, or at this place. */
async function readAlike(
  db: Reader,
  propertyId: Uuid,
  fault: Pick<Args, 'unitId' | 'place' | 'category'>,
): Promise<Alike[]> {
  const { unitId, place, category } = fault
  const where = unitId ? 'm.unit_id = $3' : 'm.hot AND m.unit_id IS NULL AND lower(m.asset) = lower($3)'
  return db.query<Alike>(
    `SELECT m.id, m.status, m.severity, m.reported_at AS "reportedAt" FROM operations.maintenance_requests m
     WHERE m.property_id = $1 AND m.category = $2 AND ${where} AND ${OPEN_FAULTS}
     ORDER BY m.reported_at, m.id`,
    [propertyId, category, unitId ?? place],
  )
}

async function reportFault(db: Database, given: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId } = context
  const at = hlcInstant(context.occurredAt)
  await db.execute(
    `INSERT INTO operations.maintenance_requests (id, property_id, unit_id, asset, category, severity, description, reported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz)`,
    [
      ...[given.requestId, propertyId, given.unitId, given.place, given.category, given.severity],
      ...[given.description, at],
    ],
  )
  const near = await readNear(db, propertyId, given, at)
  if (near.length < 2) return applied
  const keeper = keeperOf(near)
  for (const { id } of near) if (id !== keeper.id) await pointTo(db, propertyId, id, keeper.id)
  await db.execute('UPDATE operations.maintenance_requests SET severity = $3 WHERE property_id = $1 AND id = $2', [
    ...[propertyId, keeper.id, worstOf(near.map(({ severity }) => severity))],
  ])
  return applied
}

/** This report, and those that the desk did not know of and that may mean the same; locked. */
async function readNear(db: Database, propertyId: Uuid, given: Args, at: string): Promise<Alike[]> {
  const alike = await readAlike(db, propertyId, given)
  const unknown = alike.filter(({ id }) => !given.known.includes(id)).map(({ id }) => id)
  return db.query<Alike>(
    `SELECT id, status, severity, reported_at AS "reportedAt" FROM operations.maintenance_requests
     WHERE property_id = $1 AND id = ANY ($2::uuid[]) AND reported_at BETWEEN $3::timestamptz - interval '${SAME_FAULT}'
       AND $3::timestamptz + interval '${SAME_FAULT}' ORDER BY reported_at, id FOR NO KEY UPDATE`,
    [propertyId, unknown, at],
  )
}

/** Whoever looks for a report finds the fault that stands for it, however often it was merged. */
async function pointTo(db: Database, propertyId: Uuid, id: Uuid, keeper: Uuid): Promise<void> {
  await db.execute(
    `UPDATE operations.maintenance_requests SET status = 'duplicate', duplicate_of = $3
     WHERE property_id = $1 AND id = $2 AND status IN ('reported', 'triaged', 'assigned')`,
    [propertyId, id, keeper],
  )
  await db.execute(
    'UPDATE operations.maintenance_requests SET duplicate_of = $3 WHERE property_id = $1 AND duplicate_of = $2',
    [propertyId, id, keeper],
  )
}
