import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { BlockStatus } from '../../schema/property_mgmt.ts'
import { pathBetween } from '../transitions.ts'
import { endOverdueBlock } from './blocks.ts'
import { housekeepingStates } from './housekeeping.ts'
import type { HousekeepingStatus } from './inputs.ts'
import { blockStates } from './unit-states.ts'

interface UnitState {
  readonly id: Uuid
  readonly housekeeping: HousekeepingStatus
  readonly housekeepingSetAt: string
}

/** The later clock wins: what was seen before the present state was seen changes nothing any more. */
export function isOutdated(unit: Pick<UnitState, 'housekeepingSetAt'>, context: CommandContext): boolean {
  return Date.parse(unit.housekeepingSetAt) > Date.parse(hlcInstant(context.occurredAt))
}

/** Brings the unit to `status` by steps that the guard lets through. False where a later clock has spoken. */
export async function setHousekeeping(
  db: Database,
  context: CommandContext,
  unit: UnitState,
  status: HousekeepingStatus,
): Promise<boolean> {
  if (isOutdated(unit, context)) return false
  const steps = pathBetween(housekeepingStates, unit.housekeeping, status) ?? []
  const seen = hlcInstant(context.occurredAt)
  // One statement each: what a row's change costs on its way through history, journal and shapes, it costs per statement.
  for (const step of steps.length > 0 ? steps : [unit.housekeeping]) {
    await db.execute(
      `UPDATE property_mgmt.inventory_units SET housekeeping_status = $3, housekeeping_set_at = $4::timestamptz
       WHERE property_id = $1 AND id = $2`,
      [context.propertyId, unit.id, step, seen],
    )
  }
  return true
}

export async function setOccupancy(
  db: Database,
  propertyId: Uuid,
  unitId: Uuid,
  occupancy: 'vacant' | 'occupied',
): Promise<void> {
  await db.execute(
    `UPDATE property_mgmt.inventory_units SET occupancy_status = $3
     WHERE property_id = $1 AND id = $2 AND occupancy_status <> $3`,
    [propertyId, unitId, occupancy],
  )
}

/** Somebody is in the unit from now on. */
export async function occupyUnit(db: Database, context: CommandContext, unitId: Uuid): Promise<void> {
  await endOverdueBlock(db, context, unitId)
  await setOccupancy(db, context.propertyId, unitId, 'occupied')
}

/**
 * No unit is both out of order and occupied: the guest is there, so it stays in the inventory, and the fault stays noted. False where it was
 * not out of order on any of the days.
 */
export async function putBackInService(
  db: Database,
  { propertyId }: CommandContext,
  unit: { readonly id: Uuid; readonly block: BlockStatus },
  days: { readonly from: IsoDate; readonly to: IsoDate },
): Promise<boolean> {
  const blocks = await db.query(
    `UPDATE property_mgmt.unit_blocks SET kind = 'out_of_service'
     WHERE property_id = $1 AND unit_id = $2 AND kind = 'out_of_order' AND status IN ('planned', 'active') AND deleted_at IS NULL
       AND dates && daterange($3::date, $4::date) RETURNING id`,
    [propertyId, unit.id, days.from, days.to],
  )
  if (unit.block !== 'out_of_order') return blocks.length > 0
  for (const step of pathBetween(blockStates, 'out_of_order', 'out_of_service') ?? []) {
    await db.execute('UPDATE property_mgmt.inventory_units SET block_status = $3 WHERE property_id = $1 AND id = $2', [
      propertyId,
      unit.id,
      step,
    ])
  }
  return true
}
