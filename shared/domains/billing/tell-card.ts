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
import { decimal, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { accountFields, accountKeys, freezeAccount } from './account-args.ts'
import { bookPayment, closeIfSettled, holdPayment } from './book-payment.ts'
import { isBeforeDeparture, readDebtor } from './debtor.ts'
import { tellCardInput } from './inputs.ts'
import { lockPayment, type PaymentRecord, readPayment, reopenFolio } from './payments.ts'

const args = z.strictObject({
  ...accountFields,
  /** The one that is queued. */
  queuedId: uuid,
  amount: decimal,
  currency: z.string(),
  outcome: z.enum(['captured', 'declined']),
  /** What the card terminal printed when the line was back; null where it declined. */
  slip: z.string().nullable(),
  /** What it said; null where it captured. */
  reason: z.string().nullable(),
  /** Of a payment of its own, where the queued one has ended otherwise. */
  paymentId: uuid,
  owed: decimal,
})
type Args = z.output<typeof args>

/** What became of a queued card once the terminal's line was back. */
export const tellCardCommand = defineCommand({
  name: 'v1.folio.tellCard',
  input: tellCardInput,
  args,
  async prepare(input, preparation): Promise<Args> {
    const { frozen, seen } = await freezeAccount(input.reservationId, preparation)
    const queued = await readPayment(preparation.db, preparation.propertyId, input.paymentId)
    return {
      ...frozen,
      queuedId: input.paymentId,
      amount: queued?.amount ?? '0',
      currency: queued?.currency ?? '',
      outcome: input.outcome,
      slip: input.outcome === 'captured' ? input.slip : null,
      reason: input.outcome === 'declined' ? input.reason : null,
      paymentId: preparation.newId(),
      owed: seen.balance,
    }
  },
  keys: (args) => [...accountKeys(args), `payment:${args.queuedId}`],
  seen: ({ queuedId }) => [{ table: 'billing.payments', id: queuedId }],
  execute: tellCard,
  reconcile: bookWhatCame,
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'open_reservation', { reservationId }),
})

async function tellCard(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const queued = await lockPayment(db, context.propertyId, args.queuedId)
  if (!queued) return no('payment_not_found')
  const { guestName, confirmationNo } = args
  const { amount, currency, status } = queued
  if (status !== 'queued_offline') return no('card_told', { guestName, confirmationNo, amount, currency, status })
  return args.outcome === 'captured' ? capture(db, args, context, queued) : decline(db, args, context, queued)
}

async function capture(
  db: Database,
  args: Args,
  context: CommandContext,
  { id, folioId, folioStatus }: PaymentRecord,
): Promise<ExecuteResult> {
  const { propertyId } = context
  await db.execute(
    `UPDATE billing.payments SET status = 'captured', terminal_ref = coalesce($3, terminal_ref) WHERE property_id = $1 AND id = $2`,
    [propertyId, id, args.slip],
  )
  const debtor = await readDebtor(db, propertyId, args.reservationId)
  if (debtor) await closeIfSettled(db, context, debtor, { id: folioId, status: folioStatus })
  return applied
}

/** The debt stands again: an account that was closed on the promise takes postings. */
async function decline(
  db: Database,
  args: Args,
  { propertyId }: CommandContext,
  { id, folioId, folioNo, folioStatus, amount, currency }: PaymentRecord,
): Promise<ExecuteResult> {
  await db.execute(
    `UPDATE billing.payments SET status = 'declined', failure_reason = $3 WHERE property_id = $1 AND id = $2`,
    [propertyId, id, args.reason],
  )
  await reopenFolio(db, propertyId, { id: folioId, status: folioStatus })
  const { guestName, confirmationNo, reservationId, reason } = args
  const debtor = await readDebtor(db, propertyId, reservationId)
  const facts = { guestName, confirmationNo, amount, currency, folioNo, reason }
  const hasLeft = debtor !== undefined && !isBeforeDeparture(debtor)
  return {
    resolutions: [entry(hasLeft ? 'card_declined_after_departure' : 'card_declined', facts, { reservationId })],
  }
}

/** Another desk had told it. The same again is nothing; money that came in beside that is booked; of the rest somebody looks at the slips. */
async function bookWhatCame(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  const queued = await lockPayment(db, context.propertyId, args.queuedId)
  if (!queued || refusal.code !== 'card_told') return undefined
  const { outcome, slip, guestName, confirmationNo, reservationId } = args
  const { amount, currency, status } = queued
  if (outcome === 'declined' ? status === 'declined' : slip === queued.slip && status !== 'declined') return []
  const facts = { guestName, confirmationNo, amount, currency, status, outcome, slip: slip ?? queued.slip }
  const told = entry('card_told_twice', facts, { reservationId })
  if (outcome === 'declined') return [told]
  const by = { method: 'card_slip', slip: slip ?? '', queued: false } as const
  const debtor = await readDebtor(db, context.propertyId, reservationId)
  const booked = debtor
    ? await bookPayment(db, args, context, debtor, by)
    : ((await holdPayment(db, args, context, by)) ?? [])
  return [told, ...booked]
}
