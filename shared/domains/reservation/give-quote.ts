import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Preparation,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { decimal, isoDate, uuid } from '../fields.ts'
import { followMerged } from '../guest/guest-record.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { policySnapshot } from './cancellation-fee.ts'
import { refuseGuest, refuseStay } from './create.ts'
import { guestNameOf } from './create-args.ts'
import { readPolicy } from './policy.ts'
import { giveQuoteInput } from './quote-inputs.ts'
import { quoteStay } from './quote.ts'
import { lockType } from './records.ts'
import { writeGuest } from './write-reservation.ts'

const offer = z.strictObject({
  quoteId: uuid,
  unitTypeId: uuid,
  rateStrategyId: uuid,
  currency: z.string(),
  nights: z.array(z.strictObject({ night: isoDate, rate: decimal })),
  terms: z.strictObject({
    code: z.string(),
    name: z.string(),
    meal_plan: z.string(),
    policy: policySnapshot.nullable(),
  }),
})

const args = z.strictObject({
  ...giveQuoteInput.shape,
  profileId: uuid,
  guestName: z.string(),
  quoteNo: z.string().min(1).max(40),
  /** As they were shown; one that is not sold for every night is missing. */
  offers: z.array(offer),
  /** How many were asked for. */
  asked: z.int(),
})
type Args = z.output<typeof args>

/** A price that is promised until a day. It holds no room. */
export const giveQuoteCommand = defineCommand({
  name: 'v1.quote.give',
  input: giveQuoteInput,
  args,
  prepare,
  keys: ({ profileId, quoteNo }) => [`guest:${profileId}`, `quote:${quoteNo}`],
  seen: ({ guest, profileId }) => (guest.kind === 'existing' ? [{ table: 'guest.profiles', id: profileId }] : []),
  execute: giveQuote,
  reconcile: followMerged(giveQuote),
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'call_guest', { profileId }),
})

async function prepare(input: z.output<typeof giveQuoteInput>, preparation: Preparation): Promise<Args> {
  const { db, propertyId, businessDate } = preparation
  const { guest, offers, ...stay } = input
  const priced: Args['offers'] = []
  for (const { unitTypeId, rateStrategyId } of offers) {
    const quotes = await quoteStay(db, propertyId, { ...stay, unitTypeId }, businessDate)
    const quote = quotes.find((each) => each.id === rateStrategyId)
    if (!quote) continue
    const { code, name, mealPlan: meal_plan, currency, nights, policyId } = quote
    const policy = policyId ? await readPolicy(db, propertyId, policyId) : null
    const terms = { code, name, meal_plan, policy }
    priced.push({ quoteId: preparation.newId(), unitTypeId, rateStrategyId, currency, nights, terms })
  }
  return {
    ...stay,
    guest,
    profileId: guest.kind === 'existing' ? guest.profileId : preparation.newId(),
    guestName: await guestNameOf(db, propertyId, guest),
    quoteNo: `Q${await preparation.nextNumber('quote')}`,
    offers: priced,
    asked: offers.length,
  }
}

async function giveQuote(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, businessDate } = context
  const { arrival, departure, validUntil, profileId } = args
  const refusal = refuseStay(args, context) ?? (await refuseGuest(db, propertyId, args))
  if (refusal) return { refused: refusal }
  if (validUntil < businessDate) return no('hold_in_past', { holdUntil: validUntil, businessDate })
  if (args.offers.length < args.asked) return no('no_rate', { arrival, departure })
  for (const { unitTypeId } of args.offers) {
    const type = await lockType(db, propertyId, unitTypeId)
    if (!type) return no('type_not_found')
    const guests = args.adults + args.children
    if (guests > type.maxOccupancy)
      return no('too_many_guests', { unitType: type.name, guests, max: type.maxOccupancy })
  }
  await writeGuest(db, args, context)
  for (const [index, given] of args.offers.entries()) {
    await db.execute(
      `INSERT INTO reservation.quotes (id, property_id, quote_no, offer_no, profile_id, status, valid_until, arrival, departure,
         adults, children, unit_type_id, rate_strategy_id, lines, terms, currency, notes)
       VALUES ($1, $2, $3, $4, $5, 'sent', $6::date, $7::date, $8::date, $9, $10, $11, $12, $13::jsonb, $14::jsonb, $15, $16)`,
      [
        given.quoteId,
        propertyId,
        args.quoteNo,
        index + 1,
        profileId,
        validUntil,
        arrival,
        departure,
        args.adults,
        args.children,
        given.unitTypeId,
        given.rateStrategyId,
        JSON.stringify(given.nights.map((night) => ({ ...night, tax: '0' }))),
        JSON.stringify(given.terms),
        given.currency,
        args.notes,
      ],
    )
  }
  return applied
}
