import type { PGlite, Transaction } from '@electric-sql/pglite'
import type { ReplayPending } from '../commands/replay.ts'
import type { ChangedRows } from '../live/live-queries.ts'
import { ABOUT_COMMANDS, rebase } from '../rebase/rebase.ts'
import { readRowChange, type RowChange, rowName, rowsOf } from '../rebase/row-change.ts'
import { letStand, NOTHING_STANDS, type StandingRows, withoutStanding } from '../rebase/standing.ts'
import { readTouched, type RowKeysByTable } from '../rebase/touched.ts'
import { breathe } from '../take-turns.ts'
import { messageOf, runStatement, statementsOf } from './change-statement.ts'
import { type Captured, type Collected, planSteps, type Position, type Statement, type Steps } from './positions.ts'
import { type Recorded, Recorder } from './recorder.ts'
import {
  readFlagged,
  readStored,
  type Stored,
  writeFlagged,
  writeMoved,
  writeReached,
  writeStored,
} from './stored-positions.ts'
import type { Changes } from './short-way.ts'
import { emptyTables, type SyncedTable } from './tables.ts'

export interface StreamPosition {
  readonly shapeHandle?: string | undefined
  readonly lastOffset: string
}

export interface GuardOptions {
  readonly pg: PGlite
  readonly tables: readonly SyncedTable[]
  readonly replay: ReplayPending
  readonly rowKeys: RowKeysByTable
  checkRoom?(): void
  /** The centre's time that came with the last rows. */
  heardMs?(): number | null
  /** Once: the batch was rolled back, and this guard is of no more use. */
  onFault(error: unknown): void
  onApplied?(lsn: bigint): void
  onConfirmed?(ids: string[]): void
  /** The transaction of this id, which commits next, changes just these rows of these tables. */
  onRows?(transaction: string, rows: ChangedRows): void
  /** Positions without rows wait this long for a batch to go along with. */
  readonly flushMs?: number
}

/**
 * Stands between unmodified pglite-sync and the database (SPEC-SYNC.md, G1-G12). pglite-sync calls `transaction` once per shape and
 * change, and never waits for it:
 *
 *   entered -> positions captured at once -> statements recorded -> all that wait, in order: plan -> ONE transaction, or nothing to do
 *                                                                              \-> a fault: poisoned, nothing more is applied
 */
export class Guard {
  readonly #options: GuardOptions
  readonly #tableByName: ReadonlyMap<string, SyncedTable>
  readonly #recorder = new Recorder()
  #flagged: ReadonlySet<string>
  readonly #waiters = new Set<{ lsn: bigint; resolve(): void }>()
  readonly #flushTimer: NodeJS.Timeout
  /** Set while rows are shown that the disk may not have. */
  #lazyTimer: NodeJS.Timeout | undefined
  /** What the database holds. */
  #known: Stored | null
  /** Newer positions without rows: losing them costs nothing, since nothing lies between. */
  #unsaved: Stored | null = null
  #reached: bigint
  #streams: Readonly<Record<string, StreamPosition>> = {}
  #usable = true
  #waiting: { readonly recording: Promise<Recorded>; readonly captured: Record<string, Captured> }[] = []
  #queue: Promise<void> = Promise.resolve()

  static async open(options: GuardOptions): Promise<Guard> {
    return new Guard(options, await startFromStored(options.pg, options.tables))
  }

  private constructor(options: GuardOptions, start: Start) {
    this.#options = options
    this.#tableByName = new Map(options.tables.map((table) => [table.name, table]))
    this.#known = start.known
    this.#flagged = new Set(start.flagged)
    this.#reached = start.known?.lsn ?? -1n
    this.#flushTimer = setInterval(() => void this.#enqueue(() => this.#flush()), options.flushMs ?? 30_000).unref()
  }

