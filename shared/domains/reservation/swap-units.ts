import { z } from 'zod'
import { applied, defineCommand, type CommandContext, type ExecuteResult, type Refusal } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { no } from '../refusals.ts'
import { uuid } from '../fields.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { readStock } from './availability.ts'
import { takeUnit } from './assign.ts'
import { swapUnitsInput } from './change-inputs.ts'
import { refuseLower } from './may-take.ts'
import { endPromises, readPromises, spanOf } from './promises.ts'
import {
  lockReservation,
  lockType,
  lockUnit,
  readStayOf,
  readStaysIn,
  type ReservationRecord,
  type UnitRecord,
} from './records.ts'
import { readHeldUnits } from './segments.ts'
import { readUnitOf } from './unit-of.ts'
import { whoOf } from './who.ts'
import { readSubject, subjectFields, subjectKeys, subjectRows } from './subject.ts'

const args = z.strictObject({
  ...swapUnitsInput.shape,
  ...subjectFields,
  other: z.strictObject(subjectFields),
  /** The units that the person saw; absent from what older desks sent. */
  units: z.strictObject({ own: uuid.nullable(), others: uuid.nullable() }).optional(),
})
type Args = z.output<typeof args>

/** Two guests change units with each other: their promises, or in house where they sleep from now on. */
export const swapUnitsCommand = defineCommand({
  name: 'v1.reservation.swapUnits',
  input: swapUnitsInput,
  args,
  async prepare(input, here): Promise<Args> {
    const { db, propertyId } = here
    const subject = await readSubject(db, propertyId, input.reservationId)
    const units = {
      own: (await readUnitOf(db, here, input.reservationId))?.unitId ?? null,
      others: (await readUnitOf(db, here, input.otherReservationId))?.unitId ?? null,
    }
    return { ...input, ...subject, other: await readSubject(db, propertyId, input.otherReservationId), units }
  },
  keys: (given) => [
    ...new Set([...subjectKeys(given.reservationId, given), ...subjectKeys(given.otherReservationId, given.other)]),
  ],
  seen: (given) => [...subjectRows(given.reservationId), ...subjectRows(given.otherReservationId)],
  execute: swapUnits,
  // The same two at two desks: once is enough.
  reconcile: (_db, _args, _context, refusal) => Promise.resolve(refusal.code === 'already_swapped' ? [] : undefined),
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'assign_unit', { reservationId }),
})

interface Side {
  readonly reservation: ReservationRecord
  readonly unit: UnitRecord
  /** The last unit that is promised: another one where the stay is divided. */
  readonly lastUnit: { readonly unitId: Uuid; readonly number: string } | undefined
  /** Null before arrival. */
  readonly stayId: Uuid | null
}

async function swapUnits(db: Database, given: Args, context: CommandContext): Promise<ExecuteResult> {
  const sides: Side[] = []
  // Always in the same order, so that two swaps never wait for each other.
  for (const id of [given.reservationId, given.otherReservationId].sort()) {
    const side = await lockSide(db, context, id)
    if ('refused' in side) return side
    sides.push(side)
  }
  const [one, two] = sides
  if (!one || !two) return no('reservation_not_found')
  const refusal =
    refuseSides(one, two) ?? refuseOvertaken(given, one, two) ?? (await refuseShared(db, context.propertyId, one, two))
  if (refusal) return { refused: refusal }
  for (const { reservation } of sides)
    await endPromises(db, context.propertyId, reservation.id, startOf(reservation, context))
  const taken = (await take(db, context, one, two.unit)) ?? (await take(db, context, two, one.unit))
  if (taken) return { refused: taken }
  const over = (await refuseOversold(db, context, one, two.unit)) ?? (await refuseOversold(db, context, two, one.unit))
  return over ? { refused: over } : applied
}

const startOf = ({ arrival }: ReservationRecord, { businessDate }: CommandContext) =>
  arrival > businessDate ? arrival : businessDate

async function lockSide(db: Database, context: CommandContext, id: Uuid): Promise<Side | { refused: Refusal }> {
  const { propertyId } = context
  const reservation = await lockReservation(db, propertyId, id)
  if (!reservation) return no('reservation_not_found')
  const { status } = reservation
  if (status !== 'confirmed' && status !== 'tentative' && status !== 'checked_in')
    return no('not_confirmed', { ...whoOf(reservation), status })
  const stay = await readStayOf(db, propertyId, id)
  const from = startOf(reservation, context)
  const held = (await readHeldUnits(db, propertyId, id)).filter(({ to }) => to > from)
  const unitId = stay?.unitId ?? held.at(0)?.unitId
  const unit = unitId && (await lockUnit(db, propertyId, unitId))
  if (!unit) return no('no_unit_assigned', whoOf(reservation))
  const locked = held.find((each) => each.locked)
  if (locked && !stay) return no('unit_locked', { ...whoOf(reservation), unit: locked.number })
  return { reservation, unit, lastUnit: held.at(-1), stayId: stay?.id ?? null }
}

