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
import type { Mark } from '../../ui/Chip.tsx'

interface Dated {
  readonly status: ReservationStatus
  readonly arrival: string
  readonly departure: string
}

const LASTING: Readonly<Record<Exclude<ReservationStatus, 'confirmed' | 'checked_in'>, Mark>> = {
  inquiry: { tone: 'dotted', word: 'Inquiry', icon: CircleDashed },
  tentative: { tone: 'dotted', word: 'Tentative', icon: CircleDashed },
  waitlisted: { tone: 'dotted', word: 'Waitlist', icon: Hourglass },
  checked_out: { tone: 'grey', word: 'Departed', icon: CircleCheckBig },
  cancelled: { tone: 'grey', word: 'Cancelled', icon: Ban },
  no_show: { tone: 'grey', word: 'No-show', icon: UserX },
  expired: { tone: 'grey', word: 'Expired', icon: TimerOff },
  walked: { tone: 'grey', word: 'Walked', icon: Footprints },
}

/** How a reservation stands on the business date: due in, due out and in house are derived. */
export function statusMark({ status, arrival, departure }: Dated, businessDate: string): Mark {
  if (status === 'confirmed') {
    if (arrival < businessDate) return { tone: 'orange', word: 'Overdue', icon: AlarmClock }
    if (arrival === businessDate) return { tone: 'blue', word: 'Due in', icon: LogIn }
    return { tone: 'grey', word: 'Confirmed', icon: CalendarCheck }
  }
  if (status === 'checked_in') {
    if (departure < businessDate) return { tone: 'orange', word: 'Overstay', icon: AlarmClock }
    if (departure === businessDate) return { tone: 'blue', word: 'Due out', icon: LogOut }
    return { tone: 'dark', word: 'In house', icon: BedDouble }
  }
  return LASTING[status]
}

export const CERTAINTY: Readonly<Record<Exclude<Certainty, 'synced'>, Mark>> = {
  queued: { tone: 'dotted', word: 'Queued', icon: CloudUpload },
  review: { tone: 'orange', word: 'Review', icon: TriangleAlert },
}

export const CERTAINTY_TITLE: Readonly<Record<Certainty, string>> = {
  synced: 'The centre has this',
  queued: 'Saved on this desk; the centre has not confirmed it yet',
  review: 'A person must look at this: see the Resolution Centre',
}

const WORDS: Readonly<Record<string, string>> = {
  none: 'Not guaranteed',
  front_office: 'Front office',
  housekeeping: 'Housekeeping',
  maintenance: 'Maintenance',
  food_beverage: 'Food and beverage',
  kitchen: 'Kitchen',
  security: 'Security',
  management: 'Management',
  confirmed: 'Confirmed',
  tentative: 'Option',
  inquiry: 'Inquiry',
  waitlisted: 'Waitlist',
  card: 'Card',
  deposit: 'Deposit',
  company: 'Company',
  channel: 'Channel',
  desk: 'Front desk',
  phone: 'Phone',
  email: 'E-mail',
  walk_in: 'Walk-in',
  web: 'Website',
  corporate: 'Corporate',
  group: 'Group',
  room_only: 'Room only',
  bed_breakfast: 'Bed & breakfast',
  half_board: 'Half board',
  full_board: 'Full board',
  all_inclusive: 'All inclusive',
}

/** A stored code in the desk's words. */
export const wordFor = (code: string): string => WORDS[code] ?? code.replaceAll('_', ' ')
