import { z } from 'zod'
import { defineCommand, type CommandContext, type ExecuteResult, type Refusal } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { reason, uuid } from '../fields.ts'
import { isReady } from '../property_mgmt/housekeeping.ts'
import { occupyUnit } from '../property_mgmt/set-unit.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { takeUnit } from './assign.ts'
import { reconcileCheckIn } from './check-in-fact.ts'
import { takeBackFees } from './fees.ts'
import { checkInInput } from './inputs.ts'
import { refuseOccupied, refusePromise } from './may-take.ts'
import { spanOfArrival } from './segments.ts'
import {
  keptUntil,
  lockReservation,
  lockUnit,
  readProperty,
  readStayOf,
  type ReservationRecord,
  type UnitRecord,
} from './records.ts'
import { isGivenUp } from './status.ts'
import { enterHouse } from './stay.ts'
import { readSubject, readTarget, subjectFields, subjectKeys, subjectRows, targetFields } from './subject.ts'

export const checkInArgs = z.strictObject({
  reservationId: uuid,
  /** Null where the person named none and none was assigned. */
  unitId: uuid.nullable(),
  override: z.strictObject({ reason }).nullable(),
  reinstate: z.boolean().optional(),
  keys: z.int().optional(),
  stayId: uuid,
  ...subjectFields,
  ...targetFields,
})
export type CheckInArgs = z.output<typeof checkInArgs>

export const checkInCommand = defineCommand({
  name: 'v1.reservation.checkIn',
  input: checkInInput,
  args: checkInArgs,
  async prepare({ reservationId, unitId, override, reinstate, keys }, { db, propertyId, newId }): Promise<CheckInArgs> {
    const subject = await readSubject(db, propertyId, reservationId)
    const chosen = unitId ?? subject.seen?.unitId ?? null
    const target = await readTarget(db, propertyId, chosen)
    const frozen = { reservationId, unitId: chosen, override: override ?? null, stayId: newId(), ...subject, ...target }
    return { ...frozen, ...(reinstate && { reinstate }), ...(keys !== undefined && { keys }) }
  },
  keys: (args) => [
    ...(args.unitId ? [`unit:${args.unitId}` as const] : []),
    ...subjectKeys(args.reservationId, args, args.targetTypeId),
  ],
  seen: (args) => subjectRows(args.reservationId, args.unitId),
  execute: checkIn,
  reconcile: reconcileCheckIn,
  onRefusal: ({ reservationId, unitId }, refusal) =>
    refusalEntry(refusal, 'open_reservation', { reservationId, ...(unitId && { unitId }) }),
})

async function checkIn(db: Database, args: CheckInArgs, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, businessDate } = context
  const reservation = await lockReservation(db, propertyId, args.reservationId)
  if (!reservation) return no('reservation_not_found')
  const { guestName, confirmationNo } = reservation
  const notDue = await refuseArrival(db, context, reservation, args.reinstate ?? false)
  if (notDue) return { refused: notDue }
  if (!args.unitId) return no('no_unit_assigned', { guestName, confirmationNo })
  const unit = await lockUnit(db, propertyId, args.unitId)
  if (!unit) return no('unit_not_found')
  const span = await spanOfArrival(db, propertyId, reservation, unit.id, businessDate)
  const refusal =
    (await refuseOccupied(db, propertyId, unit, reservation.id)) ??
    (await refusePromise(db, propertyId, reservation, unit, span)) ??
    (args.override ? undefined : await refuseUnready(db, propertyId, unit))
  if (refusal) return { refused: refusal }
  await takeUnit(db, context, reservation, unit, { span, locked: false })
  await occupyUnit(db, context, unit.id)
  await enterHouse(db, context, {
    stayId: args.stayId,
    reservation,
    unitId: unit.id,
    keys: args.keys ?? null,
    at: hlcInstant(context.occurredAt),
  })
  await settleEntries(db, context, 'arrival', reservation.id, unit.number)
  return { resolutions: await takeBackFees(db, context, reservation) }
}

/** Due in: confirmed, not before the arrival, and not after the last day that is kept. */
async function refuseArrival(
  db: Database,
  { propertyId, businessDate }: CommandContext,
  reservation: ReservationRecord,
  reinstate: boolean,
): Promise<Refusal | undefined> {
  const { guestName, confirmationNo, status, arrival, departure } = reservation
  const who = { guestName, confirmationNo }
  if (status === 'checked_in') {
    const stay = await readStayOf(db, propertyId, reservation.id)
    return no('already_in_house', { ...who, unit: stay?.unitNumber ?? null }).refused
  }
  if (status === 'checked_out') return no('already_departed', who).refused
  const returns = reinstate && isGivenUp(status)
  if (status !== 'confirmed' && !returns) return no('not_confirmed', { ...who, status }).refused
  if (businessDate < arrival) return no('not_due_yet', { ...who, arrival }).refused
  return businessDate >= keptUntil(arrival, departure) ? no('stay_is_over', { ...who, departure }).refused : undefined
}

async function refuseUnready(db: Database, propertyId: Uuid, unit: UnitRecord): Promise<Refusal | undefined> {
  const { requiresInspection } = await readProperty(db, propertyId)
  if (isReady(unit.housekeeping, requiresInspection)) return undefined
  return no('unit_not_clean', { unit: unit.number, housekeeping: unit.housekeeping }).refused
}
