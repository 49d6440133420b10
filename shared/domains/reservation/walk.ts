import { applied, type CommandContext, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { no } from '../refusals.ts'
import { entry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { walkInput } from './change-inputs.ts'
import { endPromises } from './promises.ts'
import { keptUntil, readStayOf, type ReservationRecord } from './records.ts'
import { settleOversold } from './settle-oversold.ts'
import { defineStep } from './step.ts'
import { whoOf } from './who.ts'

/** The house is full: the guest sleeps in another one, at our cost. The night is free again, and no fee is owed. */
export const walkCommand = defineStep({
  name: 'v1.reservation.walk',
  input: walkInput,
  // To the same house at two desks: once is enough.
  done: ['already_walked'],
  execute: walk,
  tell({ reservationId, hotel }, refusal) {
    if (refusal.code !== 'in_house') return undefined
    const { guestName = null, confirmationNo = null, unit = null } = refusal.facts
    return entry('not_walked', { guestName, confirmationNo, unit, hotel }, { reservationId })
  },
})

async function walk(
  db: Database,
  args: { hotel: string; reason: string },
  context: CommandContext,
  reservation: ReservationRecord,
): Promise<ExecuteResult> {
  const { propertyId, businessDate, occurredAt } = context
  const { id, status, arrival, departure } = reservation
  const who = whoOf(reservation)
  if (status === 'walked') return refuseSecond(db, context, reservation, args.hotel)
  if (status === 'checked_in') {
    const stay = await readStayOf(db, propertyId, id)
    return no('in_house', { ...who, unit: stay?.unitNumber ?? null })
  }
  if (status !== 'confirmed') return no('not_confirmed', { ...who, status })
  if (businessDate >= keptUntil(arrival, departure)) return no('stay_is_over', { ...who, departure })
  await db.execute(
    `UPDATE reservation.reservations
     SET status = 'walked', walked_to = $3, cancelled_at = $4::timestamptz, cancel_reason = $5, cancel_fee = 0
     WHERE property_id = $1 AND id = $2`,
    [propertyId, id, args.hotel, hlcInstant(occurredAt), args.reason],
  )
  await endPromises(db, propertyId, id, arrival)
  await settleEntries(db, context, 'walk', id, '')
  await settleOversold(db, context, reservation)
  return applied
}

async function refuseSecond(
  db: Database,
  { propertyId }: CommandContext,
  reservation: ReservationRecord,
  hotel: string,
): Promise<ExecuteResult> {
  const [row] = await db.query<{ walkedTo: string | null }>(
    'SELECT walked_to AS "walkedTo" FROM reservation.reservations WHERE property_id = $1 AND id = $2',
    [propertyId, reservation.id],
  )
  const walkedTo = row?.walkedTo ?? hotel
  const facts = { ...whoOf(reservation), hotel: walkedTo }
  return walkedTo === hotel ? no('already_walked', facts) : no('walked_elsewhere', facts)
}
