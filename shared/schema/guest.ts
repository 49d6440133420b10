// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Decimal } from '../kernel/money.ts'
import type { Amount, CountryCode, CurrencyCode, EmailAddress, LanguageCode, PhoneNumber } from './shared.ts'
import type { Audited, Instant, NewRow } from './values.ts'

/** guest.document_type */
export const documentTypes = ['passport', 'id_card', 'driving_licence', 'residence_permit', 'other'] as const
export type DocumentType = (typeof documentTypes)[number]

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
export interface FeedbackRow extends Audited {
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
}
export type NewFeedbackRow = NewRow<FeedbackRow, 'hot' | 'category_ratings' | 'comment'>

/** guest.identity_reveals: Who has uncovered the identity of a guest, when and why. */
export interface IdentityRevealsRow {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly profile_id: Uuid
  readonly reason: string
  readonly revealed_at: Instant
  readonly terminal_id: Uuid
  readonly created_at: Instant
  readonly created_by: Uuid
  readonly version: number
}
export type NewIdentityRevealsRow = NewRow<IdentityRevealsRow, 'hot' | 'reason' | 'revealed_at'>

/** guest.loyalty_memberships: Memberships of guests in programmes, with tier and points. */
export interface LoyaltyMembershipsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly profile_id: Uuid
  readonly program: string
  readonly number: string
  readonly tier: LoyaltyTier
  readonly points: number
  readonly joined_on: IsoDate
}
export type NewLoyaltyMembershipsRow = NewRow<LoyaltyMembershipsRow, 'tier' | 'points'>

/** guest.profiles: Guests of one house; what identifies a person is encrypted. */
export interface ProfilesRow extends Audited {
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
  readonly document_type: DocumentType | null
  readonly document_country: CountryCode | null
  readonly document_expires_on: IsoDate | null
  readonly document_tail: string | null
  readonly document_captured_at: Instant | null
  readonly told_apart: readonly Uuid[]
}
export type NewProfilesRow = NewRow<
  ProfilesRow,
  | 'hot'
  | 'first_name'
  | 'vip_level'
  | 'preferences'
  | 'consents'
  | 'alternatives'
  | 'field_clocks'
  | 'notes'
  | 'no_post'
  | 'told_apart',
  'full_name'
>

/** guest.stays: The fact that a guest is, or was, in a unit. */
export interface StaysRow extends Audited {
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
  readonly keys_given: number | null
}
export type NewStaysRow = NewRow<StaysRow, 'hot' | 'status' | 'revenue'>

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