function refuseSides(one: Side, two: Side): Refusal | undefined {
  if (one.unit.id === two.unit.id)
    return no('same_unit', { guestName: one.reservation.guestName, unit: one.unit.number }).refused
  if ((one.stayId === null) === (two.stayId === null)) return undefined
  const arriving = one.stayId === null ? one : two
  return no('swap_half_in_house', whoOf(arriving.reservation)).refused
}

/** They change what the person saw: where somebody has been put elsewhere since, it would be another swap than the one that was meant. */
function refuseOvertaken(given: Args, one: Side, two: Side): Refusal | undefined {
  const { reservationId, units, seen, other } = given
  if (!units) return undefined
  const [ours, theirs] = one.reservation.id === reservationId ? [one, two] : [two, one]
  if (ours.unit.id === units.others && theirs.unit.id === units.own)
    return no('already_swapped', { ...whoOf(ours.reservation), unit: ours.unit.number }).refused
  return (
    refuseChanged(ours, units.own, seen?.unitId ?? null) ??
    refuseChanged(theirs, units.others, other.seen?.unitId ?? null)
  )
}

/** `unitId` and `lastId`: where the stay was to begin and to end, as the person saw it. */
function refuseChanged(
  { reservation, unit, lastUnit }: Side,
  unitId: Uuid | null,
  lastId: Uuid | null,
): Refusal | undefined {
  if (unit.id !== unitId) return no('unit_changed', { ...whoOf(reservation), unit: unit.number }).refused
  if (!lastUnit || lastUnit.unitId === lastId) return undefined
  return no('unit_changed', { ...whoOf(reservation), unit: lastUnit.number }).refused
}

/** Somebody else is in one of the units, and may hold no night of it any more: they were let in at two desks, or are due out. */
async function refuseShared(db: Database, propertyId: Uuid, one: Side, two: Side): Promise<Refusal | undefined> {
  if (one.stayId === null) return undefined
  for (const { unit } of [one, two]) {
    const third = (await readStaysIn(db, propertyId, unit.id)).find(({ id }) => id !== one.stayId && id !== two.stayId)
    if (third) return no('unit_occupied', { unit: unit.number, guestName: third.guestName }).refused
  }
  return undefined
}

async function take(
  db: Database,
  context: CommandContext,
  { reservation, stayId }: Side,
  unit: UnitRecord,
): Promise<Refusal | undefined> {
  const { propertyId } = context
  const lower = await refuseLower(db, propertyId, reservation, unit)
  if (lower) return lower
  const span = spanOf(startOf(reservation, context), reservation.departure)
  const [third] = await readPromises(db, propertyId, unit.id, span, reservation.id)
  if (third) {
    const { guestName, confirmationNo, from, to } = third
    return no('unit_taken', { unit: unit.number, guestName, confirmationNo, from, to }).refused
  }
  await takeUnit(db, context, reservation, unit, { span, locked: false })
  if (stayId) {
    await db.execute('UPDATE guest.stays SET unit_id = $3 WHERE property_id = $1 AND id = $2', [
      propertyId,
      stayId,
      unit.id,
    ])
  }
  await settleEntries(db, context, stayId ? 'move' : 'assign', reservation.id, unit.number)
  return undefined
}

/** Of different types and for different nights, a swap may take more of a type than there is. */
async function refuseOversold(
  db: Database,
  { propertyId }: CommandContext,
  { reservation, unit: left }: Side,
  unit: UnitRecord,
): Promise<Refusal | undefined> {
  if (left.unitTypeId === unit.unitTypeId) return undefined
  await lockType(db, propertyId, unit.unitTypeId)
  const { arrival, departure } = reservation
  const stock = await readStock(db, propertyId, { from: arrival, to: departure }, { unitTypeId: unit.unitTypeId })
  const over = stock.find(({ sold, rooms, overbooking }) => sold > rooms + overbooking)
  return over && no('type_sold_out', { unitType: unit.typeName, night: over.night }).refused
}