  /** What pglite-sync gets in place of the database. */
  get database(): PGlite {
    return withTransaction(this.#options.pg, (apply) => this.#transaction(apply))
  }

  /** The streams whose positions are captured; to be named before the first answer can come in. */
  watch(streams: Readonly<Record<string, StreamPosition>>): void {
    this.#streams = streams
  }

  /** In place of pglite-sync's DELETE. */
  onMustRefetch(shape: string): (tx: Transaction) => Promise<void> {
    return async (tx) => this.#recorder.noteRefetch(tx, shape)
  }

  /**
   * Changes past the streams of pglite-sync; null while these still have something to bring, which comes first. Resolves when they are
   * done with.
   */
  take(changes: Changes, streamsToldLsn: bigint): Promise<void> | null {
    const captured = this.#capture()
    if (this.#reached < streamsToldLsn || this.#flagged.size > 0 || this.#isFetchedAnew(captured)) return null
    const batch: Recorded = { ...changes, refetched: [], abandoned: false }
    this.#waiting.push({ recording: Promise.resolve(batch), captured })
    return this.#enqueue(() => this.#drain())
  }

  /** Resolves when everything up to this LSN stands in the database. */
  reached(lsn: bigint): Promise<void> {
    if (lsn <= this.#reached) return Promise.resolve()
    return new Promise((resolve) => this.#waiters.add({ lsn, resolve }))
  }

  /** Resolves when all that was entered so far is done with. */
  async settled(): Promise<void> {
    await this.#enqueue(() => Promise.resolve())
  }

  /** Stores what is only in memory yet, then applies nothing more. */
  async close(): Promise<void> {
    clearInterval(this.#flushTimer)
    await this.#enqueue(() => this.#flush())
    this.#usable = false
  }

  #transaction(apply: (tx: Transaction) => Promise<unknown>): Promise<void> {
    const captured = this.#capture()
    const recording = this.#recorder.record(apply)
    recording.catch(() => undefined) // met again in its turn
    this.#waiting.push({ recording, captured })
    return this.#enqueue(() => this.#drain())
  }

  /** A stream has heard of another handle than the rows here are of, and pglite-sync has not come with it yet. */
  #isFetchedAnew(captured: Readonly<Record<string, Captured>>): boolean {
    return Object.entries(captured).some(([shape, { handle }]) => handle !== this.#known?.positions[shape]?.handle)
  }

  #capture(): Record<string, Captured> {
    const entries = Object.entries(this.#streams)
    return Object.fromEntries(entries.map(([shape, s]) => [shape, { handle: s.shapeHandle, offset: s.lastOffset }]))
  }

  /** pglite-sync ignores the answer, and must never see a fault: it would go on with the next offset. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      if (!this.#usable) return
      try {
        await work()
      } catch (error) {
        this.#usable = false
        this.#options.onFault(error)
      }
    })
    return this.#queue
  }

  /** What came in while the last transaction ran goes in one: a desk that is behind catches up the faster the more there is. */
  async #drain(): Promise<void> {
    const collected: Collected[] = []
    for (const { recording, captured } of this.#waiting.splice(0)) {
      const batch = await recording
      if (!batch.abandoned) collected.push({ batch, captured })
    }
    try {
      await this.#settle(collected)
    } catch (error) {
      if (collected.length === 1) throw error
      // So that the good ones before the bad one stand.
      for (const each of collected) await this.#settle([each])
    }
  }

  async #settle(collected: readonly Collected[]): Promise<void> {
    const plan = planSteps(collected, this.#known?.positions ?? null, this.#flagged)
    const marked = plan.steps.some((step) => step.flag.length + step.swap.length > 0)
    if (plan.steps.some((step) => step.statements.length + step.swap.length > 0)) await this.#apply(plan, marked)
    else if (marked) await writeFlagged(this.#options.pg, [...plan.flagged])
    else if (plan.stored) this.#unsaved = plan.stored
    this.#flagged = plan.flagged
    for (const { batch } of collected) this.#announce(batch.lsn)
  }

  async #apply(plan: Steps, marked: boolean): Promise<void> {
    const { pg, replay, checkRoom, heardMs, onRows } = this.#options
    checkRoom?.()
    const touched = plan.steps.some((step) => step.swap.length > 0) ? 'everything' : readChanges(plan)
    const attempt = (changes: RowChange[] | 'everything') =>
      pg.transaction(async (tx) => {
        let standing = NOTHING_STANDS
        const result = await rebase(
          tx,
          replay,
          (asTheCentre) => this.#applySteps(tx, plan, standing, asTheCentre),
          async () => {
            if (changes === 'everything') return changes
            const touched = await readTouched(tx, changes, this.#options.rowKeys)
            if (touched === 'everything' || !isTold(plan)) return touched
            standing = await letStand(tx, changes, touched, this.#tableByName)
            return withoutStanding(touched, standing)
          },
        )
        if (marked) await writeFlagged(tx, [...plan.flagged])
        const { lazy } = await writeReached(tx, plan.stored, this.#known, heardMs?.() ?? null)
        if (lazy !== null && changes !== 'everything' && result.undone + result.replayed === 0)
          onRows?.(lazy, rowsOf(changes))
        return { ...result, isLazy: lazy !== null }
      })
    // A pending command that was left where it is may be in the way after all: a number, a span of nights that is taken.
    const { confirmed, isLazy } = await attempt(touched).catch((error: unknown) => {
      if (touched === 'everything') throw error
      return attempt('everything')
    })
    this.#known = plan.stored ?? this.#known
    this.#unsaved = null
    if (isLazy) this.#lazyTimer ??= setTimeout(() => void this.#enqueue(() => this.#flush()), LAZY_MS).unref()
    if (confirmed.length > 0) this.#options.onConfirmed?.(confirmed)
  }

  /** But for the rows that stand already. */
  async #applySteps(
    tx: Transaction,
    plan: Steps,
    standing: StandingRows,
    asTheCentre: () => Promise<void>,
  ): Promise<void> {
    for (const { swap, statements } of plan.steps) {
      if (swap.length > 0) await asTheCentre()
      await emptyTables(
        tx,
        swap.flatMap((shape) => this.#tableByName.get(shape) ?? []),
      )
      for (const statement of statements.flatMap((each) => this.#without(each, standing))) {
        if (!isAboutCommands(statement)) await asTheCentre()
        await runStatement(tx, statement)
        await breathe()
      }
    }
  }

  #without(statement: Statement, standing: StandingRows): readonly Statement[] {
    const { changes } = statement
    const stands = (change: RowChange) => standing.has(rowName(change) ?? '')
    if (standing.size === 0 || !changes?.some(stands)) return [statement]
    const table = this.#tableByName.get(changes[0]?.table ?? '')
    const others = changes.filter((change) => !stands(change))
    return table ? statementsOf(table, others.map(messageOf)) : [statement]
  }

  /** A commit that is on the disk takes all before it along. */
  async #flush(): Promise<void> {
    clearTimeout(this.#lazyTimer)
    const stored = this.#unsaved ?? (this.#lazyTimer && this.#known)
    this.#lazyTimer = undefined
    if (!stored) return
    await writeMoved(this.#options.pg, stored, this.#known)
    this.#known = stored
    this.#unsaved = null
  }

  #announce(lsn: bigint): void {
    if (lsn <= this.#reached) return
    this.#reached = lsn
    for (const waiter of this.#waiters) {
      if (waiter.lsn > lsn) continue
      this.#waiters.delete(waiter)
      waiter.resolve()
    }
    this.#options.onApplied?.(lsn)
  }
}

const isAboutCommands = ({ changes }: Statement) => changes?.every(({ table }) => ABOUT_COMMANDS.has(table)) ?? false

/** Of statements of pglite-sync no row can be left out. */
const isTold = ({ steps }: Steps) =>
  steps.every((step) => step.statements.every(({ changes }) => changes !== undefined))

/** What is shown and not on the disk is no older than this. */
const LAZY_MS = 200

function readChanges({ steps }: Steps): RowChange[] | 'everything' {
  const changes: RowChange[] = []
  for (const { sql, params, changes: told } of steps.flatMap((step) => step.statements)) {
    if (told) {
      changes.push(...told)
      continue
    }
    const change = readRowChange(sql, params)
    if (!change) return 'everything'
    changes.push(change)
  }
  return changes
}

interface Start {
  readonly known: Stored | null
  readonly flagged: readonly string[]
}

/**
 * What this subscription starts from. A flagged shape starts over ('-1'), whatever the centre thinks of its old handle; where nothing is
 * stored every table counts as flagged, so that rows of another life go in the transaction that brings the new ones.
 */
async function startFromStored(pg: PGlite, tables: readonly SyncedTable[]): Promise<Start> {
  const known = await readStored(pg)
  if (!known) return { known, flagged: tables.map((table) => table.name) }
  const missing = tables.map((table) => table.name).filter((name) => !known.positions[name])
  const flagged = [...new Set([...(await readFlagged(pg)), ...missing])]
  const positions: Record<string, Position> = { ...known.positions }
  for (const shape of flagged) {
    const position = positions[shape]
    if (position) positions[shape] = { ...position, offset: '-1' }
  }
  const start = { positions, lsn: known.lsn }
  await writeStored(pg, start)
  return { known: start, flagged }
}

function withTransaction(
  pg: PGlite,
  transaction: (apply: (tx: Transaction) => Promise<unknown>) => Promise<void>,
): PGlite {
  return new Proxy(pg, {
    get(target, key) {
      if (key === 'transaction') return transaction
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
