const KEEP_HOT_DAYS = 400
const SETTLED = new Set(['checked_out', 'cancelled', 'no_show'])

/** Whether terminals hold a reservation and what belongs to it, as sync.cool_settled_rows decides. `to` is the day of departure. */
export function isHot(status: string, to: number): boolean {
  return !SETTLED.has(status) || to >= -KEEP_HOT_DAYS
}
