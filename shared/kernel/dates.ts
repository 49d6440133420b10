/** A calendar day, 'YYYY-MM-DD', without a time zone. Days are compared as text. */
export type IsoDate = string & { readonly __brand: 'IsoDate' }

const DAY_MS = 86_400_000

export function isIsoDate(text: unknown): text is IsoDate {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

export function asIsoDate(text: string): IsoDate {
  if (!isIsoDate(text)) throw new Error(`not a date (YYYY-MM-DD): ${text}`)
  return text
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return asIsoDate(new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10))
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** The nights of a stay: each date on which a guest goes to bed. 'departure' is not one of them. */
export function nightsOf(arrival: IsoDate, departure: IsoDate): IsoDate[] {
  return Array.from({ length: Math.max(0, daysBetween(arrival, departure)) }, (_, i) => addDays(arrival, i))
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function isoWeekday(date: IsoDate): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

/** The calendar day that a clock on a wall in `timeZone` shows at `instant`. */
export function dateInTimeZone(instant: Date, timeZone: string): IsoDate {
  return asIsoDate(new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant))
}
