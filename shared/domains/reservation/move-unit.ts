import { z } from 'zod'
import {
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { reason, uuid } from '../fields.ts'
import { occupyUnit } from '../property_mgmt/set-unit.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { assignUnit, reconcileAssign, takeUnit, type Wish } from './assign.ts'
import { moveUnitInput } from './inputs.ts'
import { refuseOccupied, refusePromise } from './may-take.ts'
import { spanOf } from './promises.ts'
import { lockReservation, lockUnit, readStayOf, type ReservationRecord } from './records.ts'
import { settleIn } from './settle-in.ts'
import { readSubject, readTarget, subjectFields, subjectKeys, subjectRows, targetFields } from './subject.ts'
import { findOtherUnit, isLater, readUnitOf } from './unit-of.ts'
import { vacateUnit } from './vacate.ts'
import { whoOf } from './who.ts'

const args = z.strictObject({
  reservationId: uuid,
  unitId: uuid,
  reason,
  /** The unit that the person saw; absent from what older desks sent. */
  fromUnitId: uuid.nullable().optional(),
  ...subjectFields,
  ...targetFields,
})
type Args = z.output<typeof args>

const wishOf = ({ reservationId, unitId, fromUnitId }: Args): Wish => ({
  reservationId,
  unitId,
  locked: false,
  fromUnitId,
})

export const moveUnitCommand = defineCommand({
  name: 'v1.reservation.moveUnit',
  input: moveUnitInput,
  args,
  async prepare({ reservationId, unitId, reason }, here): Promise<Args> {
    const { db, propertyId } = here
    const subject = await readSubject(db, propertyId, reservationId)
    const fromUnitId = (await readUnitOf(db, here, reservationId))?.unitId ?? null
    return { reservationId, unitId, reason, fromUnitId, ...subject, ...(await readTarget(db, propertyId, unitId)) }
  },
  keys: (args) => [`unit:${args.unitId}`, ...subjectKeys(args.reservationId, args, args.targetTypeId)],
  seen: (args) => subjectRows(args.reservationId, args.unitId),
  execute: moveUnit,
  reconcile: reconcileMove,
  onRefusal: ({ reservationId, unitId }, refusal) => refusalEntry(refusal, 'assign_unit', { reservationId, unitId }),
})

/** Before arrival another promise; in house the guest moves now. */
async function moveUnit(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, businessDate } = context
  const reservation = await lockReservation(db, propertyId, args.reservationId)
  if (!reservation) return no('reservation_not_found')
  const stay = await readStayOf(db, propertyId, reservation.id)
  if (!stay) return assignUnit(db, wishOf(args), context)
  const unit = await lockUnit(db, propertyId, args.unitId)
  if (!unit) return no('unit_not_found')
  if (unit.id === stay.unitId) return no('same_unit', { guestName: reservation.guestName, unit: unit.number })
  const other = await findOtherUnit(db, context, reservation.id, { seen: args.fromUnitId, wanted: unit.id })
  if (other) return no('moved_elsewhere', { ...whoOf(reservation), unit: other.number })
  const span = spanOf(businessDate, reservation.departure)
  const refusal =
    (await refuseOccupied(db, propertyId, unit, reservation.id)) ??
    (await refusePromise(db, propertyId, reservation, unit, span))
  if (refusal) return { refused: refusal }
  await takeUnit(db, context, reservation, unit, { span, locked: false })
  await occupyUnit(db, context, unit.id)
  await settleEntries(db, context, 'move', reservation.id, unit.number)
  return { resolutions: await changeLocation(db, context, { stayId: stay.id, from: stay.unitId, to: unit.id }) }
}

async function changeLocation(
  db: Database,
  context: CommandContext,
  move: { stayId: Uuid; from: Uuid; to: Uuid },
): Promise<Resolution[]> {
  await db.execute('UPDATE guest.stays SET unit_id = $3 WHERE property_id = $1 AND id = $2', [
    context.propertyId,
    move.stayId,
    move.to,
  ])
  return vacateUnit(db, context, move.from)
}

/** Where a guest was moved to is truth; a promise before arrival is a wish. */
async function reconcileMove(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  const reservation = await lockReservation(db, context.propertyId, args.reservationId)
  if (!reservation) return undefined
  const stay = await readStayOf(db, context.propertyId, reservation.id)
  if (!stay) return reconcileAssign(db, wishOf(args), context, refusal)
  // Two desks moved the guest to one unit: done.
  if (stay.unitId === args.unitId) return []
  const move = () => acceptMove(db, args, context, reservation, { id: stay.id, unitId: stay.unitId })
  if (refusal.code !== 'moved_elsewhere') return move()
  const now = await readUnitOf(db, context, reservation.id)
  const tell = (unit: string, otherUnit: string) =>
    entry('moved_twice', { ...whoOf(reservation), unit, otherUnit }, { reservationId: reservation.id })
  // Two desks moved the guest to different units: where the later clock puts them is where they are.
  if (now && isLater(now, context)) return [tell(now.number, args.unitNumber)]
  const entries = await move()
  return entries && [...entries, tell(args.unitNumber, stay.unitNumber)]
}

async function acceptMove(
  db: Database,
  args: Args,
  context: CommandContext,
  reservation: ReservationRecord,
  stay: { id: Uuid; unitId: Uuid },
): Promise<Resolution[] | undefined> {
  const unit = await lockUnit(db, context.propertyId, args.unitId)
  if (!unit) return undefined
  await settleEntries(db, context, 'move', reservation.id, unit.number)
  const span = spanOf(context.businessDate, reservation.departure)
  const arrival = { reservation, unit, span, stayId: stay.id }
  const entries = await settleIn(db, context, arrival, { alwaysYields: true })
  return [...entries, ...(await changeLocation(db, context, { stayId: stay.id, from: stay.unitId, to: unit.id }))]
}
