// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Decimal } from '../kernel/money.ts'
import type { Amount, CountryCode, CurrencyCode, EmailAddress, LanguageCode, PhoneNumber } from './shared.ts'
import type { Instant, NewRow } from './values.ts'

/** guest.feedback_source */
export const feedbackSources = ['desk', 'email', 'web', 'channel', 'phone'] as const
export type FeedbackSource = (typeof feedbackSources)[number]

/** guest.feedback_type */
export const feedbackTypes = ['NPS', 'SURVEY', 'REVIEW', 'COMPLAINT', 'COMPLIMENT'] as const
export type FeedbackType = (typeof feedbackTypes)[number]

/** guest.loyalty_tier */
export const loyaltyTiers = ['member', 'silver', 'gold', 'platinum'] as const
export type LoyaltyTier = (typeof loyaltyTiers)[number]

/** guest.sentiment */
export const sentiments = ['positive', 'neutral', 'negative', 'mixed'] as const
export type Sentiment = (typeof sentiments)[number]

/** guest.stay_status */
export const stayStatuses = ['in_house', 'departed', 'reversed'] as const
export type StayStatus = (typeof stayStatuses)[number]

/** guest.vip_level */
export const vipLevels = ['none', 'bronze', 'silver', 'gold', 'platinum'] as const
export type VipLevel = (typeof vipLevels)[number]

/** guest.feedback: What guests said: scores, comments, and the answer of the house. */
export interface FeedbackRow {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly stay_id: Uuid | null
  readonly profile_id: Uuid | null
  readonly feedback_type: FeedbackType
  readonly nps_score: number | null
  readonly category_ratings: unknown
  readonly comment: string
  readonly sentiment: Sentiment | null
  readonly source: FeedbackSource
  readonly submitted_at: Instant
  readonly response: string | null
  readonly responded_at: Instant | null
  readonly created_at: Instant
  readonly updated_at: Instant
  readonly created_by: Uuid
  readonly updated_by: Uuid
  readonly deleted_at: Instant | null
  readonly version: number
}
export type NewFeedbackRow = NewRow<
  FeedbackRow,
  | 'id'
  | 'hot'
  | 'stay_id'
  | 'profile_id'
  | 'nps_score'
  | 'category_ratings'
  | 'comment'
  | 'sentiment'
  | 'response'
  | 'responded_at'
  | 'created_at'
  | 'updated_at'
  | 'created_by'
  | 'updated_by'
  | 'deleted_at'
  | 'version'
>

/** guest.loyalty_memberships: Memberships of guests in programmes, with tier and points. */
export interface LoyaltyMembershipsRow {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly profile_id: Uuid
  readonly program: string
  readonly number: string
  readonly tier: LoyaltyTier
  readonly points: number
  readonly joined_on: IsoDate
  readonly created_at: Instant
  readonly updated_at: Instant
  readonly created_by: Uuid
  readonly updated_by: Uuid
  readonly deleted_at: Instant | null
  readonly version: number
}
export type NewLoyaltyMembershipsRow = NewRow<
  LoyaltyMembershipsRow,
  'id' | 'tier' | 'points' | 'created_at' | 'updated_at' | 'created_by' | 'updated_by' | 'deleted_at' | 'version'
>

/** guest.profiles: Guests of one house; what identifies a person is encrypted. */
export interface ProfilesRow {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly chain_guest_id: Uuid | null
  readonly first_name: string
  readonly last_name: string
  /** Generated. */
  readonly full_name: string | null
  readonly email: EmailAddress | null
  readonly phone: PhoneNumber | null
  readonly nationality: CountryCode | null
  readonly language: LanguageCode | null
  readonly dob_enc: string | null
  readonly document_enc: string | null
  readonly vip_level: VipLevel
  readonly preferences: unknown
  readonly consents: unknown
  readonly alternatives: unknown
  readonly field_clocks: unknown
  readonly notes: string
  readonly no_post: boolean
  readonly merged_into_id: Uuid | null
  readonly erased_at: Instant | null
  readonly created_at: Instant
  readonly updated_at: Instant
  readonly created_by: Uuid
  readonly updated_by: Uuid
  readonly deleted_at: Instant | null
  readonly version: number
}
export type NewProfilesRow = NewRow<
  ProfilesRow,
  | 'id'
  | 'hot'
  | 'chain_guest_id'
  | 'first_name'
  | 'email'
  | 'phone'
  | 'nationality'
  | 'language'
  | 'dob_enc'
  | 'document_enc'
  | 'vip_level'
  | 'preferences'
  | 'consents'
  | 'alternatives'
  | 'field_clocks'
  | 'notes'
  | 'no_post'
  | 'merged_into_id'
  | 'erased_at'
  | 'created_at'
  | 'updated_at'
  | 'created_by'
  | 'updated_by'
  | 'deleted_at'
  | 'version',
  'full_name'
>

/** guest.stays: The fact that a guest is, or was, in a unit. */
export interface StaysRow {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly profile_id: Uuid
  readonly reservation_id: Uuid
  readonly unit_id: Uuid
  readonly status: StayStatus
  readonly check_in_at: Instant
  readonly check_out_at: Instant | null
  readonly revenue: Amount
  readonly currency: CurrencyCode
  readonly created_at: Instant
  readonly updated_at: Instant
  readonly created_by: Uuid
  readonly updated_by: Uuid
  readonly deleted_at: Instant | null
  readonly version: number
}
export type NewStaysRow = NewRow<
  StaysRow,
  | 'id'
  | 'hot'
  | 'status'
  | 'check_out_at'
  | 'revenue'
  | 'created_at'
  | 'updated_at'
  | 'created_by'
  | 'updated_by'
  | 'deleted_at'
  | 'version'
>

/** guest.v_nps_metrics: The net promoter score per house and month. */
export interface VNpsMetricsRow {
  readonly property_id: Uuid | null
  readonly month: IsoDate | null
  readonly total_responses: number | null
  readonly promoters: number | null
  readonly passives: number | null
  readonly detractors: number | null
  readonly nps_score: Decimal | null
}
