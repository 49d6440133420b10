import { Ban, CalendarCheck, CircleCheckBig, CircleX, Clock, Hourglass, PhoneOutgoing, TimerOff } from 'lucide-react'
import type { QuoteState } from '../../../../shared/domains/reservation/quote-rows.ts'
import type { WaitlistRow } from '../../../../shared/domains/reservation/waitlist-rows.ts'
import { t } from '../../../../shared/language/t.ts'
import type { Mark } from '../../../ui/Chip.tsx'

export function quoteMark(state: QuoteState): Mark {
  switch (state) {
    case 'open':
      return { tone: 'blue', word: () => t('Still open'), icon: Clock }
    case 'due':
      return { tone: 'orange', word: () => t('Due to lapse'), icon: TimerOff }
    case 'lapsed':
      return { tone: 'grey', word: () => t('Lapsed'), icon: TimerOff }
    case 'declined':
      return { tone: 'grey', word: () => t('Declined'), icon: Ban }
    case 'converted':
      return { tone: 'green', word: () => t('Taken up'), icon: CalendarCheck }
  }
}

export const waitingMark = (status: WaitlistRow['status']): Mark =>
  status === 'offered'
    ? { tone: 'blue', word: () => t('Offered'), icon: PhoneOutgoing }
    : { tone: 'dotted', word: () => t('Waiting'), icon: Hourglass }

/** Whether there is room now; nothing is said where it is not counted. */
export function roomMark(hasRoom: boolean | null): Mark | null {
  if (hasRoom === null) return null
  return hasRoom
    ? { tone: 'green', word: () => t('Room free'), icon: CircleCheckBig }
    : { tone: 'red', word: () => t('Sold out'), icon: CircleX }
}
