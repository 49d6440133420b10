import type { PGlite, Transaction } from '@electric-sql/pglite'
import { z } from 'zod'
import type { BootstrapFrame } from '../../../shared/protocol/shapes.ts'
import { hearClock } from '../commands/numbers.ts'
import type { ReplayPending } from '../commands/replay.ts'
import { DiskFullError } from '../database/room.ts'
import { rebase } from '../rebase/rebase.ts'
import { breathe } from '../take-turns.ts'
import { type ChangeMessage, changeMessage, runStatement, statementsOf } from './change-statement.ts'
import { Download } from './download.ts'
import { type Frame, rowPieces, textOf } from './frames.ts'
import { IndexHolder } from './index-holder.ts'
import { type Line, LineFault } from './line.ts'
import type { LoadProgress } from './load-progress.ts'
import type { Positions } from './positions.ts'
import { writeFlagged, writeStored } from './stored-positions.ts'
import { copyInto, emptyTables, type SyncedTable, tablesWithRows } from './tables.ts'

export interface FirstLoadOptions {
  readonly pg: PGlite
  readonly line: Line
  readonly tables: readonly SyncedTable[]
  /** Tables that this desk is not given: what an earlier role has left in them goes. */
  readonly others?: readonly SyncedTable[]
  readonly replay: ReplayPending
  readonly signal: AbortSignal
  /** Where frames are kept until all are here. */
  readonly folder: string
  checkRoom?(): void
  onProgress?(progress: LoadProgress): void
}

export interface FirstLoadResult {
  readonly rows: number
  readonly g: bigint
  readonly confirmed: string[]
}

/**
 * Loads every shape by COPY from one snapshot, in ONE transaction that ends with the position where pglite-sync goes on
 * (SPEC-SYNC.md, L1-L11). Frames are kept in a file as they come, so that a cut costs what was on its way and no more. A desk that
 * has rows works on while they come; an empty one takes them in at once.
 */
export async function firstLoad(options: FirstLoadOptions): Promise<FirstLoadResult> {
  const { pg, tables, replay } = options
  const download = await Download.open(options)
  try {
    const frames = (await tablesWithRows(pg, tables)).length > 0 ? await download.complete() : download.frames()
    const result = await pg.transaction(async (tx) => {
      const loading = new Loading(tx, options)
      const { confirmed } = await rebase(tx, replay, async (asTheCentre) => {
        await asTheCentre()
        await loading.emptyTables()
        for await (const frame of frames) {
          await loading.take(frame)
          download.taken(frame)
        }
      })
      const { g, positions, rows } = loading.result()
      await writeStored(tx, { positions, lsn: g })
      await writeFlagged(tx, [])
      await hearClock(tx, options.line.heardMs)
      return { rows, g, confirmed }
    })
    await download.discard()
    return result
  } catch (error) {
    // What cannot be stored would be met again: the next try asks for another snapshot.
    if (!options.signal.aborted && !isCut(error)) await download.discard()
    throw error
  } finally {
    await download.close()
  }
}

function isCut(error: unknown): boolean {
  return error instanceof DiskFullError || (error instanceof LineFault && error.kind === 'unreachable')
}

/** From here on building an index once is cheaper than keeping it while rows come in. */
const BIG_TABLE_ROWS = 5_000
/** PostgreSQL reads 300 rows of a table for each; by its own measure, 100, statistics took a fifth of a hotel's first load. */
const FIRST_STATISTICS_TARGET = 20
/** Of one statement: it keeps the thread to its end. */
const COPIED_BYTES = 256 << 10

class Loading {
  readonly #tx: Transaction
  readonly #options: FirstLoadOptions
  readonly #tableByName: ReadonlyMap<string, SyncedTable>
  readonly #indexes: IndexHolder
  /** Rows of each table so far. */
  readonly #seen = new Map<string, number>()
  #end: { g: bigint; positions: Positions } | undefined

  constructor(tx: Transaction, options: FirstLoadOptions) {
    this.#tx = tx
    this.#options = options
    this.#tableByName = new Map(options.tables.map((table) => [table.name, table]))
    this.#indexes = new IndexHolder(tx)
  }

  /** Rows of another life; where there are none this costs nothing. */
  async emptyTables(): Promise<void> {
    const { tables, others = [] } = this.#options
    await emptyTables(this.#tx, [...tables, ...others])
  }

  async take(frame: Frame): Promise<void> {
    this.#options.checkRoom?.()
    if ('end' in frame.head) await this.#finish(frame, frame.head)
    else if ('table' in frame.head) await this.#copy(frame, frame.head)
  }

  result(): { rows: number; g: bigint; positions: Positions } {
    if (!this.#end) throw new LineFault('unreachable', { code: 'load_unfinished' })
    return { ...this.#end, rows: [...this.#seen.values()].reduce((sum, rows) => sum + rows, 0) }
  }

  async #copy(frame: Frame, head: Extract<BootstrapFrame, { table: string }>): Promise<void> {
    const table = this.#table(head.table)
    const unknown = head.columns.find((column) => !table.columns.has(column))
    if (unknown !== undefined) throw newerCentre(`${head.table}.${unknown}`)
    const rows = (this.#seen.get(head.table) ?? 0) + head.rows
    this.#seen.set(head.table, rows)
    if (rows >= BIG_TABLE_ROWS) await this.#indexes.hold(table)
    if (head.n === 0) return
    const sql = copyInto(table, head.columns, head.binary ? 'binary' : 'text')
    for (const blob of rowPieces(frame, COPIED_BYTES)) {
      await this.#tx.query(sql, [], { blob })
      await breathe()
    }
  }

  async #finish(frame: Frame, head: Extract<BootstrapFrame, { end: true }>): Promise<void> {
    for (const [name, changes] of Object.entries(readTail(textOf(frame)))) {
      const table = this.#table(name)
      for (const statement of statementsOf(table, changes)) {
        await runStatement(this.#tx, statement)
        await breathe()
      }
    }
    await this.#indexes.rebuild()
    // Nothing else gathers statistics before the first query, and without them a search takes minutes. Those in full come with the vacuum.
    await this.#tx.exec(`SET LOCAL default_statistics_target = ${FIRST_STATISTICS_TARGET}`)
    for (const { sql } of this.#options.tables) {
      await this.#tx.exec(`ANALYZE ${sql}`)
      await breathe()
    }
    const positions = this.#options.tables.map(({ name }) => {
      const shape = head.shapes[name]
      if (!shape) throw new LineFault('refused', { code: 'no_rows', table: name })
      return [name, { handle: shape.handle, offset: `${head.g}_inf` }] as const
    })
    this.#end = { g: BigInt(head.g), positions: Object.fromEntries(positions) }
  }

  #table(name: string): SyncedTable {
    const table = this.#tableByName.get(name)
    if (!table) throw newerCentre(name)
    return table
  }
}

function newerCentre(what: string): LineFault {
  return new LineFault('refused', { code: 'centre_newer', what })
}

/** Messages of a table as an array, or joined by commas. */
const tailSchema = z.record(z.string(), z.union([z.array(z.unknown()), z.string()]))

function readTail(text: string): Record<string, ChangeMessage[]> {
  const tail = tailSchema.parse(JSON.parse(text === '' ? '{}' : text))
  return Object.fromEntries(
    Object.entries(tail).map(([table, messages]) => {
      const list: unknown = typeof messages === 'string' ? JSON.parse(`[${messages}]`) : messages
      return [table, z.array(changeMessage).parse(list)]
    }),
  )
}
