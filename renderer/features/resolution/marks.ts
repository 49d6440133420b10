import { CircleX, Shuffle, Siren } from 'lucide-react'
import type { ResolutionRow } from '../../../shared/domains/resolution/rows.ts'
import { t } from '../../../shared/language/t.ts'
import type { Mark } from '../../ui/Chip.tsx'

export function outcomeMark(outcome: ResolutionRow['outcome']): Mark {
  return outcome === 'refused'
    ? { tone: 'red', word: () => t('Not done'), icon: CircleX }
    : { tone: 'orange', word: () => t('Changed by the centre'), icon: Shuffle }
}

export const ACT_NOW: Mark = { tone: 'red', word: () => t('Act now'), icon: Siren }
