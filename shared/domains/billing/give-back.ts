import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { type Decimal, fromMinor, toMinor } from '../../kernel/money.ts'
import { entry } from '../resolution/reasons.ts'
import { closeIfSettled } from './book-payment.ts'
import { readDebtor } from './debtor.ts'
import { readAccount, readPostingDate } from './folios.ts'
import { leftOf, leftOfAsked, type PaymentRecord, readPayment, reopenFolio } from './payments.ts'

/** Money that has gone back to a guest: out of a drawer, or by the card terminal. */
export interface GivenBack {
  readonly refundId: Uuid
  readonly reservationId: Uuid
  readonly guestName: string
  readonly confirmationNo: string
  readonly amount: Decimal
  readonly reason: string
  /** The account was closed where it was given. */
  readonly leaves: boolean
  readonly shiftId: Uuid | null
  readonly slip: string | null
}

/** A refund that nobody had asked for before. Beyond what is left of the payment it is written down as that. */
export async function recordRefund(
  db: Database,
  context: CommandContext,
  payment: PaymentRecord,
  given: GivenBack,
): Promise<Resolution[]> {
  const { propertyId, actor, occurredAt } = context
  const { date } = await readPostingDate(db, context)
  const beyond = exceeds(given.amount, payment)
  await db.execute(
    `INSERT INTO billing.refunds (id, property_id, payment_id, status, amount, currency, reason, business_date, requested_at, approved_by,
       completed_at, cashier_shift_id, terminal_ref, beyond_captured)
     VALUES ($1, $2, $3, 'completed', $4, $5, $6, $7::date, $8::timestamptz, $9, $8::timestamptz, $10, $11, $12)`,
    [
      given.refundId,
      propertyId,
      payment.id,
      given.amount,
      payment.currency,
      given.reason,
      date,
      hlcInstant(occurredAt),
      actor,
      given.shiftId,
      given.slip,
      beyond,
    ],
  )
  return followRefund(db, context, payment, given, beyond)
}

export const exceeds = (amount: Decimal, payment: PaymentRecord): boolean =>
  toMinor(amount, payment.minorUnits) > toMinor(leftOf(payment), payment.minorUnits)

/** As `exceeds`, of a request. */
export const askedExceeds = (amount: Decimal, payment: PaymentRecord): boolean =>
  toMinor(amount, payment.minorUnits) > toMinor(leftOfAsked(payment), payment.minorUnits)

/** The request's money has gone back. */
export async function completeRefund(
  db: Database,
  context: CommandContext,
  payment: PaymentRecord,
  given: GivenBack,
): Promise<Resolution[]> {
  const { propertyId, actor, occurredAt } = context
  const beyond = askedExceeds(given.amount, payment)
  const of = [propertyId, given.refundId]
  await db.execute(
    `UPDATE billing.refunds SET status = 'approved', approved_by = $3 WHERE property_id = $1 AND id = $2`,
    [...of, actor],
  )
  await db.execute(`UPDATE billing.refunds SET status = 'processing' WHERE property_id = $1 AND id = $2`, of)
  await db.execute(
    `UPDATE billing.refunds SET status = 'completed', completed_at = $3::timestamptz, cashier_shift_id = $4, terminal_ref = $5,
       beyond_captured = $6
     WHERE property_id = $1 AND id = $2`,
    [...of, hlcInstant(occurredAt), given.shiftId, given.slip, beyond],
  )
  return followRefund(db, context, payment, given, beyond)
}

async function followRefund(
  db: Database,
  context: CommandContext,
  payment: PaymentRecord,
  given: GivenBack,
  beyond: boolean,
): Promise<Resolution[]> {
  await markRefunded(db, context.propertyId, payment.id)
  const folio = { id: payment.folioId, status: payment.folioStatus }
  if (folio.status === 'closed') return followOnClosed(db, context, payment, given, beyond)
  const debtor = await readDebtor(db, context.propertyId, given.reservationId)
  if (debtor) await closeIfSettled(db, context, debtor, folio)
  return []
}

async function markRefunded(db: Database, propertyId: Uuid, paymentId: Uuid): Promise<void> {
  await db.execute(
    `UPDATE billing.payments p SET status = r.status::billing.payment_status
     FROM (SELECT CASE WHEN coalesce(sum(amount), 0) >= (SELECT amount FROM billing.payments WHERE id = $2) THEN 'refunded'
       ELSE 'partially_refunded' END AS status FROM billing.refunds WHERE payment_id = $2 AND status = 'completed') r
     WHERE p.property_id = $1 AND p.id = $2 AND p.status IN ('captured', 'partially_refunded') AND p.status::text <> r.status`,
    [propertyId, paymentId],
  )
}

/**
 * What was given back for a reason from an account that was closed is left on it for that reason. What nobody meant to give, or gave while
 * another desk was closing the account, is owed, and somebody is told.
 */
async function followOnClosed(
  db: Database,
  context: CommandContext,
  { folioId, minorUnits, currency }: PaymentRecord,
  { leaves, reason, guestName, confirmationNo, reservationId }: GivenBack,
  beyond: boolean,
): Promise<Resolution[]> {
  const { propertyId, occurredAt } = context
  const { balance, queued } = await readAccount(db, propertyId, folioId)
  if (toMinor(balance, minorUnits) === toMinor(queued, minorUnits)) return []
  await reopenFolio(db, propertyId, { id: folioId, status: 'closed' })
  if (beyond) return []
  if (!leaves) return [entry('departed_owing', { guestName, confirmationNo, balance, currency }, { reservationId })]
  await db.execute(
    `UPDATE billing.folios SET status = 'closed_with_balance', closed_at = $3::timestamptz, close_reason = $4
     WHERE property_id = $1 AND id = $2`,
    [propertyId, folioId, hlcInstant(occurredAt), reason],
  )
  return []
}

/** More went back than was ever captured, or less with a request that is for nothing now. */
export async function tellBeyond(
  db: Database,
  { propertyId }: CommandContext,
  paymentId: Uuid,
  {
    guestName,
    confirmationNo,
    reservationId,
    amount,
  }: Pick<GivenBack, 'guestName' | 'confirmationNo' | 'reservationId' | 'amount'>,
): Promise<Resolution[]> {
  const payment = await readPayment(db, propertyId, paymentId)
  if (!payment) return []
  const { currency, minorUnits, given, asked } = payment
  const paid = leftOf({ ...payment, given: '0', asked: '0' })
  const over = toMinor(given, minorUnits) - toMinor(paid, minorUnits)
  const facts = { guestName, confirmationNo, amount, currency, paid, given }
  if (over > 0) return [entry('refunded_twice', { ...facts, tooMuch: fromMinor(over, minorUnits) }, { reservationId })]
  return over + toMinor(asked, minorUnits) > 0
    ? [entry('refund_asked_in_vain', { ...facts, asked }, { reservationId })]
    : []
}
