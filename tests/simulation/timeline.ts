import { createHash } from 'node:crypto'
import { type Machine, runningMachine, runOn } from './machine.ts'

interface Entry {
  readonly atMs: number
  readonly number: number
  readonly machine: Machine | undefined
  readonly happen: () => void
}

const PATIENCE_TURNS = 1_000_000

/** Turns of the loop with nothing left to do before it counts as quiet: handles are closed a turn after they were let go. */
const QUIET_TURNS = 3

/**
 * The one order of everything that happens. Time stands still while anything can still be done; then the next entry happens. So what is
 * computed takes no time, and the same seed gives the same order.
 */
export class Timeline {
  /** Milliseconds since the beginning of this world. */
  nowMs = 0
  /** Things under way that time must wait for: immediates, work in threads. */
  underWay = 0
  /** Hears each line of the trace. */
  onNote: ((line: string) => void) | undefined
  /** How often each of what else can go wrong has, by its words. */
  readonly hazards: Record<string, number> = {}
  readonly #entries: Entry[] = []
  readonly #hash = createHash('sha256')
  readonly #turn: () => Promise<void>
  #numbers = 0

  /** `turn`: waits for one real turn of Node's loop. */
  constructor(turn: () => Promise<void>) {
    this.#turn = turn
  }

  /** Returns how to take it back. */
  after(ms: number, happen: () => void): () => void {
    const entry = { atMs: this.nowMs + ms, number: this.#numbers++, machine: runningMachine(), happen }
    let at = this.#entries.length
    while (at > 0 && isLater(this.#entries[at - 1], entry)) at--
    this.#entries.splice(at, 0, entry)
    return () => {
      const found = this.#entries.indexOf(entry)
      if (found >= 0) this.#entries.splice(found, 1)
    }
  }

  /** Into the trace that tells two runs apart. */
  note(what: string): void {
    const line = `${this.nowMs} ${runningMachine()?.name ?? ''} ${what}\n`
    this.#hash.update(line)
    this.onNote?.(line)
  }

  /** Into the trace, and counted. */
  noteHazard(what: string): void {
    this.note(what)
    this.hazards[what] = (this.hazards[what] ?? 0) + 1
  }

  /** Of all that has happened so far. */
  get traceHash(): string {
    return this.#hash.copy().digest('hex')
  }

  /** Lets things happen until the work is done. Throws where nothing is left that could, or the work is not done by `untilMs`. */
  async play<T>(work: Promise<T>, untilMs: number): Promise<T> {
    let over = false
    const end = () => void (over = true)
    work.then(end, end)
    for (let idle = 0; ;) {
      await this.#quiet()
      if (over) return work
      const next = this.#entries.shift()
      if (!next) {
        if (++idle > PATIENCE_TURNS) throw new Error('the simulation waits for what will never happen')
        continue
      }
      idle = 0
      if (next.atMs > untilMs) throw new Error(`it is not over at ${untilMs} ms of the simulated time`)
      this.nowMs = next.atMs
      if (next.machine) runOn(next.machine, () => this.#happen(next))
      else this.#happen(next)
    }
  }

  #happen(entry: Entry): void {
    this.note('tick')
    entry.happen()
  }

  async #quiet(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await this.#turn()
      if (this.underWay > 0 || process.getActiveResourcesInfo().some(isWork)) quiet = -1
    }
  }
}

const isLater = (entry: Entry | undefined, than: Entry) => entry !== undefined && entry.atMs > than.atMs

/** Requests to the file system and the like; listeners and standard streams are no work. */
const isWork = (resource: string) => /^FS|Req/i.test(resource)
