import { z } from 'zod'
import type { Certainty } from '../fields.ts'
import { uuid } from '../fields.ts'
import type { ConsentKind, LoyaltyTier, PreferenceKey } from './consent-inputs.ts'
import type { Consent } from './consents.ts'
import type { DocumentType } from './identity-inputs.ts'
import type { vipLevels } from './inputs.ts'

export const profileArgs = z.strictObject({ profileId: uuid })

export interface AlternativeRow {
  field: string
  value: string | boolean | null
  at: string | null
  command: string | null
}
export interface ProfileStayRow {
  reservationId: string
  arrival: string
  departure: string
  unitNumber: string | null
  status: string
  confirmationNo: string
}
export interface ProfileRow {
  profileId: string
  firstName: string
  lastName: string
  fullName: string
  email: string | null
  phone: string | null
  nationality: string | null
  language: string | null
  vipLevel: (typeof vipLevels)[number]
  notes: string
  noPost: boolean
  erased: boolean
  mergedIntoId: string | null
  mergedIntoName: string | null
  preferences: Partial<Record<PreferenceKey, string>>
  consents: Partial<Record<ConsentKind, Consent>>
  memberships: MembershipRow[]
  /** Values that lost against a newer edit of the same field. */
  alternatives: AlternativeRow[]
  /** Newest first. */
  stays: ProfileStayRow[]
  certainty: Certainty
}

/** What is shown of a guest's identity while it is masked, and who has uncovered it. */
export interface IdentityRow {
  profileId: string
  guestName: string
  erased: boolean
  document: {
    type: DocumentType
    country: string | null
    expiresOn: string | null
    /** Last characters of the number, where it is long enough. */
    tail: string | null
    capturedAt: string | null
  } | null
  hasDateOfBirth: boolean
  /** Newest first. */
  reveals: { revealId: string; at: string; by: string; terminal: string; reason: string }[]
}

/** Empty text: who is in house or due in today. */
export const guestListArgs = z.strictObject({ text: z.string().max(200) })

/** One guest of the list, best hit first. */
export interface GuestRow {
  profileId: string
  guestName: string
  email: string | null
  phone: string | null
  nationality: string | null
  vipLevel: (typeof vipLevels)[number]
  /** Of the unit that they are in now. */
  unitNumber: string | null
  /** Soonest of what is to come; null where nothing is. */
  nextArrival: string | null
  /** Latest departure of what was. */
  lastDeparture: string | null
  /** How often they have stayed, as far as this desk holds it. */
  stays: number
  certainty: Certainty
}

/** Null: of everybody who is in house or comes within a week. */
export const duplicatesArgs = z.strictObject({ profileId: uuid.nullable() })

/** Two records that are perhaps one guest, the older one first. */
export interface DuplicateRow {
  profileId: string
  guestName: string
  otherId: string
  otherName: string
  sameEmail: boolean
  samePhone: boolean
  sameName: boolean
}

export interface MembershipRow {
  membershipId: string
  program: string
  number: string
  tier: LoyaltyTier
  points: number
  joinedOn: string
}
