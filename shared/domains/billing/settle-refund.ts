import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import type { RefundStatus } from '../../schema/billing.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { type CashierShift, readAnyShift, readCashierShift } from './cash.ts'
import { askedExceeds, completeRefund, recordRefund, tellBeyond } from './give-back.ts'
import { settleRefundInput } from './inputs.ts'
import { leftOfAsked, lockPayment, type PaymentRecord } from './payments.ts'
import { freezeRefund, refundFields, refundKeys, refuseRefund } from './refund-args.ts'

const args = z.strictObject({
  ...refundFields,
  outcome: z.enum(['given', 'turned_down']),
  /** The slip of the card terminal; null where cash was given, or nothing. */
  slip: z.string().nullable(),
  /** Of a refund of its own, where the request has ended otherwise. */
  extraId: uuid,
})

/** `reason` says why it was asked for, or turned down. */
type Args = z.output<typeof args>

/** What becomes of a request: the money goes back, by whoever may, or it does not. */
export const settleRefundCommand = defineCommand({
  name: 'v1.folio.settleRefund',
  input: settleRefundInput,
  args,
  async prepare(input, preparation): Promise<Args> {
    const { reservationId, refundId, outcome } = input
    const [asked] = await preparation.db.query<{ paymentId: Uuid; amount: Decimal; reason: string }>(
      `SELECT payment_id AS "paymentId", amount, reason FROM billing.refunds WHERE property_id = $1 AND id = $2`,
      [preparation.propertyId, refundId],
    )
    // What is not here is refused by the handler.
    const { paymentId, amount, reason } = asked ?? { paymentId: refundId, amount: '0', reason: '?' }
    return {
      ...(await freezeRefund({ reservationId, paymentId, amount, reason }, preparation)),
      ...(input.outcome === 'turned_down' && { reason: input.reason }),
      refundId,
      outcome,
      slip: input.outcome === 'given' ? (input.slip ?? null) : null,
      extraId: preparation.newId(),
    }
  },
  keys: (args) => refundKeys(args),
  seen: ({ refundId }) => [{ table: 'billing.refunds', id: refundId }],
  execute: settleRefund,
  reconcile: bookAnyway,
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'open_reservation', { reservationId }),
})

async function settleRefund(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const payment = await lockPayment(db, context.propertyId, args.paymentId)
  const asked = await readRequest(db, context.propertyId, args.refundId)
  if (!payment || !asked) return no('refund_not_found')
  const { guestName, confirmationNo, amount } = args
  const facts = { guestName, confirmationNo, amount, currency: payment.currency, status: asked.status }
  if (asked.status !== 'requested') return no('refund_settled', facts)
  if (args.outcome === 'turned_down') {
    await turnDown(db, context.propertyId, args)
    return applied
  }
  if (askedExceeds(amount, payment)) return refuseRefund(args, leftOfAsked(payment), payment.currency)
  const way = wayOf(payment, args, await readOpenShift(db, context))
  if (!way) return payment.method === 'cash' ? no('no_open_drawer') : no('refund_slip_missing')
  return { resolutions: await completeRefund(db, context, payment, { ...args, ...way }) }
}

interface Request {
  readonly status: RefundStatus
  readonly slip: string | null
}

async function readRequest(db: Database, propertyId: Uuid, id: Uuid): Promise<Request | undefined> {
  const [row] = await db.query<Request>(
    `SELECT status, terminal_ref AS slip FROM billing.refunds WHERE property_id = $1 AND id = $2`,
    [propertyId, id],
  )
  return row
}

async function readOpenShift(db: Database, context: CommandContext): Promise<CashierShift | undefined> {
  const shift = await readCashierShift(db, context)
  return shift?.open ? shift : undefined
}

/** Undefined: no drawer that cash could come out of, or a card without its slip. */
function wayOf(
  { method }: PaymentRecord,
  { slip }: Args,
  shift: CashierShift | undefined,
): { readonly shiftId: Uuid | null; readonly slip: string | null } | undefined {
  if (method === 'cash') return shift && { shiftId: shift.id, slip: null }
  return slip === null ? undefined : { shiftId: null, slip }
}

async function turnDown(db: Database, propertyId: Uuid, { refundId, reason }: Args): Promise<void> {
  await db.execute(`UPDATE billing.refunds SET status = 'rejected', answer = $3 WHERE property_id = $1 AND id = $2`, [
    propertyId,
    refundId,
    reason,
  ])
}

/** Money that has gone back is booked, whatever another desk did with the request. To turn down what was given changes nothing. */
async function bookAnyway(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  const { propertyId } = context
  const payment = await lockPayment(db, propertyId, args.paymentId)
  const asked = await readRequest(db, propertyId, args.refundId)
  if (!payment || !asked) return undefined
  if (args.outcome === 'turned_down') return asked.status === 'rejected' ? [] : undefined
  if (asked.status === 'completed' && asked.slip !== null && asked.slip === args.slip) return []
  const shift = (await readCashierShift(db, context)) ?? (await readAnyShift(db, propertyId))
  const way = wayOf(payment, args, shift)
  if (!way || refusal.code === 'refund_slip_missing') return undefined
  const requested = asked.status === 'requested'
  const told = requested
    ? await completeRefund(db, context, payment, { ...args, ...way })
    : await recordRefund(db, context, payment, { ...args, ...way, refundId: args.extraId })
  const { guestName, confirmationNo, reservationId, amount } = args
  const facts = { guestName, confirmationNo, amount, currency: payment.currency }
  const beyond = await tellBeyond(db, context, payment.id, args)
  return [
    ...(shift && !shift.open && way.shiftId !== null
      ? [entry('refund_after_count', { ...facts, drawer: shift.drawer }, { reservationId })]
      : []),
    ...(requested || beyond.length > 0
      ? beyond
      : [entry('refund_given_anyway', { ...facts, status: asked.status }, { reservationId })]),
    ...told,
  ]
}
