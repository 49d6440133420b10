import type { CentreFetch } from '../centre-fetch.ts'
import type { PGlite } from '@electric-sql/pglite'
import type { ShapeDefinition } from '../../../shared/command/shape.ts'
import type { ReplayPending } from '../commands/replay.ts'
import { DatabaseDiedError } from '../database/death.ts'
import { DiskFullError, explainFull } from '../database/room.ts'
import type { ChangedRows } from '../live/live-queries.ts'
import { problemOf } from '../problem-error.ts'
import type { RowKeysByTable } from '../rebase/touched.ts'
import { APPLY_BACK_OFF, type BackOff, backOffMs, fired, sleep } from './back-off.ts'
import { firstLoad } from './first-load.ts'
import { Line, LineFault, type TokenSource } from './line.ts'
import { noProgress } from './load-progress.ts'
import { changeStatus, sameStatus, type ShapeSyncStatus, type StatusChange } from './status.ts'
import { createMetadataTable, forgetStored, readStored } from './stored-positions.ts'
import { subscribe, type Subscription } from './subscription.ts'
import { describeTables, type SyncedTable } from './tables.ts'

export type { ShapeSyncStatus } from './status.ts'

export interface ShapeSyncOptions {
  readonly pg: PGlite
  readonly serverUrl: string
  readonly token: TokenSource
  readonly shapes: readonly ShapeDefinition[]
  /** Shapes of other roles: their tables are empty here. */
  readonly otherShapes?: readonly ShapeDefinition[]
  readonly replay: ReplayPending
  /** Where a first load is kept until all of it is here. */
  readonly folder: string
  /** Decides which pending commands a batch concerns. */
  readonly rowKeys: RowKeysByTable
  readonly fetch?: CentreFetch
  /** How long the centre may hold a request; milliseconds. */
  readonly waitMs?: number
  readonly lineBackOff?: BackOff
  readonly applyBackOff?: BackOff
  /** Throws `DiskFullError` before anything is begun that the disk has no room for. */
  checkRoom?(): void
  onStatus?(status: ShapeSyncStatus): void
  onServerTime?(ms: number): void
  /** Commands that have left the outbox, after the commit. */
  onConfirmed?(ids: string[]): void
  onRows?(transaction: string, rows: ChangedRows): void
  /** Whether more is queued here than goes in one request. */
  isDraining?(): boolean
}

export interface ShapeSync {
  /** Cuts the line on purpose; resolves when nothing more is being applied. */
  pause(): Promise<void>
  resume(): void
  /** Resolves when the answer to a request made after this call stands in the database. Rejects when stopped. */
  caughtUp(): Promise<void>
  stop(): Promise<void>
  status(): ShapeSyncStatus
}

export function startShapeSync(options: ShapeSyncOptions): ShapeSync {
  return new Runner(options)
}

/** This often in a row at the same place: what stands here is not what the centre means, so it is loaded anew. */
const FAULTS_BEFORE_RELOAD = 3

const FULL_DISK_REST_MS = 2000

/**
 *   start -> [first load] -> subscribed -> fault -> rest -> start ...        stop() ends it anywhere
 */
class Runner implements ShapeSync {
  readonly #options: ShapeSyncOptions
  readonly #line: Line
  readonly #stopping = new AbortController()
  readonly #done: Promise<void>
  #status: ShapeSyncStatus
  #subscription: Subscription | null = null
  /** Woken whenever a subscription begins or ends, or the line is taken up again. */
  #changed = new AbortController()
  #loading: AbortController | null = null
  #paused = false
  #faults = 0

