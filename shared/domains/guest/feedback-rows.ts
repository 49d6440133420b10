import { z } from 'zod'
import type { Certainty } from '../fields.ts'
import { uuid } from '../fields.ts'
import type { FeedbackSource, FeedbackType, RatingCategory, Sentiment } from './feedback-inputs.ts'

/** Of one guest, or of everybody; those that wait for an answer only. */
export const feedbackArgs = z.strictObject({ profileId: uuid.nullable(), unanswered: z.boolean() })

export interface FeedbackRow {
  feedbackId: string
  profileId: string | null
  guestName: string | null
  unitNumber: string | null
  type: FeedbackType
  npsScore: number | null
  ratings: Partial<Record<RatingCategory, number>>
  comment: string
  sentiment: Sentiment | null
  source: FeedbackSource
  submittedAt: string
  response: string | null
  respondedAt: string | null
  certainty: Certainty
}

/** One month of the house's own calendar; the latest first. */
export interface NpsRow {
  month: string
  responses: number
  promoters: number
  passives: number
  detractors: number
  /** % promoters - % detractors, -100.00 to 100.00, as text. */
  nps: string
}

/** Mean of the stars of the last 90 days. */
export interface RatingRow {
  category: RatingCategory
  responses: number
  stars: string
}
