import {
  AlarmClock,
  Ban,
  BedDouble,
  CalendarCheck,
  CircleCheckBig,
  CircleDashed,
  CloudUpload,
  Footprints,
  Hourglass,
  LogIn,
  LogOut,
  TimerOff,
  TriangleAlert,
  UserX,
} from 'lucide-react'
import type { Certainty } from '../../../shared/domains/fields.ts'
import type { ReservationStatus } from '../../../shared/domains/reservation/status.ts'
import { t } from '../../../shared/language/t.ts'
import type { Mark } from '../../ui/Chip.tsx'

interface Dated {
  readonly status: ReservationStatus
  readonly arrival: string
  readonly departure: string
}

const LASTING: Readonly<Record<Exclude<ReservationStatus, 'confirmed' | 'checked_in'>, Mark>> = {
  inquiry: { tone: 'dotted', word: () => t('Inquiry'), icon: CircleDashed },
  tentative: { tone: 'dotted', word: () => t('Tentative'), icon: CircleDashed },
  waitlisted: { tone: 'dotted', word: () => t('Waitlist'), icon: Hourglass },
  checked_out: { tone: 'grey', word: () => t('Departed'), icon: CircleCheckBig },
  cancelled: { tone: 'grey', word: () => t('Cancelled'), icon: Ban },
  no_show: { tone: 'grey', word: () => t('No-show'), icon: UserX },
  expired: { tone: 'grey', word: () => t('Expired'), icon: TimerOff },
  walked: { tone: 'grey', word: () => t('Walked'), icon: Footprints },
}

/** How a reservation stands on the business date: due in, due out and in house are derived. */
export function statusMark({ status, arrival, departure }: Dated, businessDate: string): Mark {
  if (status === 'confirmed') {
    if (arrival < businessDate) return { tone: 'orange', word: () => t('Overdue'), icon: AlarmClock }
    if (arrival === businessDate) return { tone: 'blue', word: () => t('Due in'), icon: LogIn }
    return { tone: 'grey', word: () => t('Confirmed'), icon: CalendarCheck }
  }
  if (status === 'checked_in') {
    if (departure < businessDate) return { tone: 'orange', word: () => t('Overstay'), icon: AlarmClock }
    if (departure === businessDate) return { tone: 'blue', word: () => t('Due out'), icon: LogOut }
    return { tone: 'dark', word: () => t('In house'), icon: BedDouble }
  }
  return LASTING[status]
}

export const CERTAINTY: Readonly<Record<Exclude<Certainty, 'synced'>, Mark>> = {
  queued: { tone: 'dotted', word: () => t('Queued'), icon: CloudUpload },
  review: { tone: 'orange', word: () => t('Review'), icon: TriangleAlert },
}

export const CERTAINTY_TITLE: Readonly<Record<Certainty, () => string>> = {
  synced: () => t('The centre has this'),
  queued: () => t('Saved on this desk; the centre has not confirmed it yet'),
  review: () => t('A person must look at this: see the Resolution Centre'),
}

const WORDS: Readonly<Record<string, () => string>> = {
  none: () => t('Not guaranteed'),
  front_office: () => t('Front office'),
  housekeeping: () => t('Housekeeping'),
  maintenance: () => t('Maintenance'),
  food_beverage: () => t('Food and beverage'),
  kitchen: () => t('Kitchen'),
  security: () => t('Security'),
  management: () => t('Management'),
  confirmed: () => t('Confirmed'),
  tentative: () => t('Option'),
  inquiry: () => t('Inquiry'),
  waitlisted: () => t('Waitlist'),
  card: () => t('Card'),
  deposit: () => t('Deposit'),
  company: () => t('Company'),
  channel: () => t('Channel'),
  desk: () => t('Front desk'),
  phone: () => t('Phone'),
  email: () => t('E-mail'),
  walk_in: () => t('Walk-in'),
  web: () => t('Website'),
  corporate: () => t('Corporate'),
  group: () => t('Group'),
  room_only: () => t('Room only'),
  bed_breakfast: () => t('Bed & breakfast'),
  half_board: () => t('Half board'),
  full_board: () => t('Full board'),
  all_inclusive: () => t('All inclusive'),
}

/** A stored code in the desk's words. */
export const wordFor = (code: string): string => WORDS[code]?.() ?? code.replaceAll('_', ' ')

/** 'now in 104' */
export const nowIn = ({ unitNumber }: { readonly unitNumber: string | null }): string =>
  unitNumber === null ? t('no unit yet') : t('now in {unitNumber}', { unitNumber })
