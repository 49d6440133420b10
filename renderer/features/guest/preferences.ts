import {
  type PreferenceKey,
  preferenceKeys,
  type SetPreferencesInput,
} from '../../../shared/domains/guest/consent-inputs.ts'

type Wishes = Partial<Record<PreferenceKey, string>>

/** Only what differs, each with the wish that the person saw; an empty one is taken back. */
export function preferenceChanges(before: Wishes, after: Wishes): SetPreferencesInput['changes'] {
  const orNull = (wish: string | undefined) => wish?.trim() || null
  return Object.fromEntries(
    preferenceKeys
      .map((key) => [key, { from: orNull(before[key]), to: orNull(after[key]) }] as const)
      .filter(([, { from, to }]) => from !== to),
  )
}
