import { z } from 'zod'
import { defineCommand, type CommandContext, type ExecuteResult, type Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { readAnyShift, readCashierShift } from './cash.ts'
import { exceeds, recordRefund, tellBeyond } from './give-back.ts'
import { refundInput } from './inputs.ts'
import { leftOf, lockPayment } from './payments.ts'
import { freezeRefund, refundFields, refundKeys, refuseRefund } from './refund-args.ts'

const args = z.strictObject(refundFields)
type Args = z.output<typeof args>

/** Cash back out of the drawer, by whoever may: a fact once it is given. */
export const refundCommand = defineCommand({
  name: 'v1.folio.refund',
  input: refundInput,
  args,
  prepare: (input, preparation): Promise<Args> => freezeRefund(input, preparation),
  keys: refundKeys,
  seen: ({ paymentId }) => [{ table: 'billing.payments', id: paymentId }],
  execute: refund,
  reconcile: bookAnyway,
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'open_reservation', { reservationId }),
})

async function refund(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const payment = await lockPayment(db, context.propertyId, args.paymentId)
  if (!payment) return no('payment_not_found')
  if (payment.method !== 'cash') return no('refund_by_request')
  if (exceeds(args.amount, payment)) return refuseRefund(args, leftOf(payment), payment.currency)
  const shift = await readCashierShift(db, context)
  if (!shift?.open) return no('no_open_drawer')
  return { resolutions: await recordRefund(db, context, payment, { ...args, shiftId: shift.id, slip: null }) }
}

/** The guest has the money, whatever was given back meanwhile: it is booked, and somebody is told. */
async function bookAnyway(db: Database, args: Args, context: CommandContext): Promise<Resolution[] | undefined> {
  const payment = await lockPayment(db, context.propertyId, args.paymentId)
  const shift = (await readCashierShift(db, context)) ?? (await readAnyShift(db, context.propertyId))
  if (!payment || !shift || payment.method !== 'cash') return undefined
  const told = await recordRefund(db, context, payment, { ...args, shiftId: shift.id, slip: null })
  const { guestName, confirmationNo, reservationId, amount } = args
  const facts = { guestName, confirmationNo, amount, currency: payment.currency, drawer: shift.drawer }
  return [
    ...(shift.open ? [] : [entry('refund_after_count', facts, { reservationId })]),
    ...(await tellBeyond(db, context, payment.id, args)),
    ...told,
  ]
}
