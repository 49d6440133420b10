import type { RackStayRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import { dayNumber, type DayNumber } from './calendar.ts'

/** Where the keyboard is: a line, and a night on it. On a bar it is on all of its nights. */
export interface Cursor {
  readonly row: string
  readonly day: DayNumber
}

/** A line that the cursor can stand on, in the order of the screen. */
export interface Stop {
  readonly row: string
  readonly bars: readonly RackStayRow[]
}

export type Arrow = 'left' | 'right' | 'up' | 'down'

export function barAt(bars: readonly RackStayRow[], day: DayNumber): RackStayRow | undefined {
  return bars.find((bar) => dayNumber(bar.from) <= day && day < Math.max(dayNumber(bar.to), dayNumber(bar.from) + 1))
}

/** From nowhere to the first line; over the sides of the calendar nowhere. */
export function step(stops: readonly Stop[], cursor: Cursor | null, arrow: Arrow, lines = 1): Cursor | null {
  const at = stops.findIndex(({ row }) => row === cursor?.row)
  const stop = stops[at]
  if (!cursor || !stop) return stops[0] ? { row: stops[0].row, day: cursor?.day ?? 0 } : null
  if (arrow === 'up' || arrow === 'down') {
    const next = stops[Math.max(0, Math.min(stops.length - 1, at + (arrow === 'down' ? lines : -lines)))]
    return next ? { row: next.row, day: cursor.day } : cursor
  }
  const bar = barAt(stop.bars, cursor.day)
  if (arrow === 'right') return { row: stop.row, day: bar ? dayNumber(bar.to) : cursor.day + 1 }
  return { row: stop.row, day: bar ? dayNumber(bar.from) - 1 : cursor.day - 1 }
}

/** The next bar on the line, over whatever is free before it. */
export function jump(stops: readonly Stop[], cursor: Cursor, arrow: 'left' | 'right'): Cursor {
  const bars = stops.find(({ row }) => row === cursor.row)?.bars ?? []
  const own = barAt(bars, cursor.day)
  const starts = bars.filter((bar) => bar !== own).map((bar) => dayNumber(bar.from))
  const next = arrow === 'right' ? starts.find((day) => day > cursor.day) : starts.findLast((day) => day < cursor.day)
  return next === undefined ? cursor : { row: cursor.row, day: next }
}
