import type { CommandContext, ExecuteResult, Refusal, Resolution } from '../../command/command.ts'
import { applied } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { derivedId, type Uuid } from '../../kernel/ids.ts'
import { no } from '../refusals.ts'
import { entry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { refusePromise } from './may-take.ts'
import { changeType, promiseUnit, readPromisedUnit, readPromises, spanOf, type Span } from './promises.ts'
import { rehouse, reRoomPromise, type LossCause } from './re-room.ts'
import { blockIn, lockReservation, lockUnit, readStayOf, type ReservationRecord, type UnitRecord } from './records.ts'
import { readHeldUnits } from './segments.ts'
import { whoOf } from './who.ts'
import { tellOversold } from './tell-oversold.ts'
import { findOtherUnit, isLater, readUnitOf } from './unit-of.ts'

/** What assigning and moving before arrival have in common: a promise of a unit for the whole stay. */
export interface Wish {
  readonly reservationId: Uuid
  readonly unitId: Uuid
  readonly locked: boolean
  /** The unit that the person saw; absent from what older desks sent. */
  readonly fromUnitId?: Uuid | null | undefined
}

export async function assignUnit(db: Database, wish: Wish, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId } = context
  const reservation = await lockReservation(db, propertyId, wish.reservationId)
  if (!reservation) return no('reservation_not_found')
  const byStatus = await refuseStatus(db, propertyId, reservation)
  if (byStatus) return { refused: byStatus }
  const locked = (await readHeldUnits(db, propertyId, reservation.id)).find((held) => held.locked)
  if (locked && locked.unitId !== wish.unitId) return no('unit_locked', { ...whoOf(reservation), unit: locked.number })
  const unit = await lockUnit(db, propertyId, wish.unitId)
  if (!unit) return no('unit_not_found')
  const other = await findOtherUnit(db, context, reservation.id, { seen: wish.fromUnitId, wanted: unit.id })
  if (other) return no('unit_changed', { ...whoOf(reservation), unit: other.number })
  const span = spanOf(reservation.arrival, reservation.departure)
  const refusal = await refusePromise(db, propertyId, reservation, unit, span)
  if (refusal) return { refused: refusal }
  await takeUnit(db, context, reservation, unit, { span, locked: wish.locked })
  await settleEntries(db, context, 'assign', reservation.id, unit.number)
  return applied
}

async function refuseStatus(
  db: Database,
  propertyId: Uuid,
  reservation: ReservationRecord,
): Promise<Refusal | undefined> {
  const { guestName, confirmationNo, status } = reservation
  if (status === 'confirmed' || status === 'tentative') return undefined
  if (status !== 'checked_in') return no('not_confirmed', { guestName, confirmationNo, status }).refused
  const stay = await readStayOf(db, propertyId, reservation.id)
  return no('in_house', { guestName, confirmationNo, unit: stay?.unitNumber ?? null }).refused
}

export async function takeUnit(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
  unit: UnitRecord,
  promise: { span: Span; locked: boolean },
): Promise<void> {
  const { propertyId, commandId } = context
  const { span, locked } = promise
  if (unit.unitTypeId !== reservation.unitTypeId) {
    await changeType(db, propertyId, reservation.id, unit.unitTypeId, span.from)
  }
  const id = derivedId(commandId, 'reservation.unit_assignments', `${reservation.id}/${unit.id}`)
  await promiseUnit(db, propertyId, { id, reservationId: reservation.id, unitId: unit.id, span, locked })
}

/**
 * A unit given twice: in house keeps, then a locked promise, then the earlier clock. The other one is re-roomed; where there is no other
 * unit for us, our reservation stays as it was, and the refusal stands.
 */
export async function reconcileAssign(
  db: Database,
  wish: Wish,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  const { propertyId } = context
  if (refusal.code === 'unit_changed') return keepLaterWish(db, wish, context)
  const reservation = await lockReservation(db, propertyId, wish.reservationId)
  if (!reservation || (await refuseStatus(db, propertyId, reservation))) return undefined
  const unit = await lockUnit(db, propertyId, wish.unitId)
  if (!unit) return undefined
  const span = spanOf(reservation.arrival, reservation.departure)
  if (blockIn(unit, span)) {
    return yieldUnit(db, context, reservation, { span, unit, how: 'out_of_order', takenBy: null })
  }
  const others = await readPromises(db, propertyId, unit.id, span, reservation.id)
  if (others.length === 0) return undefined
  const keeper = others.find((other) => keepsAgainst(other, wish, context))
  if (keeper) {
    const how = keeper.inHouse ? 'in_house' : 'promised'
    return yieldUnit(db, context, reservation, { span, unit, how, takenBy: keeper.guestName })
  }
  const cause: LossCause = { how: 'promised', takenBy: reservation.guestName, unit }
  const entries: Resolution[] = []
  for (const other of others) entries.push(...(await reRoomPromise(db, context, other, cause)))
  await takeUnit(db, context, reservation, unit, { span, locked: wish.locked })
  await settleEntries(db, context, 'assign', reservation.id, unit.number)
  return [...entries, ...(await tellOversold(db, context, reservation, unit, span))]
}

/** Two desks gave one stay different units: the later clock stands, and a person is told, for the guest may have been told the other one. */
async function keepLaterWish(db: Database, wish: Wish, context: CommandContext): Promise<Resolution[] | undefined> {
  const { propertyId } = context
  const reservation = await lockReservation(db, propertyId, wish.reservationId)
  const unit = await lockUnit(db, propertyId, wish.unitId)
  const now = reservation && (await readUnitOf(db, context, reservation.id))
  if (!reservation || !unit || !now) return undefined
  const tell = (kept: string, other: string) =>
    entry('assigned_twice', { ...whoOf(reservation), unit: kept, otherUnit: other }, { reservationId: reservation.id })
  if (isLater(now, context)) return [tell(now.number, unit.number)]
  const planned = await isRePlanned(db, propertyId, reservation.id, now.number)
  const outcome = await assignUnit(db, { ...wish, fromUnitId: undefined }, context)
  if ('refused' in outcome) return undefined
  return planned ? [] : [tell(unit.number, now.number)]
}

/** The centre chose this unit itself, where a promise was lost: what a person chose is better, and no news. */
async function isRePlanned(db: Database, propertyId: Uuid, reservationId: Uuid, number: string): Promise<boolean> {
  const rows = await db.query(
    `SELECT FROM sync.resolutions WHERE property_id = $1 AND reservation_id = $2 AND reason IN ('re_roomed', 'upgraded')
       AND facts ->> 'newUnit' = $3 LIMIT 1`,
    [propertyId, reservationId, number],
  )
  return rows.length > 0
}

function keepsAgainst(
  other: { inHouse: boolean; locked: boolean; madeAt: string },
  wish: Wish,
  context: CommandContext,
): boolean {
  if (other.inHouse) return true
  if (other.locked !== wish.locked) return other.locked
  return Date.parse(other.madeAt) <= Date.parse(hlcInstant(context.occurredAt))
}

async function yieldUnit(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
  lost: { span: Span; unit: UnitRecord; how: LossCause['how']; takenBy: string | null },
): Promise<Resolution[] | undefined> {
  const { span, unit, how, takenBy } = lost
  // It holds another unit: better the one that was promised than one that nobody chose.
  if (await readPromisedUnit(db, context.propertyId, reservation.id)) return undefined
  const resolution = await rehouse(db, context, reservation, { span, cause: { how, takenBy, unit } })
  // Nothing else is free: it stays without a unit, as it was.
  return resolution.reason === 'unit_lost_unassigned' ? undefined : [resolution]
}
