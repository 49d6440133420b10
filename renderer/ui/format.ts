const LOCALE = 'en-GB'

const dateFormat = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', ...options })
const dayMonth = dateFormat({ day: 'numeric', month: 'short' })
const dayMonthYear = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' })
const weekday = dateFormat({ weekday: 'short' })
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' })
const clockDay = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const whole = new Intl.NumberFormat(LOCALE)

/** What is no date stands as it came: a list must not go dark for one value. */
function write(text: string, read: Date, format: (date: Date) => string): string {
  return Number.isNaN(read.getTime()) ? text : format(read)
}
const writeDate = (date: string, format: (date: Date) => string): string =>
  write(date, new Date(`${date}T00:00:00Z`), format)

/** '23 Nov' */
export const formatDay = (date: string): string => writeDate(date, (day) => dayMonth.format(day))

/** '23 Nov 2026' */
const formatDayYear = (date: string): string => writeDate(date, (day) => dayMonthYear.format(day))

/** 'Mon 23 Nov' */
export const formatWeekday = (date: string): string =>
  writeDate(date, (day) => `${weekday.format(day)} ${dayMonth.format(day)}`)

/** 'Mon 23 Nov 2026' */
export const formatDate = (date: string): string =>
  writeDate(date, (day) => `${weekday.format(day)} ${dayMonthYear.format(day)}`)

/** '23 – 26 Nov', '30 Nov – 2 Dec'; with the year where it is not the one of `today`. */
export function formatSpan(from: string, to: string, today = to): string {
  const year = (date: string): string => date.slice(0, 4)
  const last = year(to) === year(today) && year(from) === year(today) ? formatDay(to) : formatDayYear(to)
  if (from === to) return last
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))} – ${last}`
  return `${year(from) === year(to) ? formatDay(from) : formatDayYear(from)} – ${last}`
}

/** The wall clock of this computer: '14:05'. */
export const formatTime = (instant: string): string => write(instant, new Date(instant), (date) => clock.format(date))

/** '23 Nov, 14:05' */
export const formatInstant = (instant: string): string =>
  write(instant, new Date(instant), (date) => clockDay.format(date))

export const formatCount = (count: number): string => whole.format(count)

/** '1 night', '3 nights' */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

const moneyFormats = new Map<string, Intl.NumberFormat | null>()

/** Decimal text, as it travels, in the currency's own way. */
export function formatMoney(amount: string, currency: string): string {
  let format = moneyFormats.get(currency)
  if (format === undefined) {
    format = moneyFormat(currency)
    moneyFormats.set(currency, format)
  }
  return format?.format(Number(amount)) ?? `${amount} ${currency}`
}

/** Null for what is no currency code. */
function moneyFormat(currency: string): Intl.NumberFormat | null {
  return /^[A-Za-z]{3}$/.test(currency) ? new Intl.NumberFormat(LOCALE, { style: 'currency', currency }) : null
}
