import { addDays, asIsoDate, daysBetween, isoWeekday } from '../../../../shared/kernel/dates.ts'

/**
 * Days are counted from 1970-01-01, so that a place in time is a number: noon of a day is its number and a half. A night goes from noon to noon,
 * which is why bars begin and end in the middle of a column: who leaves and who comes on a day share it.
 */
export type DayNumber = number

const EPOCH = asIsoDate('1970-01-01')

/** Each date is read once: a scroll asks for those of a few hundred days again and again. */
const numberByDate = new Map<string, DayNumber>()

export function dayNumber(date: string): DayNumber {
  const known = numberByDate.get(date)
  if (known !== undefined) return known
  const number = daysBetween(EPOCH, asIsoDate(date))
  numberByDate.set(date, number)
  return number
}
export const dateOf = (day: DayNumber): string => addDays(EPOCH, day)
export const isWeekend = (day: DayNumber): boolean => isoWeekday(asIsoDate(dateOf(day))) >= 6

export const ZOOMS = [7, 14, 30, 60] as const
/** How many days are shown side by side. */
export type Zoom = (typeof ZOOMS)[number]

/** One step nearer (more days: false) or further. */
export function nextZoom(zoom: Zoom, moreDays: boolean): Zoom {
  const at = ZOOMS.indexOf(zoom) + (moreDays ? 1 : -1)
  return ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at))] ?? zoom
}

/** Every day that one can scroll to, and how wide each is. */
export interface Calendar {
  readonly first: DayNumber
  readonly days: number
  readonly dayPx: number
}

const BEHIND = 31
const AHEAD = 366
const LEAST_DAY_PX = 17

/** A year ahead of the anchor and a month behind it: jumping further moves the anchor. */
export function calendarOf(anchor: DayNumber, zoom: Zoom, roomPx: number): Calendar {
  const dayPx = Math.max(LEAST_DAY_PX, Math.floor(roomPx / zoom))
  return { first: anchor - BEHIND, days: BEHIND + AHEAD, dayPx }
}

export const holds = ({ first, days }: Calendar, day: DayNumber): boolean => day >= first && day < first + days

export const pxOf = ({ first, dayPx }: Calendar, time: number): number => (time - first) * dayPx
export const timeAt = ({ first, dayPx }: Calendar, px: number): number => first + px / dayPx

/**
 * Now, as a place in the business day: its beginning before it, its end after it. The day ends when it is closed, not at midnight.
 */
export function nowIn(businessDate: string, now: Date): number {
  const today = dayNumber(businessDate)
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  const calendarDay = dayNumber(localDate(now))
  if (calendarDay !== today) return calendarDay < today ? today : today + 1
  return today + (now.getTime() - midnight.getTime()) / 86_400_000
}

const localDate = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')

/** From `first` up to but without `last`. */
export interface Range {
  readonly first: number
  readonly last: number
}

/**
 * What of `count` equal items is to be drawn: what is in view and some beside it, in steps, so that scrolling by a pixel changes nothing and
 * by a step changes a step.
 */
export function rangeInView(
  view: { offset: number; size: number },
  itemPx: number,
  count: number,
  step: number,
): Range {
  const first = Math.floor(view.offset / itemPx / step) * step - step
  const last = Math.ceil((view.offset + view.size) / itemPx / step) * step + step
  return { first: Math.max(0, first), last: Math.max(0, Math.min(count, last)) }
}

/** How many columns are drawn beside those in view. */
export const columnStep = (zoom: Zoom): number => ({ 7: 2, 14: 3, 30: 5, 60: 8 })[zoom]

const WINDOW_STEP = 7

/** The days that the core is asked about for those that are drawn: moved by weeks, so that scrolling opens few questions. */
export function windowFor({ first }: Calendar, drawn: Range): { from: string; to: string } {
  const from = Math.floor((first + drawn.first) / WINDOW_STEP) * WINDOW_STEP
  const to = Math.ceil((first + drawn.last) / WINDOW_STEP) * WINDOW_STEP
  return { from: dateOf(from), to: dateOf(Math.max(to, from + WINDOW_STEP)) }
}
