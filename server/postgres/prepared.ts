import type pg from 'pg'

/** Of one pool. More texts than the program has, and none of them is made of what somebody entered. */
const MOST = 500

const namesByClient = new WeakMap<pg.ClientBase, StatementNames>()

/**
 * From here on a statement that comes again is prepared on the connection where it runs, parsed and planned once (`plan_cache_mode =
 * auto`). Not for a pooler in transaction mode, whose connections are not ours from one transaction to the next.
 */
export function prepareStatements(pool: pg.Pool): void {
  const names = new StatementNames()
  pool.on('connect', (client) => namesByClient.set(client, names))
}

/** Under which the connection keeps the statement; undefined where it is parsed each time. */
export function nameOfStatement(client: pg.ClientBase, text: string): string | undefined {
  return namesByClient.get(client)?.of(text)
}

/** A migration has changed what a plan answers with: every connection prepares its statements anew. */
export function forgetPlans(client: pg.ClientBase): void {
  namesByClient.get(client)?.renew()
}

export class StatementNames {
  readonly #nameByText = new Map<string, string>()
  readonly #seenOnce = new Set<string>()
  #count = 0

  of(text: string): string | undefined {
    const known = this.#nameByText.get(text)
    if (known !== undefined) return known
    if (this.#nameByText.size >= MOST) return undefined
    if (!this.#seenOnce.delete(text)) {
      if (this.#seenOnce.size < MOST) this.#seenOnce.add(text)
      return undefined
    }
    const name = `centre_${++this.#count}`
    this.#nameByText.set(text, name)
    return name
  }

  renew(): void {
    this.#nameByText.clear()
  }
}
