import { z } from 'zod'
import { applied, defineCommand, type CommandContext, type ExecuteResult } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { priorities, requestCategories } from '../../schema/operations.ts'
import { uuid } from '../fields.ts'
import { readUnitNumber } from '../property_mgmt/unit-number.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { requestServiceInput } from './service-inputs.ts'

const args = z.strictObject({
  requestId: uuid,
  stayId: uuid.nullable(),
  unitId: uuid.nullable(),
  unitNumber: z.string(),
  category: z.enum(requestCategories),
  priority: z.enum(priorities),
  description: z.string().min(1),
})
type Args = z.output<typeof args>

/** A wish of a guest, or of the house. It is added whatever else has happened; its clock runs from when it was said. */
export const requestServiceCommand = defineCommand({
  name: 'v1.service.request',
  input: requestServiceInput,
  args,
  async prepare({ reservationId, unitId, ...wish }, { db, propertyId, newId }): Promise<Args> {
    const stay = await readStay(db, propertyId, reservationId, unitId)
    const where = unitId ?? stay?.unitId ?? null
    return {
      ...wish,
      requestId: newId(),
      stayId: stay?.id ?? null,
      unitId: where,
      unitNumber: await readUnitNumber(db, propertyId, where),
    }
  },
  keys: ({ requestId, unitId }) => [`request:${requestId}`, ...(unitId ? [`unit:${unitId}` as const] : [])],
  seen: () => [],
  execute: requestService,
  onRefusal: ({ unitId }, refusal) => refusalEntry(refusal, 'none', { ...(unitId && { unitId }) }),
})

/** The guest who asks: by reservation, else whoever came first into the unit. */
async function readStay(
  db: Reader,
  propertyId: Uuid,
  reservationId: Uuid | null,
  unitId: Uuid | null,
): Promise<{ id: Uuid; unitId: Uuid } | undefined> {
  const [stay] = await db.query<{ id: Uuid; unitId: Uuid }>(
    `SELECT id, unit_id AS "unitId" FROM guest.stays
     WHERE property_id = $1 AND ${reservationId ? 'reservation_id = $2' : 'unit_id = $2'} AND status = 'in_house' AND deleted_at IS NULL
     ORDER BY check_in_at, id LIMIT 1`,
    [propertyId, reservationId ?? unitId],
  )
  return stay
}

async function requestService(
  db: Database,
  given: Args,
  { propertyId, occurredAt }: CommandContext,
): Promise<ExecuteResult> {
  await db.execute(
    `INSERT INTO operations.service_requests (id, property_id, stay_id, unit_id, category, priority, description, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz)`,
    [
      ...[given.requestId, propertyId, given.stayId, given.unitId, given.category, given.priority],
      ...[given.description, hlcInstant(occurredAt)],
    ],
  )
  return applied
}
