import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveUpdate } from '../../electron/core/live/live-queries.ts'
import type { Terminal } from '../../electron/core/terminal.ts'
import { queries } from '../../shared/domains/registry.ts'

/** Lists that are followed in parts, and stand open on a desk all day. */
const lists = [...queries.values()].filter(({ parts }) => parts !== undefined)

/** The last change is shown within a frame or two; this long a screen may lag behind. */
const PATIENCE = { tries: 40, ms: 50 }

/** What a page shows that has listened from the start: the first answer, and every difference since. */
export class Screens {
  readonly #terminal: Terminal
  readonly #shown = new Map<string, readonly object[]>()

  constructor(terminal: Terminal) {
    this.#terminal = terminal
    for (const { name, key } of lists) terminal.subscribe(name, {}, (update) => this.#show(name, key, update))
  }

  /** Lists that do not say what the same question is answered with now. */
  async findStale(): Promise<string[]> {
    const stale: string[] = []
    for (const { name } of lists) if (!(await this.#isTrue(name))) stale.push(name)
    return stale
  }

  #show(name: string, key: (row: object) => string, { rows, diff }: LiveUpdate): void {
    const before = new Map(this.#shown.get(name)?.map((row) => [key(row), row]))
    for (const row of diff?.upserts ?? []) before.set(key(row), row)
    this.#shown.set(name, diff ? diff.order.flatMap((each) => before.get(each) ?? []) : rows)
  }

  async #isTrue(name: string): Promise<boolean> {
    for (let tries = PATIENCE.tries; tries > 0; tries--) {
      const answer = await this.#terminal.query(name, {})
      if (JSON.stringify(this.#shown.get(name)) === JSON.stringify(answer)) return true
      await sleep(PATIENCE.ms)
    }
    return false
  }
}
