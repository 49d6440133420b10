import { CLOCK_HEADER } from '../../../shared/protocol/shapes.ts'
import type { SyncProblem } from '../../../shared/protocol/sync-problem.ts'

export type Skew = Extract<SyncProblem, { code: 'clock_wrong' }>

/** More than a person sets by hand: from here on it is said. */
const TOLD_FROM_MS = 120_000

/** What the centre's clock says, as far as this terminal has heard. Without word from the centre the machine's own is taken. */
export class ServerClock {
  readonly #own: () => number
  readonly #onSkew: (skew: Skew | null) => void
  #offsetMs = 0
  #told: Skew | null = null

  constructor(onSkew: (skew: Skew | null) => void = () => undefined, own: () => number = Date.now) {
    this.#onSkew = onSkew
    this.#own = own
  }

  now(): number {
    return this.#own() + this.#offsetMs
  }

  /** For what people did: small differences between clocks are not worth a jump. */
  nowForCommands(): number {
    return this.#told === null ? this.#own() : this.now()
  }

  /** The centre has told its time. */
  note(serverMs: number): void {
    if (!Number.isFinite(serverMs)) return
    this.#offsetMs = serverMs - this.#own()
    const skew = skewOf(-this.#offsetMs)
    if (JSON.stringify(skew) === JSON.stringify(this.#told)) return
    this.#told = skew
    this.#onSkew(skew)
  }
}

/** `aheadMs`: how much further the machine's clock is than the centre's. Null where that is not worth a word. */
export function skewOf(aheadMs: number): Skew | null {
  const size = Math.abs(aheadMs)
  if (size < TOLD_FROM_MS) return null
  return { code: 'clock_wrong', way: aheadMs > 0 ? 'ahead' : 'behind', ...lengthOf(size) }
}

function lengthOf(ms: number): Pick<Skew, 'count' | 'unit'> {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 90) return { count: minutes, unit: 'minutes' }
  const hours = Math.round(minutes / 60)
  return hours < 36 ? { count: hours, unit: 'hours' } : { count: Math.round(hours / 24), unit: 'days' }
}

/** What the centre's clock said when it began an answer; NaN where it does not tell. */
export function centreTimeOf(headers: Pick<Headers, 'get'>): number {
  const told = headers.get(CLOCK_HEADER)
  return told !== null && /^\d+$/.test(told) ? Number(told) : Date.parse(headers.get('date') ?? '')
}
