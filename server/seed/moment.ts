import { dateInTimeZone, type IsoDate } from '../../shared/kernel/dates.ts'
import { localHour } from './clock.ts'

/** The hour of the business date at which a house stands: the first guests have left, attendants are at work. */
const MORNING_HOUR = 11

/** At eleven in the morning of a day that was asked for; of today at this moment, where it is earlier. */
export function momentOf(timezone: string, asked: IsoDate | undefined, now: Date) {
  const businessDate = asked ?? dateInTimeZone(now, timezone)
  const morning = localHour(businessDate, MORNING_HOUR, timezone)
  const dateIsGiven = asked !== undefined
  return { businessDate, dateIsGiven, asOf: !dateIsGiven && now < morning ? now : morning }
}

/** Some minutes after an instant, but no later than another. */
export function minutesAfter(instant: string, minutes: number, latest: string): string {
  const later = new Date(Date.parse(instant) + minutes * 60_000).toISOString()
  return later < latest ? later : latest
}
