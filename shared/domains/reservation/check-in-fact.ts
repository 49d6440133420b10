import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { isReady } from '../property_mgmt/housekeeping.ts'
import { entry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import type { CheckInArgs } from './check-in.ts'
import {
  keptUntil,
  lockReservation,
  lockUnit,
  readProperty,
  readStayOf,
  type ReservationRecord,
  type UnitRecord,
} from './records.ts'
import { spanOfArrival } from './segments.ts'
import { takeBackFees } from './fees.ts'
import { settleIn } from './settle-in.ts'
import { isGivenUp } from './status.ts'
import { enterHouse } from './stay.ts'
import { tellSoldMeanwhile } from './tell-oversold.ts'

/** The guest is in the unit, whatever the centre believed: the world is changed to fit, and each change is told. */
export async function reconcileCheckIn(
  db: Database,
  args: CheckInArgs,
  context: CommandContext,
): Promise<Resolution[] | undefined> {
  const { propertyId } = context
  const reservation = await lockReservation(db, propertyId, args.reservationId)
  const unit = args.unitId ? await lockUnit(db, propertyId, args.unitId) : undefined
  // Without a reservation or a unit there is no fact that could be written down.
  if (!reservation || !unit) return undefined
  const before = await tellEarlier(db, context, reservation, unit)
  if (before) return before

  const from = context.businessDate
  const span = await spanOfArrival(db, propertyId, reservation, unit.id, from)
  const entries = await settleIn(db, context, { reservation, unit, span, stayId: args.stayId })
  await settleEntries(db, context, 'arrival', reservation.id, unit.number)
  const at = hlcInstant(context.occurredAt)
  const entered = await enterHouse(db, context, {
    stayId: args.stayId,
    reservation,
    unitId: unit.id,
    at,
    keys: args.keys ?? null,
  })
  const cameBack = entered && isGivenUp(reservation.status)
  return [
    ...entries,
    ...(cameBack ? await tellSoldMeanwhile(db, context, reservation, unit, span) : []),
    ...tellStatus(args, reservation, unit, entered),
    ...(await takeBackFees(db, context, reservation)),
    ...tellDates(reservation, unit, context),
    ...(await tellUnready(db, args, context, reservation, unit)),
  ]
}

/** Another desk has checked this guest in before, or in and out: its record stands. */
async function tellEarlier(
  db: Database,
  { propertyId }: CommandContext,
  reservation: ReservationRecord,
  unit: UnitRecord,
): Promise<Resolution[] | undefined> {
  const { id, guestName, confirmationNo, status } = reservation
  const concerns = { reservationId: id, unitId: unit.id }
  const facts = { guestName, confirmationNo, unit: unit.number }
  const stay = await readStayOf(db, propertyId, id)
  // Two desks let the guest into one unit: done.
  if (stay?.unitId === unit.id) return []
  if (stay) return [entry('checked_in_elsewhere', { ...facts, otherUnit: stay.unitNumber }, concerns)]
  return status === 'checked_out' ? [entry('checked_in_after_departure', facts, concerns)] : undefined
}

function tellStatus(
  args: CheckInArgs,
  reservation: ReservationRecord,
  unit: UnitRecord,
  entered: boolean,
): Resolution[] {
  const { id, guestName, confirmationNo, status } = reservation
  const concerns = { reservationId: id, unitId: unit.id }
  const who = { guestName, confirmationNo, unit: unit.number }
  if (!entered) return [entry('in_house_without_reservation', { ...who, status }, concerns)]
  return status === 'confirmed' || args.reinstate ? [] : [entry('reinstated', { ...who, was: status }, concerns)]
}

function tellDates(reservation: ReservationRecord, unit: UnitRecord, { businessDate }: CommandContext): Resolution[] {
  const { id, guestName, confirmationNo, arrival, departure } = reservation
  if (arrival <= businessDate && businessDate < keptUntil(arrival, departure)) return []
  const facts = { guestName, confirmationNo, unit: unit.number, arrival, departure }
  return [entry('stay_dates_differ', facts, { reservationId: id, unitId: unit.id })]
}

/** Clean when the guest was let in, but not by what the centre knows: somebody should look. */
async function tellUnready(
  db: Database,
  args: CheckInArgs,
  { propertyId }: CommandContext,
  reservation: ReservationRecord,
  unit: UnitRecord,
): Promise<Resolution[]> {
  if (args.override) return []
  const { requiresInspection } = await readProperty(db, propertyId)
  if (isReady(unit.housekeeping, requiresInspection)) return []
  const { id, guestName, confirmationNo } = reservation
  const facts = { guestName, confirmationNo, unit: unit.number, housekeeping: unit.housekeeping }
  return [entry('not_ready_occupied', facts, { reservationId: id, unitId: unit.id })]
}
