import { z } from 'zod'
import {
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { canBecome } from '../transitions.ts'
import { cancellationFee } from './cancellation-fee.ts'
import { chargeFee, feeFolioFields, takeFeeFolio } from './fees.ts'
import { cancelInput } from './inputs.ts'
import { endPromises } from './promises.ts'
import { lockReservation, readStayOf, type ReservationRecord } from './records.ts'
import { settleOversold } from './settle-oversold.ts'
import { reservationStates } from './status.ts'
import { readSubject, subjectFields, subjectKeys, subjectRows } from './subject.ts'

const args = z.strictObject({ ...cancelInput.shape, ...subjectFields, ...feeFolioFields })
type Args = z.output<typeof args>

export const cancelCommand = defineCommand({
  name: 'v1.reservation.cancel',
  input: cancelInput,
  args,
  async prepare(input, preparation): Promise<Args> {
    const subject = await readSubject(preparation.db, preparation.propertyId, input.reservationId)
    return { ...input, ...subject, ...(await takeFeeFolio(input, preparation)) }
  },
  keys: (args) => subjectKeys(args.reservationId, args),
  seen: (args) => subjectRows(args.reservationId),
  execute: cancel,
  // Cancelled at two desks: the first reason and fee stand, and nobody needs to hear of it.
  reconcile: (_db, _args, _context, refusal) => Promise.resolve(refusal.code === 'already_cancelled' ? [] : undefined),
  onRefusal: tellRefusal,
})

async function cancel(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, occurredAt } = context
  const reservation = await lockReservation(db, propertyId, args.reservationId)
  if (!reservation) return no('reservation_not_found')
  const { guestName, confirmationNo, status } = reservation
  if (status === 'cancelled') return no('already_cancelled', { guestName, confirmationNo })
  if (status === 'checked_in') {
    const stay = await readStayOf(db, propertyId, reservation.id)
    return no('in_house', { guestName, confirmationNo, unit: stay?.unitNumber ?? null })
  }
  if (!canBecome(reservationStates, status, 'cancelled')) {
    return no('cannot_cancel', { guestName, confirmationNo, status })
  }
  const fee = args.waiveFee ? '0' : await feeAt(db, propertyId, reservation, hlcInstant(occurredAt))
  await db.execute(
    `UPDATE reservation.reservations
     SET status = 'cancelled', cancelled_at = $3::timestamptz, cancel_reason = $4, cancel_fee = $5
     WHERE property_id = $1 AND id = $2`,
    [propertyId, reservation.id, hlcInstant(occurredAt), args.reason, fee],
  )
  await endPromises(db, propertyId, reservation.id, reservation.arrival)
  await settleEntries(db, context, 'cancel', reservation.id, '')
  await settleOversold(db, context, reservation)
  return { resolutions: await chargeFee(db, args, context, reservation, { kind: 'cancellation', amount: fee }) }
}

/** By the policy that was frozen at booking, at the instant of cancelling; a stay that was never confirmed costs nothing. */
async function feeAt(
  db: Reader,
  propertyId: Uuid,
  reservation: ReservationRecord,
  cancelledAt: string,
): Promise<Decimal> {
  const { total, minorUnits, policySnapshot, status } = reservation
  const [row] = await db.query<{ anchorAt: string }>(
    `SELECT CASE WHEN r.policy_snapshot ->> 'anchor' = 'arrival_date' THEN r.arrival::timestamp ELSE r.arrival + p.check_in_time END
       AT TIME ZONE p.timezone AS "anchorAt"
     FROM reservation.reservations r JOIN property_mgmt.properties p ON p.id = r.property_id
     WHERE r.property_id = $1 AND r.id = $2`,
    [propertyId, reservation.id],
  )
  if (!row) throw new Error(`reservation ${reservation.id} has no property here`)
  const owed = status === 'confirmed' ? policySnapshot : {}
  return cancellationFee(owed, { total, minorUnits, anchorAt: new Date(row.anchorAt) }, new Date(cancelledAt))
}

/** A guest who has been checked in meanwhile stays: that is the story, rather than a failed command. */
function tellRefusal({ reservationId }: Args, refusal: Refusal): Resolution {
  if (refusal.code !== 'in_house') return refusalEntry(refusal, 'open_reservation', { reservationId })
  const { guestName = null, confirmationNo = null, unit = null } = refusal.facts
  return entry('check_in_wins', { guestName, confirmationNo, unit }, { reservationId })
}
