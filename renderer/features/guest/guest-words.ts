import {
  type ConsentKind,
  type LoyaltyTier,
  type PreferenceKey,
  preferenceKeys,
} from '../../../shared/domains/guest/consent-inputs.ts'
import { t } from '../../../shared/language/t.ts'

export function vipWord(level: string): string {
  switch (level) {
    case 'none':
      return t('None')
    case 'bronze':
      return t('Bronze')
    case 'silver':
      return t('Silver')
    case 'gold':
      return t('Gold')
    case 'platinum':
      return t('Platinum')
    default:
      return level
  }
}

export function preferenceWord(key: PreferenceKey): string {
  switch (key) {
    case 'pillow':
      return t('Pillow')
    case 'floor':
      return t('Floor')
    case 'quiet':
      return t('Quiet unit')
    case 'bed':
      return t('Bed')
    case 'view':
      return t('View')
    case 'diet':
      return t('Diet')
    case 'newspaper':
      return t('Newspaper')
    case 'other':
      return t('Anything else')
  }
}

export function consentLabel(kind: ConsentKind): string {
  switch (kind) {
    case 'marketing':
      return t('Offers and news by e-mail')
    case 'profiling':
      return t('Use of past stays to prepare the next')
    case 'sharing':
      return t('Sharing with other houses of the group')
  }
}

export function tierWord(tier: LoyaltyTier): string {
  return tier === 'member' ? t('Member') : vipWord(tier)
}

/** A field of a guest's record as an edit, a merge or a conflict names it. */
export function fieldLabel(field: string): string {
  const preference = preferenceKeys.find((key) => `preference.${key}` === field)
  if (preference) return preferenceWord(preference)
  switch (field) {
    case 'firstName':
      return t('First name')
    case 'lastName':
      return t('Last name')
    case 'email':
      return t('E-mail')
    case 'phone':
      return t('Phone')
    case 'nationality':
      return t('Nationality')
    case 'language':
      return t('Language')
    case 'vipLevel':
      return t('VIP level')
    case 'notes':
      return t('Notes')
    case 'noPost':
      return t('No posting to the room')
    default:
      return field
  }
}
