import type { z } from 'zod'
import type { CommandContext, ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { no } from '../refusals.ts'
import { entry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { noShowFeeOf } from './cancellation-fee.ts'
import { noShowInput } from './change-inputs.ts'
import { chargeFee, feeFolioFields, takeFeeFolio } from './fees.ts'
import { endPromises } from './promises.ts'
import { readStayOf, type ReservationRecord } from './records.ts'
import { settleOversold } from './settle-oversold.ts'
import { defineStep } from './step.ts'
import { whoOf } from './who.ts'

/** The guest did not come: the unit is free again, and the policy's fee is owed. */
export const noShowCommand = defineStep({
  name: 'v1.reservation.noShow',
  input: noShowInput,
  frozen: feeFolioFields,
  freeze: takeFeeFolio,
  // Cancelled or marked at another desk: it has ended either way.
  done: ['already_no_show', 'already_cancelled'],
  execute: markNoShow,
  tell({ reservationId }, refusal) {
    if (refusal.code !== 'in_house') return undefined
    const { guestName = null, confirmationNo = null, unit = null } = refusal.facts
    return entry('arrived_after_all', { guestName, confirmationNo, unit }, { reservationId })
  },
})

async function markNoShow(
  db: Database,
  args: { reason: string; waiveFee?: boolean | undefined } & z.output<z.ZodObject<typeof feeFolioFields>>,
  context: CommandContext,
  reservation: ReservationRecord,
): Promise<ExecuteResult> {
  const { propertyId, businessDate, occurredAt } = context
  const { id, status, arrival, policySnapshot, total, minorUnits } = reservation
  const who = whoOf(reservation)
  if (status === 'no_show') return no('already_no_show', who)
  if (status === 'cancelled') return no('already_cancelled', who)
  if (status === 'checked_in') {
    const stay = await readStayOf(db, propertyId, id)
    return no('in_house', { ...who, unit: stay?.unitNumber ?? null })
  }
  if (status !== 'confirmed') return no('not_confirmed', { ...who, status })
  if (businessDate < arrival) return no('not_due_yet', { ...who, arrival })
  const fee = args.waiveFee ? '0' : noShowFeeOf(policySnapshot, total, minorUnits)
  await db.execute(
    `UPDATE reservation.reservations
     SET status = 'no_show', cancelled_at = $3::timestamptz, cancel_reason = $4, cancel_fee = $5
     WHERE property_id = $1 AND id = $2`,
    [propertyId, id, hlcInstant(occurredAt), args.reason, fee],
  )
  await endPromises(db, propertyId, id, arrival)
  await settleEntries(db, context, 'no_show', id, '')
  await settleOversold(db, context, reservation)
  return { resolutions: await chargeFee(db, args, context, reservation, { kind: 'noShow', amount: fee }) }
}
