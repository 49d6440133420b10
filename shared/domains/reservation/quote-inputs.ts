import { z } from 'zod'
import { isoDate, note, reason, uuid } from '../fields.ts'
import { bookingSources, guaranteeTypes, guestChoice } from './inputs.ts'

export const MAX_OFFERS = 6

/** What may be had instead of each other, at the prices of now. */
export const giveQuoteInput = z.strictObject({
  guest: guestChoice,
  arrival: isoDate,
  departure: isoDate,
  adults: z.int().min(0).max(99),
  children: z.int().min(0).max(99),
  offers: z
    .array(z.strictObject({ unitTypeId: uuid, rateStrategyId: uuid }))
    .min(1)
    .max(MAX_OFFERS),
  /** The last day on which the prices stand. */
  validUntil: isoDate,
  notes: note,
})
export type GiveQuoteInput = z.input<typeof giveQuoteInput>

/** The guest takes this offer. */
export const convertQuoteInput = z.strictObject({
  quoteId: uuid,
  guarantee: z.enum(guaranteeTypes),
  source: z.enum(bookingSources),
})
export type ConvertQuoteInput = z.input<typeof convertQuoteInput>

const quoteNo = z.string().trim().min(1).max(40)

/** `validUntil`: the last day on which the prices stand now. */
export const extendQuoteInput = z.strictObject({ quoteNo, validUntil: isoDate })
export type ExtendQuoteInput = z.input<typeof extendQuoteInput>

export const declineQuoteInput = z.strictObject({ quoteNo, reason })
export type DeclineQuoteInput = z.input<typeof declineQuoteInput>

export const lapseQuoteInput = z.strictObject({ quoteNo })
export type LapseQuoteInput = z.input<typeof lapseQuoteInput>
