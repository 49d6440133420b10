import { currentLocale } from './languages.ts'

/** What `make` makes for a locale, made once for each. */
function perLocale<Format>(make: (locale: string) => Format): () => Format {
  const made = new Map<string, Format>()
  return () => {
    const locale = currentLocale()
    const format = made.get(locale) ?? make(locale)
    made.set(locale, format)
    return format
  }
}

const dateFormat = (options: Intl.DateTimeFormatOptions) =>
  perLocale((locale) => new Intl.DateTimeFormat(locale, options))
const dayMonth = dateFormat({ timeZone: 'UTC', day: 'numeric', month: 'short' })
const dayMonthYear = dateFormat({ timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
const monthYear = dateFormat({ timeZone: 'UTC', month: 'long', year: 'numeric' })
const month = dateFormat({ timeZone: 'UTC', month: 'short' })
const weekday = dateFormat({ timeZone: 'UTC', weekday: 'short' })
const clock = dateFormat({ hour: '2-digit', minute: '2-digit' })
const clockDay = dateFormat({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const cents = perLocale(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
)
const shortMonthYear = dateFormat({ timeZone: 'UTC', month: 'short', year: 'numeric' })
const hundredths = perLocale(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 }),
)
const whole = perLocale((locale) => new Intl.NumberFormat(locale))

/** What is no date stands as it came: a list must not go dark for one value. */
function write(text: string, read: Date, format: (date: Date) => string): string {
  return Number.isNaN(read.getTime()) ? text : format(read)
}
const writeDate = (date: string, format: (date: Date) => string): string =>
  write(date, new Date(`${date}T00:00:00Z`), format)

/** '23 Nov' */
export const formatDay = (date: string): string => writeDate(date, (day) => dayMonth().format(day))

/** '23 Nov 2026' */
export const formatDayYear = (date: string): string => writeDate(date, (day) => dayMonthYear().format(day))

/** 'November 2026', of any day in it */
export const formatMonth = (date: string): string => writeDate(date, (day) => monthYear().format(day))

/** 'Mon' */
export const formatWeekdayName = (date: string): string => writeDate(date, (day) => weekday().format(day))

/** 'Nov' */
export const formatMonthName = (date: string): string => writeDate(date, (day) => month().format(day))

/** 'Mon 23 Nov' */
export const formatWeekday = (date: string): string =>
  writeDate(date, (day) => `${weekday().format(day)} ${dayMonth().format(day)}`)

/** 'Mon 23 Nov 2026' */
export const formatDate = (date: string): string =>
  writeDate(date, (day) => `${weekday().format(day)} ${dayMonthYear().format(day)}`)

/** '23 – 26 Nov', '30 Nov – 2 Dec'; with the year where it is not the one of `today`. */
export function formatSpan(from: string, to: string, today = to): string {
  const [first, last] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)]
  if (Number.isNaN(first.getTime()) || Number.isNaN(last.getTime())) return `${from} – ${to}`
  const inYear = [from, to].every((date) => date.slice(0, 4) === today.slice(0, 4))
  return (inYear ? dayMonth() : dayMonthYear()).formatRange(first, last).replace(/\s*–\s*/, ' – ')
}

/** 'Aug 2016' */
export const formatShortMonth = (date: string): string => writeDate(date, (day) => shortMonthYear().format(day))

/** Percent, as text or number: '83.55%' */
export const formatPercent = (percent: string | number): string => hundredths().format(Number(percent) / 100)

/** The wall clock of this computer: '14:05'. */
export const formatTime = (instant: string): string => write(instant, new Date(instant), (date) => clock().format(date))

/** '23 Nov, 14:05' */
export const formatInstant = (instant: string): string =>
  write(instant, new Date(instant), (date) => clockDay().format(date))

export const formatCount = (count: number): string => whole().format(count)

/** '1,234.50': money where the currency is plain. */
export const formatAmount = (amount: string): string => cents().format(Number(amount))

const moneyFormats = perLocale(() => new Map<string, Intl.NumberFormat | null>())

/** Decimal text, as it travels, in the currency's own way. */
export function formatMoney(amount: string, currency: string): string {
  const formats = moneyFormats()
  let format = formats.get(currency)
  if (format === undefined) {
    format = moneyFormat(currency)
    formats.set(currency, format)
  }
  return format?.format(Number(amount)) ?? `${amount} ${currency}`
}

/** Null for what is no currency code. */
function moneyFormat(currency: string): Intl.NumberFormat | null {
  return /^[A-Za-z]{3}$/.test(currency) ? new Intl.NumberFormat(currentLocale(), { style: 'currency', currency }) : null
}
