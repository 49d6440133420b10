import { z } from 'zod'
import { defineCommand, type CommandContext, type ExecuteResult, type Refusal } from '../../command/command.ts'
import type { Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { isoDate, reason, uuid } from '../fields.ts'
import { daysOf, lockBlocks, type Block, type BlockRecord } from '../property_mgmt/blocks.ts'
import { readUnitNumber } from '../property_mgmt/unit-number.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { blockKinds, returnStatuses, takeOutOfOrderInput } from './block-inputs.ts'
import { asBlock, mergeBlocks, type WantedBlock } from './merge-blocks.ts'
import { readPromises, type PromiseRecord } from './promises.ts'
import { putBlock } from './put-block.ts'
import { lockUnit, readStaysIn, type UnitRecord } from './records.ts'

const args = z.strictObject({
  unitId: uuid,
  unitNumber: z.string(),
  blockId: uuid,
  kind: z.enum(blockKinds),
  from: isoDate,
  until: isoDate,
  reason,
  returnStatus: z.enum(returnStatuses),
  maintenanceRequestId: uuid.nullable(),
  changes: uuid.nullable(),
  reRoom: z.array(uuid),
})
type Args = z.output<typeof args>

export const takeOutOfOrderCommand = defineCommand({
  name: 'v1.unit.takeOutOfOrder',
  input: takeOutOfOrderInput,
  args,
  async prepare(input, { db, propertyId, businessDate, newId }): Promise<Args> {
    return {
      unitId: input.unitId,
      unitNumber: await readUnitNumber(db, propertyId, input.unitId),
      blockId: newId(),
      kind: input.kind,
      from: input.from ?? businessDate,
      until: input.until,
      reason: input.reason,
      returnStatus: input.returnStatus ?? 'dirty',
      maintenanceRequestId: input.maintenanceRequestId ?? null,
      changes: input.changes ?? null,
      reRoom: input.reRoom ?? [],
    }
  },
  keys: ({ unitId, reRoom }) => [`unit:${unitId}`, ...reRoom.map((id) => `reservation:${id}` as const)],
  seen: ({ unitId }) => [{ table: 'property_mgmt.inventory_units', id: unitId }],
  execute: takeOutOfOrder,
  reconcile: acceptFault,
  onRefusal: ({ unitId }, refusal) => refusalEntry(refusal, 'inspect_unit', { unitId }),
})

const wantedOf = (given: Args): WantedBlock => ({
  kind: given.kind,
  from: given.from,
  to: given.until,
  reason: given.reason,
  returnStatus: given.returnStatus,
  maintenanceRequestId: given.maintenanceRequestId,
})

async function takeOutOfOrder(db: Database, given: Args, context: CommandContext): Promise<ExecuteResult> {
  const unit = await lockUnit(db, context.propertyId, given.unitId)
  if (!unit) return no('unit_not_found')
  const blocks = await lockBlocks(db, context.propertyId, unit.id)
  const refusal = refuseDays(given, context, unit) ?? refuseSecond(given, unit, blocks)
  if (refusal) return { refused: refusal }
  const own = blocks.find(({ id }) => id === given.changes)
  const block = asBlock(wantedOf(given), own, given.blockId)
  const claims = await readClaims(db, context, unit, block)
  const byGuest = refuseClaims(given, block, unit, claims)
  return byGuest ? { refused: byGuest } : { resolutions: await putBlock(db, context, unit, block, own) }
}

function refuseDays({ from, until }: Args, { businessDate }: CommandContext, unit: UnitRecord): Refusal | undefined {
  if (until > from && until > businessDate) return undefined
  return no('block_in_past', { unit: unit.number, until, businessDate }).refused
}

/** One block ends before another begins. */
function refuseSecond(given: Args, unit: UnitRecord, blocks: readonly BlockRecord[]): Refusal | undefined {
  if (given.changes !== null && !blocks.some(({ id }) => id === given.changes))
    return no('block_over', { unit: unit.number }).refused
  const other = blocks.find((each) => each.id !== given.changes && overlaps(each, given))
  if (other) return no('unit_blocked', { unit: unit.number, until: other.to, reason: other.reason }).refused
  const undated = unit.block !== 'none' && !blocks.some(({ status }) => status === 'active')
  if (!undated || (unit.blockUntil !== null && unit.blockUntil <= given.from)) return undefined
  return no('unit_blocked', { unit: unit.number, until: unit.blockUntil, reason: '' }).refused
}

const overlaps = (block: Pick<Block, 'from' | 'to'>, days: { readonly from: IsoDate; readonly until: IsoDate }) =>
  block.from < days.until && (block.to === null || days.from < block.to)

interface Claims {
  /** Who is in it on one of the days; null: nobody. */
  readonly guest: {
    readonly reservationId: Uuid | null
    readonly guestName: string
    readonly confirmationNo: string
  } | null
  readonly promises: readonly PromiseRecord[]
}

const NOBODY = { reservationId: null, guestName: '', confirmationNo: '' }

async function readClaims(
  db: Database,
  { propertyId, businessDate }: CommandContext,
  unit: UnitRecord,
  block: Block,
): Promise<Claims> {
  const promises = await readPromises(db, propertyId, unit.id, daysOf(block), null)
  const now = block.from <= businessDate
  const stays = now ? await readStaysIn(db, propertyId, unit.id) : []
  const occupied = now && unit.occupancy === 'occupied' ? NOBODY : null
  return { guest: stays[0] ?? promises.find(({ inHouse }) => inHouse) ?? occupied, promises }
}

/** Out of order never over a guest, and not over a promise that the person has not seen. */
function refuseClaims(given: Args, block: Block, unit: UnitRecord, { guest, promises }: Claims): Refusal | undefined {
  if (block.kind !== 'out_of_order') return undefined
  if (guest) {
    const { guestName, confirmationNo } = guest
    return no('guest_in_unit', { unit: unit.number, guestName, confirmationNo }).refused
  }
  const unseen = promises.filter(({ reservationId }) => !given.reRoom.includes(reservationId))
  if (!unseen[0]) return undefined
  const { guestName, confirmationNo, from, to } = unseen[0]
  const facts = { unit: unit.number, guestName, confirmationNo, from, to, count: unseen.length }
  return no('unit_promised', facts).refused
}

/**
 * That the unit is broken is a fact, whatever came between: blocks of two desks become one, with both reasons; promises that were made
 * meanwhile are re-roomed; a guest who was let in stays, and the unit is out of service.
 */
async function acceptFault(
  db: Database,
  given: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  if (!['unit_blocked', 'unit_promised', 'guest_in_unit'].includes(refusal.code)) return undefined
  const unit = await lockUnit(db, context.propertyId, given.unitId)
  if (!unit) return undefined
  const blocks = await lockBlocks(db, context.propertyId, unit.id)
  const { block, own, absorbed } = mergeBlocks(wantedOf(given), given, unit, blocks)
  const { guest } = await readClaims(db, context, unit, block)
  const stands = block.kind === 'out_of_order' && guest
  if (stands && stands.reservationId === null) return undefined
  const entries = await putBlock(
    db,
    context,
    unit,
    stands ? { ...block, kind: 'out_of_service' } : block,
    own,
    absorbed,
  )
  return stands ? [...entries, tellGuestInside(stands, unit)] : entries
}

function tellGuestInside(guest: NonNullable<Claims['guest']>, unit: UnitRecord): Resolution {
  const { reservationId, guestName, confirmationNo } = guest
  return entry(
    'out_of_order_occupied',
    { guestName, confirmationNo, unit: unit.number },
    { unitId: unit.id, ...(reservationId && { reservationId }) },
  )
}
