import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import type { ProfileChanges } from '../../../shared/domains/guest/inputs.ts'

/** What two records can differ in, in the order of the form. */
export const mergeFields = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'nationality',
  'language',
  'vipLevel',
  'notes',
] as const
export type MergeField = (typeof mergeFields)[number]
export type Side = 'kept' | 'other'

const isEmpty = (value: string | null) => value === null || value === '' || value === 'none'

export const differs = (kept: ProfileRow, other: ProfileRow, field: MergeField): boolean =>
  (kept[field] ?? '') !== (other[field] ?? '')

/** What stands unless a person says otherwise: of the record that is kept, unless it has nothing to say. */
export const suggestedSide = (kept: ProfileRow, other: ProfileRow, field: MergeField): Side =>
  isEmpty(kept[field]) && !isEmpty(other[field]) ? 'other' : 'kept'

/** The record with more stays is kept, else the older one. */
export const suggestedSurvivor = (one: ProfileRow, two: ProfileRow): ProfileRow =>
  two.stays.length > one.stays.length ? two : one

/** What of the kept record changes; undefined where nothing does. */
export function mergeChanges(
  kept: ProfileRow,
  other: ProfileRow,
  sides: Readonly<Partial<Record<MergeField, Side>>>,
): ProfileChanges | undefined {
  const changes = mergeFields
    .filter((field) => differs(kept, other, field))
    .filter((field) => (sides[field] ?? suggestedSide(kept, other, field)) === 'other')
    .map((field) => [field, { from: kept[field], to: other[field] }])
  return changes.length === 0 ? undefined : Object.fromEntries(changes)
}
