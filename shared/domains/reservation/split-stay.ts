import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { takeUnit } from './assign.ts'
import { splitStayInput } from './change-inputs.ts'
import { refusePromise } from './may-take.ts'
import { readPromisedUnit, readPromises } from './promises.ts'
import { rehouse } from './re-room.ts'
import { blockIn, keptUntil, lockReservation, lockUnit, type ReservationRecord } from './records.ts'
import { keepsUnit } from './status.ts'
import { whoOf } from './who.ts'
import { readSubject, readTarget, subjectFields, subjectKeys, subjectRows, targetFields } from './subject.ts'

const args = z.strictObject({ ...splitStayInput.shape, ...subjectFields, ...targetFields })
type Args = z.output<typeof args>

/** Two units in one stay: another one from a night in the middle of it. On that day the guest is moved. */
export const splitStayCommand = defineCommand({
  name: 'v1.reservation.splitStay',
  input: splitStayInput,
  args,
  async prepare(input, { db, propertyId }): Promise<Args> {
    const subject = await readSubject(db, propertyId, input.reservationId)
    return { ...input, ...subject, ...(await readTarget(db, propertyId, input.unitId)) }
  },
  keys: (given) => [`unit:${given.unitId}`, ...subjectKeys(given.reservationId, given, given.targetTypeId)],
  seen: (given) => subjectRows(given.reservationId, given.unitId),
  execute: splitStay,
  reconcile: splitElsewhere,
  onRefusal: ({ reservationId, unitId }, refusal) => refusalEntry(refusal, 'assign_unit', { reservationId, unitId }),
})

async function splitStay(db: Database, given: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId } = context
  const reservation = await lockReservation(db, propertyId, given.reservationId)
  if (!reservation) return no('reservation_not_found')
  const ahead = refuseSplit(given, context, reservation)
  if (ahead) return { refused: ahead }
  const unit = await lockUnit(db, propertyId, given.unitId)
  if (!unit) return no('unit_not_found')
  const last = await readPromisedUnit(db, propertyId, reservation.id)
  // Half a stay without a unit would pass for one that has its unit: the first nights get theirs before it is divided.
  if (!last && reservation.status !== 'checked_in') return no('no_unit_assigned', whoOf(reservation))
  // Another desk has divided it, or given it another unit: two promises, which a person looks at.
  if (last && last.unitId !== unit.id && last.unitId !== (given.seen?.unitId ?? null))
    return no('unit_changed', { ...whoOf(reservation), unit: last.number })
  const span = spanFrom(given, reservation)
  const refusal = await refusePromise(db, propertyId, reservation, unit, span)
  if (refusal) return { refused: refusal }
  await takeUnit(db, context, reservation, unit, { span, locked: false })
  await settleEntries(db, context, 'assign', reservation.id, unit.number)
  return applied
}

const spanFrom = ({ from }: Args, { arrival, departure }: ReservationRecord) => ({
  from,
  to: keptUntil(arrival, departure),
})

function refuseSplit(
  { from }: Args,
  { businessDate }: CommandContext,
  reservation: ReservationRecord,
): Refusal | undefined {
  const { status, arrival, departure } = reservation
  if (!keepsUnit(status)) return no('not_confirmed', { ...whoOf(reservation), status }).refused
  const first = status === 'checked_in' && businessDate > arrival ? businessDate : arrival
  return first < from && from < departure
    ? undefined
    : no('split_outside', { ...whoOf(reservation), from, arrival, departure }).refused
}

/** The unit was given meanwhile: another one for the rest of the stay, as for any promise. */
async function splitElsewhere(
  db: Database,
  given: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  if (refusal.code !== 'unit_taken' && refusal.code !== 'unit_out_of_order') return undefined
  const { propertyId } = context
  const reservation = await lockReservation(db, propertyId, given.reservationId)
  const unit = await lockUnit(db, propertyId, given.unitId)
  if (!reservation || !unit) return undefined
  const span = spanFrom(given, reservation)
  const [other] = await readPromises(db, propertyId, unit.id, span, reservation.id)
  const how = blockIn(unit, span) ? 'out_of_order' : other?.inHouse ? 'in_house' : 'promised'
  const cause = { how, takenBy: other?.guestName ?? null, unit } as const
  const resolution = await rehouse(db, context, reservation, { span, cause })
  // Nothing else is free: the stay stays whole, and the refusal is told.
  return resolution.reason === 'unit_lost_unassigned' ? undefined : [resolution]
}
