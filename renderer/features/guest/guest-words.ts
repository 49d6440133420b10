import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import { t } from '../../../shared/language/t.ts'

export function vipWord(level: ProfileRow['vipLevel']): string {
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
  }
}
