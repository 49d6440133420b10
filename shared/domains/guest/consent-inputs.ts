import { z } from 'zod'
import { uuid } from '../fields.ts'

/** What a guest may agree to, each by itself. */
export const consentKinds = ['marketing', 'profiling', 'sharing'] as const
export type ConsentKind = (typeof consentKinds)[number]

export const setConsentInput = z.strictObject({ profileId: uuid, kind: z.enum(consentKinds), granted: z.boolean() })
export type SetConsentInput = z.input<typeof setConsentInput>

/** What a house does for a guest without being asked again. */
export const preferenceKeys = ['pillow', 'floor', 'quiet', 'bed', 'view', 'diet', 'newspaper', 'other'] as const
export type PreferenceKey = (typeof preferenceKeys)[number]

const wish = z.string().trim().min(1).max(200).nullable()
const preferenceChange = z.strictObject({ from: wish, to: wish })
const preferenceChanges = z
  .strictObject(
    Object.fromEntries(preferenceKeys.map((key) => [key, preferenceChange.optional()])) as Record<
      PreferenceKey,
      z.ZodOptional<typeof preferenceChange>
    >,
  )
  .refine((changes) => Object.values(changes).some(Boolean), 'nothing was changed')

export const setPreferencesInput = z.strictObject({ profileId: uuid, changes: preferenceChanges })
export type SetPreferencesInput = z.input<typeof setPreferencesInput>

export const loyaltyTiers = ['member', 'silver', 'gold', 'platinum'] as const
export type LoyaltyTier = (typeof loyaltyTiers)[number]

export const keepMembershipInput = z.strictObject({
  profileId: uuid,
  program: z.string().trim().min(1).max(60),
  number: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9 -]{0,29}$/),
  tier: z.enum(loyaltyTiers),
})
export type KeepMembershipInput = z.input<typeof keepMembershipInput>

export const endMembershipInput = z.strictObject({ profileId: uuid, membershipId: uuid })
export type EndMembershipInput = z.input<typeof endMembershipInput>
