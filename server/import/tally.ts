import type { Flag } from './booking.ts'
import type { TableRows } from './frame.ts'
import type { judgeBooking } from './rows.ts'
import type { StandingStatus } from './standing.ts'

/** Counts what has been committed. */
export class Tally {
  rows = 0
  readonly #countByFlag = new Map<Flag, number>()
  readonly #countByStatus = new Map<StandingStatus, number>()
  readonly #addedByTable = new Map<string, number>()

  add(batch: readonly ReturnType<typeof judgeBooking>[], tables: readonly TableRows[]): void {
    this.rows += batch.length
    for (const { status, flags } of batch) {
      bump(this.#countByStatus, status)
      for (const flag of flags) bump(this.#countByFlag, flag)
    }
    for (const { table, rows } of tables) bump(this.#addedByTable, table, rows.length)
  }

  result() {
    return {
      rows: this.rows,
      added: this.#addedByTable.get('reservation.reservations') ?? 0,
      countByFlag: this.#countByFlag,
      countByStatus: this.#countByStatus,
      addedByTable: this.#addedByTable,
    }
  }
}

function bump<K>(map: Map<K, number>, key: K, by = 1): void {
  map.set(key, (map.get(key) ?? 0) + by)
}
