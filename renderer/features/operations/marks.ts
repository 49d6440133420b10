import { ArrowUp, Ban, CircleCheckBig, CircleDashed, CirclePause, CirclePlay, Flame, UserCheck } from 'lucide-react'
import type { Mark } from '../../ui/Chip.tsx'

export const TASK_TYPE: Readonly<Record<string, string>> = {
  departure: 'Departure clean',
  stayover: 'Stayover clean',
  touch_up: 'Touch-up',
  deep: 'Deep clean',
  turndown: 'Turndown',
  linen_change: 'Linen change',
}

const TASK_STATUS: Readonly<Record<string, Mark>> = {
  pending: { tone: 'grey', word: 'To do', icon: CircleDashed },
  assigned: { tone: 'blue', word: 'Assigned', icon: UserCheck },
  in_progress: { tone: 'orange', word: 'In progress', icon: CirclePlay },
  paused: { tone: 'grey', word: 'Paused', icon: CirclePause },
  completed: { tone: 'green', word: 'Completed', icon: CircleCheckBig },
  inspected_pass: { tone: 'green', word: 'Passed', icon: CircleCheckBig },
  inspected_fail: { tone: 'red', word: 'Failed', icon: Ban },
}

export const taskMark = (status: string): Mark =>
  TASK_STATUS[status] ?? { tone: 'grey', word: status.replaceAll('_', ' '), icon: CircleDashed }

/** Only what is above normal is marked. */
export function priorityMark(priority: string): Mark | null {
  if (priority === 'urgent') return { tone: 'orange', word: 'Urgent', icon: Flame }
  if (priority === 'high') return { tone: 'orange', word: 'High', icon: ArrowUp }
  return null
}
