import { addDays, type IsoDate } from '../../shared/kernel/dates.ts'
import { asUuid, derivedId, type Uuid } from '../../shared/kernel/ids.ts'
import type { Random } from './random.ts'

/** Every id of the demo group is derived from this one, so that a start knows its own demo again. */
const DEMO_GROUP = asUuid('01990000-0000-7000-8000-00000000de30')

export function demoId(table: string, key: string): Uuid {
  return derivedId(DEMO_GROUP, table, key)
}

/** Turns days of the demo into dates and instants. Nothing that is said to have happened lies after `now`. */
export interface DemoClock {
  readonly today: IsoDate
  date(day: number): IsoDate
  /** A local time of that day between two full hours, as PostgreSQL reads it: '2026-11-23T15:20:00 Europe/Lisbon'. */
  between(random: Random, day: number, fromHour: number, toHour: number): string
}

export function makeClock(today: IsoDate, now: Date, timeZone: string): DemoClock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const latest = format.format(now).replace(' ', 'T')
  const date = (day: number) => addDays(today, day)
  return {
    today,
    date,
    between: (random, day, fromHour, toHour) => {
      const minutes = random.between(fromHour * 60, toHour * 60 - 1)
      const two = (n: number) => String(n).padStart(2, '0')
      const wanted = `${date(day)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`
      return `${wanted < latest ? wanted : latest} ${timeZone}`
    },
  }
}
