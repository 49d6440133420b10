const HOUR = 3_600_000

/** For how long a manager's own sign-in opens a desk that has gone unheard for too long: about one shift. */
export const VOUCHED_HOURS = 12

export interface Hearing {
  /** When the centre was heard last; ms. */
  readonly heardMs: number
  /** When a manager signed in last while the limit was past; ms, 0 for never. */
  readonly vouchedMs: number
}

/**
 * Whether a manager must sign in first. A desk that nobody hears of may be a stolen one, or may not know yet who was dismissed; but guests
 * stand in front of it, so somebody who answers for the house can open it for a shift.
 */
export function needsManager({ heardMs, vouchedMs }: Hearing, nowMs: number, limitHours: number | null): boolean {
  if (limitHours === null || nowMs - heardMs <= limitHours * HOUR) return false
  return nowMs - vouchedMs > VOUCHED_HOURS * HOUR
}

/** A clock that nobody can set back: it goes on with the machine's time or with what has passed since, whichever is later. */
export class SteadyClock {
  readonly #wall: () => number
  readonly #passed: () => number
  #latest: number
  #at: number

  constructor(latest: number, wall: () => number = Date.now, passed: () => number = () => performance.now()) {
    this.#wall = wall
    this.#passed = passed
    this.#latest = latest
    this.#at = passed()
  }

  now(): number {
    const passed = this.#passed()
    this.#latest = Math.max(this.#wall(), this.#latest + passed - this.#at)
    this.#at = passed
    return Math.round(this.#latest)
  }
}
