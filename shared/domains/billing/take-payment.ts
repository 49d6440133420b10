import { z } from 'zod'
import { defineCommand, type CommandContext, type ExecuteResult, type Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { decimal, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { accountFields, accountKeys, freezeAccount } from './account-args.ts'
import { bookPayment, holdPayment, paidFacts } from './book-payment.ts'
import { type CashierShift, type PaymentTaken, readAnyShift, readCashierShift } from './cash.ts'
import { readDebtor } from './debtor.ts'
import { takePaymentInput } from './inputs.ts'

const args = z.strictObject({
  ...accountFields,
  method: z.enum(['cash', 'card_slip']),
  amount: decimal,
  currency: z.string(),
  /** The number on the slip of the card terminal; null for cash. */
  slip: z.string().nullable(),
  paymentId: uuid,
  /** What was owed where it was taken. */
  owed: decimal,
})
type Args = z.output<typeof args>

export const takePaymentCommand = defineCommand({
  name: 'v1.folio.takePayment',
  input: takePaymentInput,
  args,
  async prepare(input, preparation): Promise<Args> {
    const { frozen, debtor, seen } = await freezeAccount(input.reservationId, preparation)
    return {
      ...frozen,
      method: input.method,
      amount: input.amount,
      currency: debtor?.currency ?? '',
      slip: input.method === 'card_slip' ? input.slip : null,
      paymentId: preparation.newId(),
      owed: seen.balance,
    }
  },
  keys: accountKeys,
  seen: ({ reservationId }) => [{ table: 'reservation.reservations', id: reservationId }],
  execute: takePayment,
  reconcile: bookAnyway,
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'open_reservation', { reservationId }),
})

/** Any amount is taken, before, during and after a stay: what is too much stands as a credit. Cash needs a drawer that is open. */
async function takePayment(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const debtor = await readDebtor(db, context.propertyId, args.reservationId)
  if (!debtor) return no('reservation_not_found')
  const shift = args.method === 'cash' ? await readCashierShift(db, context) : undefined
  const by = wayOf(args, shift?.open ? shift : undefined)
  if (!by) return no('no_open_drawer')
  return { resolutions: await bookPayment(db, args, context, debtor, by) }
}

/** Undefined: cash without a drawer that it could be in. */
function wayOf({ method, slip }: Args, shift: CashierShift | undefined): PaymentTaken['by'] | undefined {
  if (method === 'card_slip') return { method, slip: slip ?? '', queued: false }
  return shift && { method, shiftId: shift.id }
}

/** The money is in the house: it is booked in the drawer of whoever took it, or in suspense where nobody knows what it was for. */
async function bookAnyway(db: Database, args: Args, context: CommandContext): Promise<Resolution[] | undefined> {
  const { propertyId } = context
  const shift =
    args.method === 'cash' ? ((await readCashierShift(db, context)) ?? (await readAnyShift(db, propertyId))) : undefined
  const by = wayOf(args, shift)
  if (!by) return undefined
  const debtor = await readDebtor(db, propertyId, args.reservationId)
  if (!debtor) return holdPayment(db, args, context, by)
  const told = await bookPayment(db, args, context, debtor, by)
  const concerns = { reservationId: args.reservationId }
  return shift && !shift.open
    ? [entry('payment_after_count', { ...paidFacts(args), drawer: shift.drawer }, concerns), ...told]
    : told
}
