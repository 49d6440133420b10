import type { CommandContext, Refusal, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { entry } from '../resolution/reasons.ts'
import { beatUnassigned } from './beat-unassigned.ts'
import { carryOut, lockAndDecide } from './carry-out-modify.ts'
import type { ModifyDecision } from './decide-modify.ts'
import type { ModifyArgs } from './modify-args.ts'
import { readPromises } from './promises.ts'
import { findUpgrade, rehouse, reRoomPromise, type LossCause } from './re-room.ts'
import { blockIn, keptUntil, lockReservation, lockType, lockUnit, type ReservationRecord } from './records.ts'
import type { HeldUnit } from './segments.ts'

/** What another desk can have caused. */
const causedElsewhere: readonly string[] = ['type_sold_out', 'unit_taken', 'unit_out_of_order', 'unit_not_of_type']

/**
 * A guest in house who stays on keeps the unit, against whoever was promised it and against an arrival that has none. Before arrival the
 * dates that were promised stand where the house can keep them: in another unit, or in a better type at the price that was quoted.
 */
export async function reconcileModify(
  db: Database,
  args: ModifyArgs,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  if (!causedElsewhere.includes(refusal.code)) return undefined
  const reservation = await lockReservation(db, context.propertyId, args.reservationId)
  if (!reservation) return undefined
  const decision = await lockAndDecide(db, args, context, reservation, { insist: true })
  if ('refused' in decision) return undefined
  if (decision.now.inHouse) return stayOn(db, args, context, reservation, decision)
  return refusal.code === 'type_sold_out'
    ? takeBetterType(db, args, context, reservation, decision)
    : takeOtherUnit(db, args, context, reservation, decision)
}

async function stayOn(
  db: Database,
  args: ModifyArgs,
  context: CommandContext,
  reservation: ReservationRecord,
  decision: ModifyDecision,
): Promise<Resolution[]> {
  const entries: Resolution[] = []
  for (const held of decision.units) {
    const cause: LossCause = {
      how: 'in_house',
      takenBy: reservation.guestName,
      unit: { id: held.unitId, number: held.number },
    }
    for (const promise of await readPromises(db, context.propertyId, held.unitId, held, reservation.id))
      entries.push(...(await reRoomPromise(db, context, promise, cause)))
  }
  await carryOut(db, args, context, reservation, decision)
  const { unitTypeId, claimed } = decision.plan
  return [...entries, ...(await beatUnassigned(db, context, reservation, { unitTypeId, nights: claimed }))]
}

/** Sold out meanwhile: a better type takes the whole stay; where there is none, it stays as it was, and the refusal is told. */
async function takeBetterType(
  db: Database,
  args: ModifyArgs,
  context: CommandContext,
  reservation: ReservationRecord,
  decision: ModifyDecision,
): Promise<Resolution[] | undefined> {
  const { propertyId } = context
  const { plan, held, units } = decision
  const span = { from: plan.arrival, to: keptUntil(plan.arrival, plan.departure) }
  const need = { reservationId: reservation.id, unitTypeId: plan.unitTypeId, guests: plan.adults + plan.children, span }
  const better = await findUpgrade(db, propertyId, need, { unit: false })
  if (!better) return undefined
  const oldType = await lockType(db, propertyId, plan.unitTypeId)
  const nights = plan.nights.map((night) => ({ ...night, unitTypeId: better.type.id }))
  const upgraded = { ...plan, unitTypeId: better.type.id, nights }
  await carryOut(db, args, context, reservation, { plan: upgraded, held, units: [] })
  const facts = {
    guestName: reservation.guestName,
    confirmationNo: reservation.confirmationNo,
    oldType: oldType?.name ?? '',
    newType: better.type.name,
    oldUnit: units.at(0)?.number ?? null,
    newUnit: null,
  }
  return [entry('upgraded', facts, { reservationId: reservation.id })]
}

async function takeOtherUnit(
  db: Database,
  args: ModifyArgs,
  context: CommandContext,
  reservation: ReservationRecord,
  { plan, held, units }: ModifyDecision,
): Promise<Resolution[]> {
  const [lost] = units
  const cause = await causeOf(db, context, reservation, lost)
  await carryOut(db, args, context, reservation, { plan, held, units: [] })
  if (!cause) return []
  const changed = { ...reservation, unitTypeId: plan.unitTypeId, guests: plan.adults + plan.children }
  const span = { from: plan.arrival, to: keptUntil(plan.arrival, plan.departure) }
  return [await rehouse(db, context, changed, { span, cause })]
}

async function causeOf(
  db: Database,
  { propertyId }: CommandContext,
  reservation: ReservationRecord,
  lost: HeldUnit | undefined,
): Promise<LossCause | undefined> {
  if (!lost) return undefined
  const unit = await lockUnit(db, propertyId, lost.unitId)
  const [other] = await readPromises(db, propertyId, lost.unitId, lost, reservation.id)
  const how = unit && !blockIn(unit, lost) ? (other?.inHouse ? 'in_house' : 'promised') : 'out_of_order'
  return { how, takenBy: other?.guestName ?? null, unit: { id: lost.unitId, number: lost.number } }
}
