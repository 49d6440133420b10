import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { addDays, type IsoDate } from '../../kernel/dates.ts'
import { askUrgently } from '../operations/ask-urgently.ts'
import { daysOf, endBlock, endOverdueBlock, writeBlock, type Block, type BlockRecord } from '../property_mgmt/blocks.ts'
import { entry } from '../resolution/reasons.ts'
import { readStock } from './availability.ts'
import { readPromises, type PromiseRecord } from './promises.ts'
import { reRoomPromise } from './re-room.ts'
import { lockType, lockUnit, type UnitRecord } from './records.ts'

/** How far ahead somebody is told that a type is sold beyond what there is: nights. */
const LOOK_AHEAD = 60

/**
 * The unit is blocked from now on. Out of order: whoever was promised it and is not in house gets another unit, and where the type is sold
 * beyond what is left a person is told.
 */
export async function putBlock(
  db: Database,
  context: CommandContext,
  unit: UnitRecord,
  block: Block,
  own: BlockRecord | undefined,
  absorbed: readonly BlockRecord[] = [],
): Promise<Resolution[]> {
  await endOverdueBlock(db, context, unit.id)
  for (const other of absorbed) await endBlock(db, context, unit, other)
  const now = (await lockUnit(db, context.propertyId, unit.id)) ?? unit
  await writeBlock(db, context, now, block, own)
  if (block.kind !== 'out_of_order') return []
  const span = daysOf(block)
  const entries: Resolution[] = []
  for (const promise of await readPromises(db, context.propertyId, unit.id, span, null)) {
    if (!promise.inHouse) entries.push(...(await reRoom(db, context, unit, promise)))
  }
  return [...entries, ...(await tellShortage(db, context, unit, span))]
}

async function reRoom(
  db: Database,
  context: CommandContext,
  unit: UnitRecord,
  promise: PromiseRecord,
): Promise<Resolution[]> {
  const entries = await reRoomPromise(db, context, promise, { how: 'out_of_order', takenBy: null, unit })
  if (!entries.some(({ reason }) => reason === 'unit_lost_unassigned')) return entries
  await askUrgently(db, context, {
    about: promise.reservationId,
    stayId: null,
    unitId: unit.id,
    text: `Find a unit for ${promise.guestName} (${promise.confirmationNo}), due ${promise.from}: unit ${unit.number} is out of order, and no other is free.`,
  })
  return entries
}

/** The first night for which more of the type is sold than is left, and may be: somebody sleeps elsewhere. */
async function tellShortage(
  db: Database,
  { propertyId, businessDate }: CommandContext,
  unit: UnitRecord,
  days: { readonly from: IsoDate; readonly to: IsoDate },
): Promise<Resolution[]> {
  await lockType(db, propertyId, unit.unitTypeId)
  const from = days.from < businessDate ? businessDate : days.from
  const last = addDays(from, LOOK_AHEAD)
  const stock = await readStock(db, propertyId, { from, to: days.to < last ? days.to : last }, { unitTypeId: unit.unitTypeId }) // prettier-ignore
  const short = stock.find(({ sold, rooms, overbooking }) => sold > rooms + overbooking)
  if (!short) return []
  const { night, sold, rooms } = short
  const facts = { unit: unit.number, unitType: unit.typeName, night, sold, rooms }
  return [entry('out_of_order_oversold', facts, { unitId: unit.id })]
}