  constructor(options: ShapeSyncOptions) {
    this.#options = options
    this.#status = { state: 'offline', since: new Date().toISOString(), progress: null, problem: null, g: null }
    this.#line = new Line({
      serverUrl: options.serverUrl,
      token: options.token,
      ...(options.fetch ? { fetch: options.fetch } : {}),
      ...(options.lineBackOff ? { backOff: options.lineBackOff } : {}),
      onServerTime: (ms) => options.onServerTime?.(ms),
      onUp: () => this.#lineUp(),
      onDown: (fault) => this.#lineDown(fault),
    })
    this.#done = this.#run()
  }

  status(): ShapeSyncStatus {
    return this.#status
  }

  async pause(): Promise<void> {
    this.#paused = true
    this.#loading?.abort()
    this.#set({ state: 'paused' })
    await this.#subscription?.pause()
  }

  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#set({ state: 'offline' })
    this.#line.hurry()
    this.#subscription?.resume()
    this.#wake()
  }

  async caughtUp(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const changed = fired(this.#changed.signal)
      const caughtUp = this.#subscription?.caughtUp().then(() => true)
      const done = await Promise.race([changed.promise.then(() => false), ...(caughtUp ? [caughtUp] : [])])
      changed.forget()
      if (done) return
    }
    throw new Error('The sync was stopped.')
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#loading?.abort()
    this.#wake()
    await this.#done
  }

  async #run(): Promise<void> {
    const stop = this.#stopping.signal
    while (!stop.aborted) {
      if (this.#paused) {
        await fired(AbortSignal.any([stop, this.#changed.signal])).promise
        continue
      }
      try {
        await this.#session()
        this.#faults = 0
      } catch (error) {
        if (error instanceof DatabaseDiedError) return this.#stopping.abort()
        if (!stop.aborted) await this.#rest(error)
      }
    }
  }

  /** One life of a subscription. Returns when stopped or interrupted, throws what ended it otherwise. */
  async #session(): Promise<void> {
    const { pg, shapes } = this.#options
    await createMetadataTable(pg)
    const tables = await describeTables(pg, shapes)
    const stored = await readStored(pg)
    if (stored) this.#set({ g: String(stored.lsn) })
    else if (!(await this.#load(tables))) return
    let ended: (error: unknown) => void = () => undefined
    const fault = new Promise<never>((_, reject) => (ended = reject))
    fault.catch(() => undefined)
    const subscription = await subscribe({
      ...this.#options,
      line: this.#line,
      tables,
      onFault: ended,
      onApplied: (lsn) => this.#applied(lsn),
    })
    this.#subscription = subscription
    if (this.#paused) await subscription.pause()
    this.#wake()
    const stopped = fired(this.#stopping.signal)
    try {
      await Promise.race([fault, stopped.promise])
    } finally {
      stopped.forget()
      this.#subscription = null
      this.#wake()
      await subscription.close()
    }
  }

  /** False: interrupted by a pause or the end. A centre without this endpoint is read through pglite-sync alone. */
  async #load(tables: readonly SyncedTable[]): Promise<boolean> {
    this.#loading = new AbortController()
    // A line that has just failed is not called loading before something comes.
    if (!this.#line.isDown) this.#set({ state: 'loading', progress: noProgress(tables.length) })
    try {
      await this.#line.ready(this.#loading.signal)
      const { pg, otherShapes = [] } = this.#options
      const { g, confirmed } = await firstLoad({
        ...this.#options,
        line: this.#line,
        tables,
        others: await describeTables(pg, otherShapes),
        signal: this.#loading.signal,
        onProgress: (progress) => this.#set({ state: 'loading', progress }),
      })
      this.#set({ g: String(g) })
      this.#line.succeeded()
      if (confirmed.length > 0) this.#options.onConfirmed?.(confirmed)
      return true
    } catch (error) {
      if (this.#loading.signal.aborted) return false
      if (error instanceof LineFault && error.kind === 'missing') return true
      throw error
    } finally {
      this.#loading = null
      this.#set({ progress: null })
    }
  }

  async #rest(error: unknown): Promise<void> {
    const stop = this.#stopping.signal
    if (error instanceof LineFault) {
      this.#line.failed(error)
      return this.#line.ready(stop)
    }
    const cause = explainFull(error)
    if (cause instanceof DiskFullError) {
      // What stands here is right: no reason to load it anew.
      this.#set({ state: 'stopped', problem: cause.problem })
      return sleep(FULL_DISK_REST_MS, stop)
    }
    this.#faults += 1
    if (this.#faults >= FAULTS_BEFORE_RELOAD) {
      // Where even that fails, the next round meets it.
      await forgetStored(this.#options.pg).catch(() => undefined)
      this.#set({ state: 'stopped', problem: problemOf(error, 'cannot_store') })
    }
    await sleep(backOffMs(this.#options.applyBackOff ?? APPLY_BACK_OFF, this.#faults), stop)
  }

  #applied(lsn: bigint): void {
    this.#faults = 0
    this.#set({ g: String(lsn) })
  }

  #lineUp(): void {
    if (!this.#paused && this.#status.state !== 'online') this.#set({ state: 'online' })
  }

  #lineDown(fault: LineFault): void {
    if (this.#paused) return
    if (fault.kind === 'unreachable') this.#set({ state: 'offline' })
    else this.#set({ state: 'stopped', problem: fault.problem })
  }

  #set(change: StatusChange): void {
    const next = changeStatus(this.#status, change, new Date())
    if (sameStatus(next, this.#status)) return
    this.#status = next
    this.#options.onStatus?.(next)
  }

  #wake(): void {
    const woken = this.#changed
    this.#changed = new AbortController()
    woken.abort()
  }
}
