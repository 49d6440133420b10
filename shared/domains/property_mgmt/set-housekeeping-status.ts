import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { canBecome } from '../transitions.ts'
import { housekeepingStates } from './housekeeping.ts'
import { housekeepingStatuses, setHousekeepingStatusInput, type HousekeepingStatus } from './inputs.ts'
import { isOutdated, setHousekeeping } from './set-unit.ts'
import { readUnitNumber } from './unit-number.ts'

const args = z.strictObject({ unitId: uuid, status: z.enum(housekeepingStatuses), unitNumber: z.string() })
type Args = z.output<typeof args>

export const setHousekeepingStatusCommand = defineCommand({
  name: 'v1.unit.setHousekeepingStatus',
  input: setHousekeepingStatusInput,
  args,
  async prepare({ unitId, status }, { db, propertyId }): Promise<Args> {
    return { unitId, status, unitNumber: await readUnitNumber(db, propertyId, unitId) }
  },
  keys: ({ unitId }) => [`unit:${unitId}`],
  seen: ({ unitId }) => [{ table: 'property_mgmt.inventory_units', id: unitId }],
  execute: setStatus,
  reconcile: acceptStatus,
  onRefusal: ({ unitId }, refusal) => refusalEntry(refusal, 'inspect_unit', { unitId }),
})

interface UnitHousekeeping {
  readonly id: Uuid
  readonly number: string
  readonly housekeeping: HousekeepingStatus
  readonly housekeepingSetAt: string
}

export async function lockUnitHousekeeping(
  db: Database,
  propertyId: Uuid,
  unitId: Uuid,
): Promise<UnitHousekeeping | undefined> {
  const [unit] = await db.query<UnitHousekeeping>(
    `SELECT id, number, housekeeping_status AS housekeeping, housekeeping_set_at AS "housekeepingSetAt"
     FROM property_mgmt.inventory_units WHERE property_id = $1 AND id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE`,
    [propertyId, unitId],
  )
  return unit
}

async function setStatus(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const unit = await lockUnitHousekeeping(db, context.propertyId, args.unitId)
  if (!unit) return no('unit_not_found')
  const { number, housekeeping } = unit
  if (isOutdated(unit, context) || housekeeping === args.status) {
    await setHousekeeping(db, context, unit, args.status)
    return applied
  }
  if (!canBecome(housekeepingStates, housekeeping, args.status)) {
    return args.status === 'inspected'
      ? no('housekeeping_not_clean_first', { unit: number, housekeeping })
      : no('housekeeping_not_possible', { unit: number, housekeeping, wanted: args.status })
  }
  await setHousekeeping(db, context, unit, args.status)
  return applied
}

/** What was seen last is what is; but a unit that is not known to be clean was not inspected, and is looked at again. */
async function acceptStatus(db: Database, args: Args, context: CommandContext): Promise<Resolution[] | undefined> {
  if (args.status === 'inspected') return undefined
  const unit = await lockUnitHousekeeping(db, context.propertyId, args.unitId)
  if (!unit) return undefined
  await setHousekeeping(db, context, unit, args.status)
  return []
}
