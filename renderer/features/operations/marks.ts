import { ArrowUp, Ban, CircleCheckBig, CircleDashed, CirclePause, CirclePlay, Flame, UserCheck } from 'lucide-react'
import { t } from '../../../shared/language/t.ts'
import type { Mark } from '../../ui/Chip.tsx'

const TASK_TYPE: Readonly<Record<string, () => string>> = {
  departure: () => t('Departure clean'),
  stayover: () => t('Stayover clean'),
  touch_up: () => t('Touch-up'),
  deep: () => t('Deep clean'),
  turndown: () => t('Turndown'),
  linen_change: () => t('Linen change'),
}

export const taskTypeWord = (type: string): string => TASK_TYPE[type]?.() ?? type.replaceAll('_', ' ')

const TASK_STATUS: Readonly<Record<string, Mark>> = {
  pending: { tone: 'grey', word: () => t('To do'), icon: CircleDashed },
  assigned: { tone: 'blue', word: () => t('Assigned'), icon: UserCheck },
  in_progress: { tone: 'orange', word: () => t('In progress'), icon: CirclePlay },
  paused: { tone: 'grey', word: () => t('Paused'), icon: CirclePause },
  completed: { tone: 'green', word: () => t('Completed'), icon: CircleCheckBig },
  inspected_pass: { tone: 'green', word: () => t('Passed'), icon: CircleCheckBig },
  inspected_fail: { tone: 'red', word: () => t('Failed'), icon: Ban },
}

export const taskMark = (status: string): Mark =>
  TASK_STATUS[status] ?? { tone: 'grey', word: () => status.replaceAll('_', ' '), icon: CircleDashed }

/** Only what is above normal is marked. */
export function priorityMark(priority: string): Mark | null {
  if (priority === 'urgent') return { tone: 'orange', word: () => t('Urgent'), icon: Flame }
  if (priority === 'high') return { tone: 'orange', word: () => t('High'), icon: ArrowUp }
  return null
}
