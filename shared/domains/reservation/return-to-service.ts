import { z } from 'zod'
import { applied, defineCommand, type CommandContext, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { addDays } from '../../kernel/dates.ts'
import { uuid } from '../fields.ts'
import { endBlock, lockBlocks, type BlockRecord } from '../property_mgmt/blocks.ts'
import type { HousekeepingStatus } from '../property_mgmt/inputs.ts'
import { setHousekeeping } from '../property_mgmt/set-unit.ts'
import { readUnitNumber } from '../property_mgmt/unit-number.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { returnToServiceInput } from './block-inputs.ts'
import { lockUnit, type UnitRecord } from './records.ts'
import { settleOversold } from './settle-oversold.ts'
import { addCleaning } from './vacate.ts'

const args = z.strictObject({ unitId: uuid, unitNumber: z.string(), blockId: uuid.nullable() })
type Args = z.output<typeof args>

/** The fault is gone, or the plan is: the unit is back in the inventory, and is cleaned or looked at before a guest sees it. */
export const returnToServiceCommand = defineCommand({
  name: 'v1.unit.returnToService',
  input: returnToServiceInput,
  args,
  async prepare({ unitId, blockId }, { db, propertyId }): Promise<Args> {
    return { unitId, blockId: blockId ?? null, unitNumber: await readUnitNumber(db, propertyId, unitId) }
  },
  keys: ({ unitId }) => [`unit:${unitId}`],
  seen: ({ unitId }) => [{ table: 'property_mgmt.inventory_units', id: unitId }],
  execute: returnToService,
  // Given back at two desks: once is enough.
  reconcile: (_db, _args, _context, refusal) => Promise.resolve(refusal.code === 'not_blocked' ? [] : undefined),
  onRefusal: ({ unitId }, refusal) => refusalEntry(refusal, 'inspect_unit', { unitId }),
})

async function returnToService(db: Database, given: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, businessDate } = context
  const unit = await lockUnit(db, propertyId, given.unitId)
  if (!unit) return no('unit_not_found')
  const blocks = await lockBlocks(db, propertyId, unit.id)
  const block = blocks.find(({ id, from }) => (given.blockId === null ? from <= businessDate : id === given.blockId))
  const undated = unit.block !== 'none' && !blocks.some(({ status }) => status === 'active')
  if (!block && !undated) return no('not_blocked', { unit: unit.number })
  const returnStatus = block ? block.returnStatus : await readReturnStatus(db, unit)
  await endBlock(db, context, unit, block)
  const begun = !block || block.from <= businessDate
  if (begun && unit.occupancy === 'vacant') await receive(db, context, unit, returnStatus)
  await settleOversold(db, context, { unitTypeId: unit.unitTypeId, ...nightsOf(block, context) })
  return applied
}

async function readReturnStatus(db: Database, unit: UnitRecord): Promise<HousekeepingStatus> {
  const [row] = await db.query<{ status: HousekeepingStatus | null }>(
    'SELECT return_status AS status FROM property_mgmt.inventory_units WHERE id = $1',
    [unit.id],
  )
  return row?.status ?? 'dirty'
}

/** Dirt of a repair is cleaned like any other, and stands on the list of whoever cleans. */
async function receive(
  db: Database,
  context: CommandContext,
  unit: UnitRecord,
  returnStatus: HousekeepingStatus,
): Promise<void> {
  if (!(await setHousekeeping(db, context, unit, returnStatus))) return
  if (returnStatus === 'dirty') await addCleaning(db, context, unit.id, 'touch_up')
}

/** The nights that can be sold again; of a block without an end, those of two months. */
function nightsOf(block: BlockRecord | undefined, { businessDate }: CommandContext) {
  const arrival = block && block.from > businessDate ? block.from : businessDate
  const departure = block?.to ?? addDays(arrival, 60)
  return { arrival, departure: departure > arrival ? departure : addDays(arrival, 1) }
}
