import { z } from 'zod'
import {
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Preparation,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { asIsoDate } from '../../kernel/dates.ts'
import { sumAmounts } from '../../kernel/money.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { create, createKeys } from './create.ts'
import { createArgs, type CreateArgs } from './create-args.ts'
import { reconcileCreate } from './create-placement.ts'
import { readPolicyOfRate } from './policy.ts'
import { convertQuoteInput } from './quote-inputs.ts'
import { isOpen, lockQuote, type OfferRecord, offeredTerms, readOffer, setQuoteStatus } from './quote-records.ts'
import { offeredNights } from './quote-rows.ts'

const args = z.strictObject({
  quoteId: uuid,
  quoteNo: z.string(),
  guestName: z.string(),
  /** The reservation that it becomes, at the price that was quoted; null where the quote was not here. */
  create: createArgs.nullable(),
})
type Args = z.output<typeof args>

/** The guest takes an offer: a reservation at the price that was quoted, whatever the rates are by now. */
export const convertQuoteCommand = defineCommand({
  name: 'v1.quote.convert',
  input: convertQuoteInput,
  args,
  prepare,
  keys: ({ quoteNo, create: made }) => [`quote:${quoteNo}`, ...(made ? createKeys(made) : [])],
  seen: ({ quoteId }) => [{ table: 'reservation.quotes', id: quoteId }],
  execute: convertQuote,
  reconcile: reconcileConvert,
  onRefusal: ({ create: made }, refusal) =>
    refusalEntry(refusal, 'call_guest', { ...(made && { profileId: made.profileId }) }),
})

async function prepare(input: z.output<typeof convertQuoteInput>, preparation: Preparation): Promise<Args> {
  const { db, propertyId } = preparation
  const offer = await readOffer(db, propertyId, input.quoteId)
  if (!offer) return { quoteId: input.quoteId, quoteNo: '', guestName: '', create: null }
  const { quoteNo, guestName } = offer
  return { quoteId: offer.id, quoteNo, guestName, create: await freeze(offer, input, preparation) }
}

async function freeze(
  offer: OfferRecord,
  { guarantee, source }: z.output<typeof convertQuoteInput>,
  preparation: Preparation,
): Promise<CreateArgs> {
  const { db, propertyId, newId, nextNumber } = preparation
  const { profileId, guestName, arrival, departure, adults, children, unitTypeId, rateStrategyId, notes } = offer
  const terms = offeredTerms.parse(offer.terms)
  const nights = offeredNights.parse(offer.lines).map(({ night, rate }) => ({ night: asIsoDate(night), rate }))
  return {
    guest: { kind: 'existing', profileId },
    profileId,
    guestName,
    reservationId: newId(),
    confirmationNo: await nextNumber('confirmation'),
    unitNumber: '',
    arrival,
    departure,
    adults,
    children,
    unitTypeId,
    rateStrategyId,
    guarantee,
    source,
    notes,
    price: {
      code: terms.code ?? '',
      mealPlan: terms.meal_plan ?? '',
      currency: offer.currency,
      total: sumAmounts(nights.map(({ rate }) => rate)),
      nights,
    },
    policy: terms.policy === undefined ? await readPolicyOfRate(db, propertyId, rateStrategyId) : terms.policy,
  }
}

async function convertQuote(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const offers = await lockQuote(db, context.propertyId, args.quoteNo)
  const offer = offers.find(({ id }) => id === args.quoteId)
  if (!offer || !args.create) return no('quote_not_found')
  const { guestName, quoteNo, validUntil } = offer
  const taken = offers.find(({ status }) => status === 'converted')
  if (taken) return no('quote_converted', { guestName, quoteNo, confirmationNo: taken.confirmationNo })
  // By the day on which the guest said yes: a desk that was apart brings it later.
  if (context.businessDate > validUntil) return no('quote_lapsed', { guestName, quoteNo, validUntil })
  const made = await create(db, args.create, context)
  if ('refused' in made) return made
  await close(db, context, offers, offer, args.create)
  return made
}

async function close(
  db: Database,
  { propertyId }: CommandContext,
  offers: readonly OfferRecord[],
  taken: OfferRecord,
  made: CreateArgs,
): Promise<void> {
  await setQuoteStatus(db, propertyId, taken, 'converted', made.reservationId)
  for (const offer of offers)
    if (offer !== taken && isOpen(offer)) await setQuoteStatus(db, propertyId, offer, 'declined')
}

/** The guest has been told yes: what could not be placed as it was offered is placed as a new reservation would be. */
async function reconcileConvert(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  const { create: made, guestName, quoteNo } = args
  if (!made) return undefined
  if (refusal.code === 'quote_converted') {
    const { confirmationNo = null } = refusal.facts
    const facts = { guestName, quoteNo, confirmationNo, otherNo: made.confirmationNo }
    return [entry('quote_taken_twice', facts, { profileId: made.profileId })]
  }
  const offers = await lockQuote(db, context.propertyId, quoteNo)
  const offer = offers.find(({ id }) => id === args.quoteId)
  if (!offer || refusal.code === 'quote_lapsed') return undefined
  const entries = await reconcileCreate(db, made, context, refusal)
  if (entries) await close(db, context, offers, offer, made)
  return entries
}
