import { type IsoDate, nightsOf } from '../../shared/kernel/dates.ts'
import { TIME_ZONE } from './hotels.ts'
import { hashOf } from './names.ts'

/** The dataset has days only. Times of day are made up within these hours, the same in every run. */
const HOURS = {
  booking: [8, 14],
  dayUse: [10, 12],
  checkIn: [15, 22],
  checkOut: [7, 11],
  dayUseEnd: [16, 19],
  sameNight: [22, 24],
  cancelling: [15, 20],
} as const

/** A moment of that day on the hotel's clock, as PostgreSQL reads it. `key` chooses the minute. */
export function momentOf(kind: keyof typeof HOURS, day: IsoDate, key: number | string): string {
  const [from, to] = HOURS[kind]
  const minute = from * 60 + (hashOf(`${kind} ${key}`) % ((to - from) * 60))
  return clockOf(day, `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`)
}

/** 'time' is 'HH:MM'. */
export function clockOf(day: IsoDate, time: string): string {
  return `${day} ${time}:00 ${TIME_ZONE}`
}

const nightsByStay = new Map<string, readonly IsoDate[]>()

/** The nights of a stay, counted once for all stays of these dates. */
export function stayNights(arrival: IsoDate, departure: IsoDate): readonly IsoDate[] {
  const key = arrival + departure
  const known = nightsByStay.get(key)
  if (known) return known
  const nights = nightsOf(arrival, departure)
  nightsByStay.set(key, nights)
  return nights
}

const pad = (n: number) => String(n).padStart(2, '0')
