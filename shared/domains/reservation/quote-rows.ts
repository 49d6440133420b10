import { z } from 'zod'
import type { Decimal } from '../../kernel/money.ts'
import type { QuoteStatus } from '../../schema/reservation.ts'
import type { Certainty } from '../fields.ts'
import { noArgs } from '../fields.ts'

export const quoteListArgs = noArgs

/** `due`: its last day is over, and the centre has not let it lapse yet. */
export type QuoteState = 'open' | 'due' | 'lapsed' | 'declined' | 'converted'

export interface OfferRow {
  quoteId: string
  offerNo: number
  status: QuoteStatus
  unitTypeName: string
  rateName: string
  mealPlan: string
  policyName: string
  total: Decimal
  nights: { night: string; rate: Decimal }[]
  /** Whether the type has room on all the nights; null where that is too far ahead to be counted here, or is over. */
  hasRoom: boolean | null
}

/** What was offered to a guest under one number. */
export interface GivenQuoteRow {
  quoteNo: string
  state: QuoteState
  profileId: string
  guestName: string
  email: string | null
  arrival: string
  departure: string
  adults: number
  children: number
  validUntil: string
  givenAt: string
  currency: string
  notes: string
  offers: OfferRow[]
  /** What became of it. */
  reservationId: string | null
  confirmationNo: string | null
  certainty: Certainty
}

/** The price of an offer, night by night, as it was frozen. */
export const offeredNights = z.array(z.object({ night: z.string(), rate: z.string() }))
