import { z } from 'zod'
import { defineCommand, type CommandContext, type ExecuteResult, type Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { type Decimal, toMinor } from '../../kernel/money.ts'
import { decimal, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { accountFields, accountKeys, freezeAccount } from './account-args.ts'
import { bookPayment, holdPayment, paidFacts } from './book-payment.ts'
import { readDebtor } from './debtor.ts'
import { queueCardInput } from './inputs.ts'

const args = z.strictObject({
  ...accountFields,
  amount: decimal,
  currency: z.string(),
  /** The number under which the card terminal keeps it. */
  slip: z.string(),
  paymentId: uuid,
  /** What was owed where it was taken. */
  owed: decimal,
})
type Args = z.output<typeof args>

/** A card while the terminal's line is down: promised up to a limit, counted once it is captured (`v1.folio.tellCard`). */
export const queueCardCommand = defineCommand({
  name: 'v1.folio.queueCard',
  input: queueCardInput,
  args,
  async prepare({ reservationId, amount, slip }, preparation): Promise<Args> {
    const { frozen, debtor, seen } = await freezeAccount(reservationId, preparation)
    const currency = debtor?.currency ?? ''
    return { ...frozen, amount, currency, slip, paymentId: preparation.newId(), owed: seen.balance }
  },
  keys: accountKeys,
  seen: ({ reservationId }) => [{ table: 'reservation.reservations', id: reservationId }],
  execute: queueCard,
  reconcile: queueAnyway,
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'open_reservation', { reservationId }),
})

async function queueCard(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId } = context
  const debtor = await readDebtor(db, propertyId, args.reservationId)
  if (!debtor) return no('reservation_not_found')
  const { guestName, confirmationNo, currency, minorUnits } = debtor
  const { limit, queued } = await readQueued(db, propertyId, args.reservationId)
  if (toMinor(queued, minorUnits) + toMinor(args.amount, minorUnits) > toMinor(limit, minorUnits))
    return no('card_limit', { guestName, confirmationNo, amount: args.amount, queued, limit, currency })
  return { resolutions: await bookPayment(db, args, context, debtor, wayOf(args)) }
}

const wayOf = ({ slip }: Args) => ({ method: 'card_slip', slip, queued: true }) as const

async function readQueued(
  db: Database,
  propertyId: Uuid,
  reservationId: Uuid,
): Promise<{ readonly limit: Decimal; readonly queued: Decimal }> {
  const [row] = await db.query<{ limit: Decimal; queued: Decimal }>(
    `SELECT p.queued_card_limit AS limit,
       (SELECT coalesce(sum(b.queued), 0) FROM billing.v_folio_balances b
        WHERE b.property_id = p.id AND b.reservation_id = $2) AS queued
     FROM property_mgmt.properties p WHERE p.id = $1`,
    [propertyId, reservationId],
  )
  return row ?? { limit: '0', queued: '0' }
}

/** The card terminal has it, and the guest may have left: it is booked, over the limit or in suspense, and somebody looks at it. */
async function queueAnyway(db: Database, args: Args, context: CommandContext): Promise<Resolution[] | undefined> {
  const debtor = await readDebtor(db, context.propertyId, args.reservationId)
  if (!debtor) return holdPayment(db, args, context, wayOf(args))
  const told = await bookPayment(db, args, context, debtor, wayOf(args))
  const { reservationId } = args
  const { limit } = await readQueued(db, context.propertyId, reservationId)
  return [entry('card_over_limit', { ...paidFacts(args), limit }, { reservationId }), ...told]
}
