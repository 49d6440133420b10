import { dateInTimeZone } from '../../../shared/kernel/dates.ts'

interface House {
  readonly timezone: string
  readonly businessDate: string
}

/** 'HH:MM' on the house's own clock; null after midnight, while the business date is still the day before. */
function timeToday(now: Date, { timezone, businessDate }: House): string | null {
  if (dateInTimeZone(now, timezone) !== businessDate) return null
  return new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' }).format(now)
}

/** Before the hour from which rooms are ready, on the day of arrival. */
export function arrivesEarly(now: Date, house: House, arrival: string, checkInTime: string): boolean {
  const time = timeToday(now, house)
  return time !== null && arrival === house.businessDate && time < checkInTime
}

/** After the hour until which rooms are kept, on the last day or later. */
export function leavesLate(now: Date, house: House, departure: string, checkOutTime: string): boolean {
  const time = timeToday(now, house)
  return time !== null && departure <= house.businessDate && time > checkOutTime
}
