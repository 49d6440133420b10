import type { Results, Transaction } from '@electric-sql/pglite'
import type { Batch, Statement } from './positions.ts'

export interface Recorded extends Batch {
  /** The subscription was closed while this was under way: none of it counts. */
  readonly abandoned: boolean
}

const METADATA_TABLE = 'subscriptions_metadata'
const NO_ROWS: Results<never> = { rows: [], fields: [], affectedRows: 0 }

/**
 * Runs pglite-sync's transaction callback against a transaction that only notes statements, so that what it wants is known before
 * anything is done. pglite-sync reads no answers while it applies (by plain INSERT, UPDATE and DELETE).
 */
export class Recorder {
  readonly #refetchedByTransaction = new WeakMap<Transaction, string[]>()
  #last: Promise<unknown> = Promise.resolve()

  /** One after the other, as a database would have run them: what they share (which shapes are to be emptied) is taken by the first. */
  record(apply: (tx: Transaction) => Promise<unknown>): Promise<Recorded> {
    const recording = this.#last.then(() => this.#record(apply))
    this.#last = recording.catch(() => undefined)
    return recording
  }

  async #record(apply: (tx: Transaction) => Promise<unknown>): Promise<Recorded> {
    const statements: Statement[] = []
    const refetched: string[] = []
    const noted: { lsn: bigint; abandoned: boolean } = { lsn: -1n, abandoned: false }
    const tx = noteOnly({
      query: (sql, params) => {
        // Its own offsets are the newest seen, not what was applied: of this statement the LSN alone is used.
        if (sql.includes(METADATA_TABLE)) noted.lsn = BigInt(String(params[2]))
        else statements.push({ sql, params })
      },
      rollback: () => {
        noted.abandoned = true
      },
    })
    this.#refetchedByTransaction.set(tx, refetched)
    await apply(tx)
    return { statements, refetched, ...noted }
  }

  /** pglite-sync's `onMustRefetch`, called in place of its DELETE. */
  noteRefetch(tx: Transaction, shape: string): void {
    this.#refetchedByTransaction.get(tx)?.push(shape)
  }
}

function noteOnly(on: { query(sql: string, params: readonly unknown[]): void; rollback(): void }): Transaction {
  const unexpected = () => Promise.reject(new Error('pglite-sync used a call that the guard does not know'))
  return {
    query: (sql, params = []) => {
      on.query(sql, params)
      return Promise.resolve(NO_ROWS)
    },
    // Only SET LOCAL ...syncing comes this way.
    exec: () => Promise.resolve([]),
    rollback: () => {
      on.rollback()
      return Promise.resolve()
    },
    sql: unexpected,
    listen: unexpected,
    closed: false,
  }
}
