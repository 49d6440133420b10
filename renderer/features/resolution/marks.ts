import { CircleX, Shuffle } from 'lucide-react'
import type { ResolutionRow } from '../../../shared/domains/resolution/rows.ts'
import type { Mark } from '../../ui/Chip.tsx'

export function outcomeMark(outcome: ResolutionRow['outcome']): Mark {
  return outcome === 'refused'
    ? { tone: 'red', word: 'Not done', icon: CircleX }
    : { tone: 'orange', word: 'Changed by the centre', icon: Shuffle }
}
