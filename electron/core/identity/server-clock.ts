import { CLOCK_HEADER } from '../../../shared/protocol/shapes.ts'

/** More than a person sets by hand: from here on it is said. */
const TOLD_FROM_MS = 120_000

/** What the centre's clock says, as far as this terminal has heard. Without word from the centre the machine's own is taken. */
export class ServerClock {
  readonly #own: () => number
  readonly #onSkew: (problem: string | null) => void
  #offsetMs = 0
  #told: string | null = null

  constructor(onSkew: (problem: string | null) => void = () => undefined, own: () => number = Date.now) {
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
    const problem = describeSkew(-this.#offsetMs)
    if (problem === this.#told) return
    this.#told = problem
    this.#onSkew(problem)
  }
}

/** `aheadMs`: how much further the machine's clock is than the centre's. */
export function describeSkew(aheadMs: number): string | null {
  const size = Math.abs(aheadMs)
  if (size < TOLD_FROM_MS) return null
  const way = aheadMs > 0 ? 'ahead' : 'behind'
  return `The clock of this computer is ${sayLength(size)} ${way}. Set its date and time. Work goes on, with the time of the centre.`
}

function sayLength(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 90) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 36 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}

/** What the centre's clock said when it began an answer; NaN where it does not tell. */
export function centreTimeOf(headers: Headers): number {
  const told = headers.get(CLOCK_HEADER)
  return told !== null && /^\d+$/.test(told) ? Number(told) : Date.parse(headers.get('date') ?? '')
}
