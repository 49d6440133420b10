import { z } from 'zod'
import { note, uuid } from '../fields.ts'

export const feedbackTypes = ['NPS', 'SURVEY', 'REVIEW', 'COMPLAINT', 'COMPLIMENT'] as const
export const feedbackSources = ['desk', 'email', 'web', 'channel', 'phone'] as const
export const sentiments = ['positive', 'neutral', 'negative', 'mixed'] as const
export const ratingCategories = ['cleanliness', 'comfort', 'service', 'breakfast', 'location', 'value'] as const
export type FeedbackType = (typeof feedbackTypes)[number]
export type FeedbackSource = (typeof feedbackSources)[number]
export type Sentiment = (typeof sentiments)[number]
export type RatingCategory = (typeof ratingCategories)[number]

const stars = z.int().min(1).max(5).optional()

/** What a guest said: of a stay, of the house, or without a name. */
export const recordFeedbackInput = z
  .strictObject({
    stayId: uuid.nullable(),
    profileId: uuid.nullable(),
    type: z.enum(feedbackTypes),
    /** 0-10: how likely they are to recommend the house. */
    npsScore: z.int().min(0).max(10).nullable(),
    /** 1-5 stars. */
    ratings: z.strictObject(
      Object.fromEntries(ratingCategories.map((each) => [each, stars])) as Record<RatingCategory, typeof stars>,
    ),
    comment: note,
    sentiment: z.enum(sentiments).nullable(),
    source: z.enum(feedbackSources),
  })
  .refine(({ type, npsScore }) => type !== 'NPS' || npsScore !== null, 'a score is needed')
  .refine(
    ({ npsScore, ratings, comment }) => npsScore !== null || comment !== '' || Object.keys(ratings).length > 0,
    'nothing was said',
  )
export type RecordFeedbackInput = z.input<typeof recordFeedbackInput>

export const respondInput = z.strictObject({ feedbackId: uuid, response: z.string().trim().min(1).max(4000) })
export type RespondInput = z.input<typeof respondInput>

export const setSentimentInput = z.strictObject({ feedbackId: uuid, sentiment: z.enum(sentiments) })
export type SetSentimentInput = z.input<typeof setSentimentInput>

/** Bain's bands: 9-10 promote, 7-8 are passive, 0-6 detract. What a score alone tells of a mood. */
export const sentimentOfScore = (score: number): Sentiment =>
  score >= 9 ? 'positive' : score >= 7 ? 'neutral' : 'negative'
