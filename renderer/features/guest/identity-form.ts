import {
  type CaptureIdentityInput,
  captureIdentityInput,
  type DocumentType,
} from '../../../shared/domains/guest/identity-inputs.ts'
import type { IdentityRow } from '../../../shared/domains/guest/rows.ts'
import { t } from '../../../shared/language/t.ts'

/** What stands in the fields: text, empty where nothing was entered. */
export interface IdentityForm {
  readonly type: DocumentType
  readonly number: string
  readonly country: string
  readonly expiresOn: string
  readonly dateOfBirth: string
}

/** `country`: the guest's nationality, most often the document's too. */
export const emptyIdentity = (country: string | null = null): IdentityForm => ({
  type: 'passport',
  number: '',
  country: country ?? '',
  expiresOn: '',
  dateOfBirth: '',
})

/** Nothing was entered that is worth keeping. */
export const isEmptyIdentity = ({ number, dateOfBirth }: IdentityForm): boolean =>
  number.trim() === '' && dateOfBirth === ''

export function identityInputOf(profileId: string, form: IdentityForm): CaptureIdentityInput {
  const { type, number, country, expiresOn, dateOfBirth } = form
  return {
    profileId,
    ...(number.trim() !== '' && {
      document: {
        type,
        number,
        country: country.trim() === '' ? null : country.trim().toUpperCase(),
        expiresOn: expiresOn || null,
      },
    }),
    ...(dateOfBirth !== '' && { dateOfBirth }),
  }
}

export type IdentityErrors = Partial<Record<keyof IdentityForm, string>>

/** By field; empty where it can be kept, or nothing was entered. */
export function identityErrors(profileId: string, form: IdentityForm, businessDate: string): IdentityErrors {
  if (isEmptyIdentity(form)) return {}
  const errors: IdentityErrors = {}
  if (form.dateOfBirth > businessDate) errors.dateOfBirth = t('This day is still to come.')
  const parsed = captureIdentityInput.safeParse(identityInputOf(profileId, form))
  for (const { path } of parsed.error?.issues ?? []) {
    if (path.includes('number')) errors.number = t('As it stands on the document: letters and digits, 3 to 40.')
    if (path.includes('country')) errors.country = t('Two letters, like PT or DE.')
    if (path.includes('expiresOn')) errors.expiresOn = t('This is no date.')
    if (path.includes('dateOfBirth')) errors.dateOfBirth = t('This is no date.')
  }
  return errors
}

/** A document that is no longer valid on this day. */
export const isExpired = (document: Pick<NonNullable<IdentityRow['document']>, 'expiresOn'>, businessDate: string) =>
  document.expiresOn !== null && document.expiresOn < businessDate

export function documentWord(type: DocumentType): string {
  switch (type) {
    case 'passport':
      return t('Passport')
    case 'id_card':
      return t('Identity card')
    case 'driving_licence':
      return t('Driving licence')
    case 'residence_permit':
      return t('Residence permit')
    case 'other':
      return t('Other document')
  }
}
