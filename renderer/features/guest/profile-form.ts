import type { ProfileChanges } from '../../../shared/domains/guest/inputs.ts'
import { profileChanges } from '../../../shared/domains/guest/inputs.ts'
import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import { t } from '../../../shared/language/t.ts'

/** The form holds text; an empty field is null where the record allows it. */
export interface ProfileForm {
  firstName: string
  lastName: string
  email: string
  phone: string
  nationality: string
  language: string
  vipLevel: ProfileRow['vipLevel']
  notes: string
  noPost: boolean
}

export const formOf = (row: ProfileRow): ProfileForm => ({
  firstName: row.firstName,
  lastName: row.lastName,
  email: row.email ?? '',
  phone: row.phone ?? '',
  nationality: row.nationality ?? '',
  language: row.language ?? '',
  vipLevel: row.vipLevel,
  notes: row.notes,
  noPost: row.noPost,
})

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

function valuesOf(form: ProfileForm) {
  return {
    firstName: form.firstName.trim(),
    lastName: form.lastName.trim(),
    email: orNull(form.email),
    phone: orNull(form.phone),
    nationality: orNull(form.nationality.toUpperCase()),
    language: orNull(form.language),
    vipLevel: form.vipLevel,
    notes: form.notes,
    noPost: form.noPost,
  }
}

/** Only what differs, each field with the value that the person saw: that is what a merge by field needs. */
export function changesOf(row: ProfileRow, form: ProfileForm): ProfileChanges {
  const before = valuesOf(formOf(row))
  const after = valuesOf(form)
  const changed = (Object.keys(after) as (keyof typeof after)[])
    .filter((field) => before[field] !== after[field])
    .map((field) => [field, { from: before[field], to: after[field] }])
  return Object.fromEntries(changed)
}

const WORDS: Readonly<Record<string, () => string>> = {
  firstName: () => t('At most 80 letters.'),
  lastName: () => t('A last name is needed.'),
  email: () => t('This is no e-mail address.'),
  phone: () => t('Digits, spaces and + only, like +351 912 345 678.'),
  nationality: () => t('Two letters, like PT or DE.'),
  language: () => t('Like pt or en-GB.'),
  notes: () => t('At most 4,000 letters.'),
}

/** By field; empty where everything can be saved. */
export function errorsOf(changes: ProfileChanges): Partial<Record<keyof ProfileForm, string>> {
  const parsed = profileChanges.safeParse(changes)
  if (parsed.success) return {}
  const fields = parsed.error.issues.map((issue) => String(issue.path[0] ?? ''))
  return Object.fromEntries(fields.filter((field) => field in WORDS).map((field) => [field, WORDS[field]?.()]))
}
