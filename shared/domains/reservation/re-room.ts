import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { derivedId, type Uuid } from '../../kernel/ids.ts'
import { entry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { findSoldOutNight } from './availability.ts'
import { findFreeUnit, type FoundUnit } from './find-unit.ts'
import { changeType, promiseForDays, releasePromise, type PromiseRecord, type Span } from './promises.ts'
import {
  lockBetterTypes,
  lockReservation,
  lockType,
  readStayOf,
  type ReservationRecord,
  type TypeRecord,
} from './records.ts'
import { keepsUnit } from './status.ts'

/** Why a unit was lost: see reasons.ts. */
export interface LossCause {
  readonly how: 'in_house' | 'promised' | 'out_of_order'
  readonly takenBy: string | null
  readonly unit: { readonly id: Uuid; readonly number: string }
}

/** What a stay needs: the type it stands on, and how many it must sleep. */
export interface Need {
  readonly reservationId: Uuid
  readonly unitTypeId: Uuid
  readonly guests: number
  readonly span: Span
}

/** A better type that is not sold out for real (no overbooking: this is meant to end the trouble), with a unit where one is wanted. */
export async function findUpgrade(
  db: Database,
  propertyId: Uuid,
  need: Need,
  wanted: { unit: boolean; except?: readonly Uuid[] },
): Promise<{ type: TypeRecord; unit: FoundUnit | undefined } | undefined> {
  for (const type of await lockBetterTypes(db, propertyId, need.unitTypeId, need.guests)) {
    const options = { overbook: false, exceptReservation: need.reservationId }
    if (await findSoldOutNight(db, propertyId, type.id, need.span, options)) continue
    const unit = wanted.unit ? await findFreeUnit(db, propertyId, type.id, need.span, wanted.except) : undefined
    if (unit || !wanted.unit) return { type, unit }
  }
  return undefined
}

/** Finds another home for a promise that lost its unit: the same type, else a better one, else none; a person is told in each case. */
export async function reRoomPromise(
  db: Database,
  context: CommandContext,
  promise: PromiseRecord,
  cause: LossCause,
): Promise<Resolution[]> {
  const { propertyId } = context
  const reservation = await lockReservation(db, propertyId, promise.reservationId)
  await releasePromise(db, propertyId, promise.assignmentId)
  // Of nights that are over, or given up a moment ago by somebody who is not in the house all the same: nobody waits for this unit.
  if (!reservation || promise.isOver) return []
  if (!keepsUnit(reservation.status) && !(await readStayOf(db, propertyId, reservation.id))) return []
  return [await rehouse(db, context, reservation, { span: promise, locked: promise.locked, cause })]
}

/** Another unit for the span alone: what the stay holds on other days stays. */
export async function rehouse(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
  lost: { span: Span; locked?: boolean; cause: LossCause },
): Promise<Resolution> {
  const { propertyId, commandId } = context
  const { span, cause, locked = false } = lost
  const who = { guestName: reservation.guestName, confirmationNo: reservation.confirmationNo }
  const { how, takenBy } = cause
  await settleEntries(db, context, 're_plan', reservation.id, cause.unit.number)
  const take = (unit: FoundUnit) =>
    promiseForDays(db, propertyId, {
      id: derivedId(commandId, 'reservation.unit_assignments', `${reservation.id}/${unit.unitId}`),
      reservationId: reservation.id,
      unitId: unit.unitId,
      span,
      locked,
    })

  const same = await findFreeUnit(db, propertyId, reservation.unitTypeId, span, [cause.unit.id])
  if (same) {
    await take(same)
    const facts = { ...who, oldUnit: cause.unit.number, newUnit: same.number, how, takenBy }
    return entry('re_roomed', facts, { reservationId: reservation.id, unitId: same.unitId }, reservation.id)
  }
  const need = {
    reservationId: reservation.id,
    unitTypeId: reservation.unitTypeId,
    guests: reservation.guests,
    span,
  }
  const better = await findUpgrade(db, propertyId, need, { unit: true, except: [cause.unit.id] })
  if (better?.unit) {
    const oldType = await lockType(db, propertyId, reservation.unitTypeId)
    await changeType(db, propertyId, reservation.id, better.type.id, span.from)
    await take(better.unit)
    const types = { oldType: oldType?.name ?? '', newType: better.type.name }
    const facts = { ...who, ...types, oldUnit: cause.unit.number, newUnit: better.unit.number }
    return entry('upgraded', facts, { reservationId: reservation.id, unitId: better.unit.unitId }, reservation.id)
  }
  const facts = { ...who, oldUnit: cause.unit.number, how, takenBy }
  return entry('unit_lost_unassigned', facts, { reservationId: reservation.id }, reservation.id)
}
