import { z } from 'zod'
import { applied, defineCommand, type CommandContext, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { readPostingDate } from './folios.ts'
import { exceeds } from './give-back.ts'
import { refundInput } from './inputs.ts'
import { leftOf, lockPayment } from './payments.ts'
import { freezeRefund, refundFields, refundKeys, refuseRefund } from './refund-args.ts'

const args = z.strictObject(refundFields)
type Args = z.output<typeof args>

/** Asks for money to go back: to the card, or as cash by whoever may. No money moves, and what it asks for is kept from others. */
export const requestRefundCommand = defineCommand({
  name: 'v1.folio.requestRefund',
  input: refundInput,
  args,
  prepare: (input, preparation): Promise<Args> => freezeRefund(input, preparation),
  keys: refundKeys,
  seen: ({ paymentId }) => [{ table: 'billing.payments', id: paymentId }],
  execute: requestRefund,
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'open_reservation', { reservationId }),
})

async function requestRefund(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const payment = await lockPayment(db, context.propertyId, args.paymentId)
  if (!payment) return no('payment_not_found')
  if (exceeds(args.amount, payment)) return refuseRefund(args, leftOf(payment), payment.currency)
  const { date } = await readPostingDate(db, context)
  await db.execute(
    `INSERT INTO billing.refunds (id, property_id, payment_id, amount, currency, reason, business_date, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7::date, $8::timestamptz)`,
    [
      args.refundId,
      context.propertyId,
      payment.id,
      args.amount,
      payment.currency,
      args.reason,
      date,
      hlcInstant(context.occurredAt),
    ],
  )
  return applied
}
