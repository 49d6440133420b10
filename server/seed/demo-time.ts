import { createHash } from 'node:crypto'
import { addDays, type IsoDate } from '../../shared/kernel/dates.ts'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import type { Random } from './random.ts'

/** Begins every id of the demo group: a version 7 id whose instant is none of the hotel's. */
const DEMO_TIME = '01990000-0000'

/** The same row of the demo has the same id at every start, so that a start knows its own demo again. */
export function demoId(table: string, key: string): Uuid {
  const hex = createHash('sha256').update(`${table}\n${key}`).digest('hex')
  return asUuid(`${DEMO_TIME}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`)
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
  const known = new Map<number, IsoDate>()
  const date = (day: number) => {
    const found = known.get(day) ?? addDays(today, day)
    known.set(day, found)
    return found
  }
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
