import type { RackStayRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import type { Calendar, DayNumber } from './calendar.ts'

/** What every line of the rack needs to draw itself. */
export interface Chart {
  readonly calendar: Calendar
  /** The days that are drawn. */
  readonly first: DayNumber
  readonly last: DayNumber
  /** What begins before it may begin left of what is in sight: its name has to follow the edge. */
  readonly edge: DayNumber
  readonly businessDate: string
  /** See `nowIn`. */
  readonly now: number
}

/** What is going on with bars, for the lines that hold them. */
export interface Handling {
  /** The day that the cursor is on, where it is on this line. */
  readonly cursorDay: DayNumber | null
  readonly selectedId: string | null
  /** Reservations that have been taken or put aside. */
  readonly away: ReadonlySet<string>
}

/** A taken bar as it would lie on a line, and whether it could. */
export interface Ghost {
  readonly bar: RackStayRow
  readonly from: string
  readonly to: string
  readonly verdict: 'free' | 'taken' | 'same'
  readonly words: string
}

/** Nights that are being drawn up for a new reservation. */
export interface Sketch {
  readonly unitId: string
  readonly from: DayNumber
  readonly to: DayNumber
}

export const daysOf = ({ first, last }: Pick<Chart, 'first' | 'last'>): DayNumber[] =>
  Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i)
