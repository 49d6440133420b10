import { addDays, type IsoDate } from '../../shared/kernel/dates.ts'
import type { Random } from './random.ts'

const MINUTE_MS = 60_000

/** Turns days of a house into dates and instants: day 0 is the business date. Nothing that is said to have happened lies after `asOf`. */
export interface SeedClock {
  readonly today: IsoDate
  readonly asOf: string
  date(day: number): IsoDate
  /** A minute of that local day as an instant, '2026-11-23T15:20:00.000Z'; never later than `asOf`. */
  at(day: number, minute: number): string
  /** The same for what is only planned: it may lie ahead. */
  planned(day: number, minute: number): string
  /** Some minute of that day between two full hours, as `at`. */
  between(random: Random, day: number, fromHour: number, toHour: number): string
}

export function makeClock(today: IsoDate, asOf: Date, timeZone: string): SeedClock {
  const dates = new Map<number, IsoDate>()
  const midnights = new Map<number, number>()
  const offsetAt = offsetsOf(timeZone)
  const date = (day: number) => remembered(dates, day, () => addDays(today, day))
  /** By the offset of the day's noon: the hour in which clocks change is nobody's working hour here. */
  const midnight = (day: number) =>
    remembered(
      midnights,
      day,
      () => Date.parse(`${date(day)}T00:00:00Z`) - offsetAt(Date.parse(`${date(day)}T12:00:00Z`)),
    )
  const instant = (day: number, minute: number) => midnight(day) + minute * MINUTE_MS
  const at = (day: number, minute: number) => new Date(Math.min(instant(day, minute), asOf.getTime())).toISOString()
  return {
    today,
    asOf: asOf.toISOString(),
    date,
    at,
    planned: (day, minute) => new Date(instant(day, minute)).toISOString(),
    between: (random, day, fromHour, toHour) => at(day, random.between(fromHour * 60, toHour * 60 - 1)),
  }
}

/** The instant at which a wall clock in `timeZone` shows that hour of that day. */
export function localHour(day: IsoDate, hour: number, timeZone: string): Date {
  const noon = Date.parse(`${day}T12:00:00Z`)
  return new Date(noon + (hour - 12) * 60 * MINUTE_MS - offsetsOf(timeZone)(noon))
}

/** Milliseconds by which local time is ahead of UTC at an instant. */
function offsetsOf(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return (instant) => Date.parse(`${format.format(new Date(instant)).replace(' ', 'T')}Z`) - instant
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}
