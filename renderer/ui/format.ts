const LOCALE = 'en-GB'

const asUtc = (date: string): Date => new Date(`${date}T00:00:00Z`)

const dayMonth = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const dayMonthYear = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: 'short', timeZone: 'UTC' })
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' })
const clockDay = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const whole = new Intl.NumberFormat(LOCALE)

/** '23 Nov' */
export const formatDay = (date: string): string => dayMonth.format(asUtc(date))

/** 'Mon 23 Nov' */
export const formatWeekday = (date: string): string => `${weekday.format(asUtc(date))} ${formatDay(date)}`

/** 'Mon 23 Nov 2026' */
export const formatDate = (date: string): string => `${weekday.format(asUtc(date))} ${dayMonthYear.format(asUtc(date))}`

/** '23 – 26 Nov', '30 Nov – 2 Dec'. */
export function formatSpan(from: string, to: string): string {
  if (from === to) return formatDay(from)
  return from.slice(0, 7) === to.slice(0, 7)
    ? `${Number(from.slice(8))} – ${formatDay(to)}`
    : `${formatDay(from)} – ${formatDay(to)}`
}

/** The wall clock of this computer: '14:05'. */
export const formatTime = (instant: string): string => clock.format(new Date(instant))

/** '23 Nov, 14:05' */
export const formatInstant = (instant: string): string => clockDay.format(new Date(instant))

export const formatCount = (count: number): string => whole.format(count)

/** '1 night', '3 nights' */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

const moneyFormats = new Map<string, Intl.NumberFormat>()

/** Decimal text, as it travels, in the currency's own way. */
export function formatMoney(amount: string, currency: string): string {
  let format = moneyFormats.get(currency)
  if (!format) {
    format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency })
    moneyFormats.set(currency, format)
  }
  return format.format(Number(amount))
}
