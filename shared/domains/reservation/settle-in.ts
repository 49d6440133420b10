import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { occupyUnit, putBackInService } from '../property_mgmt/set-unit.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { askUrgently } from '../operations/ask-urgently.ts'
import { entry } from '../resolution/reasons.ts'
import { takeUnit } from './assign.ts'
import { endPromises, readPromises, type Span } from './promises.ts'
import { reRoomPromise } from './re-room.ts'
import { readStaysIn, type ReservationRecord, type StayRecord, type UnitRecord } from './records.ts'
import { tellOversold } from './tell-oversold.ts'

/** A guest who is in a unit: the fact that the promises must follow. */
export interface Arrival {
  readonly reservation: ReservationRecord
  readonly unit: UnitRecord
  readonly span: Span
  readonly stayId: Uuid
}

/**
 * At the centre: makes room for a fact. Where another guest is in the unit too, the later check-in loses the promise and is to be moved
 * now; where the unit is promised to somebody who is not in house, that promise is re-roomed. The stay itself is written by the caller.
 */
export async function settleIn(
  db: Database,
  context: CommandContext,
  arrival: Arrival,
  options: { alwaysYields?: boolean } = {},
): Promise<Resolution[]> {
  const { propertyId } = context
  const { reservation, unit, span } = arrival
  const entries: Resolution[] = []
  const rivals = (await readStaysIn(db, propertyId, unit.id)).filter((stay) => stay.id !== arrival.stayId)
  const keeper = options.alwaysYields ? rivals.at(0) : rivals.find((rival) => cameFirst(rival, context))
  if (keeper) {
    await endPromises(db, propertyId, reservation.id, span.from)
    entries.push(await raiseMoveNow(db, context, ourSide(arrival), keeper.guestName, unit))
  } else {
    for (const rival of rivals) {
      await endPromises(db, propertyId, rival.reservationId, span.from)
      entries.push(await raiseMoveNow(db, context, rival, reservation.guestName, unit))
    }
    const cause = { how: 'in_house', takenBy: reservation.guestName, unit } as const
    for (const promise of await readPromises(db, propertyId, unit.id, span, reservation.id)) {
      entries.push(...(await reRoomPromise(db, context, promise, cause)))
    }
    await takeUnit(db, context, reservation, unit, { span, locked: false })
    entries.push(...(await tellOversold(db, context, reservation, unit, span)))
  }
  return [...entries, ...(await occupy(db, context, arrival))]
}

const cameFirst = (rival: StayRecord, context: CommandContext) =>
  Date.parse(rival.checkInAt) <= Date.parse(hlcInstant(context.occurredAt))

const ourSide = ({ reservation, stayId }: Arrival) => ({
  id: stayId,
  reservationId: reservation.id,
  guestName: reservation.guestName,
  confirmationNo: reservation.confirmationNo,
})

async function occupy(db: Database, context: CommandContext, arrival: Arrival): Promise<Resolution[]> {
  const { reservation, unit, span } = arrival
  const overdue = unit.blockUntil !== null && unit.blockUntil <= context.businessDate
  const faulty = !overdue && (await putBackInService(db, context, unit, span))
  await occupyUnit(db, context, unit.id)
  if (!faulty) return []
  const { guestName, confirmationNo } = reservation
  const facts = { guestName, confirmationNo, unit: unit.number }
  return [entry('out_of_order_occupied', facts, { reservationId: reservation.id, unitId: unit.id })]
}

/** The entry stands in the oversold lane; the urgent request puts the move before those who will carry it out. */
async function raiseMoveNow(
  db: Database,
  context: CommandContext,
  loser: Pick<StayRecord, 'id' | 'reservationId' | 'guestName' | 'confirmationNo'>,
  otherGuest: string,
  unit: UnitRecord,
): Promise<Resolution> {
  const { guestName, confirmationNo, reservationId } = loser
  await askUrgently(db, context, {
    about: loser.id,
    stayId: loser.id,
    unitId: unit.id,
    text: `Move ${guestName} (${confirmationNo}) out of unit ${unit.number} now: ${otherGuest} is in it.`,
  })
  const facts = { guestName, confirmationNo, unit: unit.number, otherGuest }
  return entry('oversold_move_now', facts, { reservationId, unitId: unit.id }, reservationId)
}
