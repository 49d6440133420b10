import type { SeedClock } from './clock.ts'

const KEEP_HOT_DAYS = 400
const SETTLED = new Set(['checked_out', 'cancelled', 'no_show'])

/** Whether terminals hold what was done with on that day, as sync.cool_settled_rows decides. */
export const isHotDay = (day: number): boolean => day >= -KEEP_HOT_DAYS

/** The same for what carries an instant: the database compares it with midnight by its own clock. */
export const isHotInstant = ({ date }: SeedClock, at: string, days = KEEP_HOT_DAYS): boolean =>
  at >= `${date(-days)}T00:00:00.000Z`

/** Whether terminals hold a reservation and what belongs to it. `to` is the day of departure. */
export function isHot(status: string, to: number): boolean {
  return !SETTLED.has(status) || isHotDay(to)
}
