import { createHash } from 'node:crypto'
import { type ReadColumn, tableName } from '../replication/transaction.ts'
import { openStream } from '../replication/stream.ts'
import { classifyFailure } from '../postgres/failures.ts'
import { databaseUnavailable, failure, Refused } from './answers.ts'
import { bootstrapShapes } from './bootstrap.ts'
import { type Catalog, describesRelation, openCatalog } from './catalog.ts'
import type { ShapeContext } from './context.ts'
import { getShape } from './get-shape.ts'
import { ShapeLog } from './log/shape-log.ts'
import { LoadStore } from './load-store.ts'
import { DividedTransaction } from './log-page.ts'
import { openStorage, type Storage } from './log/storage.ts'
import { pollShapes } from './poll-shapes.ts'
import type { ShapeResolver } from './resolved-shape.ts'
import type { Scope } from './scope.ts'
import { createSnapshots } from './snapshot.ts'
import { SnapshotSpool } from './spool.ts'
import { SnapshotOverrun } from './stitch.ts'
import { Waiters } from './waiters.ts'

export interface Alarm {
  readonly code: string
  readonly message: string
}

export interface ShapeEngineOptions {
  /** An owner or replication login of the central database; snapshots read under row-level security all the same. */
  readonly databaseUrl: string
  /** Holds the log; losing it makes every terminal load again. */
  readonly dataDir: string
  readonly resolve: ShapeResolver
  /** The resolver's own, where it has one: a changed table is then known to both. */
  readonly catalog?: Catalog
  /** Whether any shape could hold the row (`createRowFilter`); without it every published change is logged. */
  readonly keep?: (table: string, read: ReadColumn) => boolean
  readonly slotName?: string
  readonly publication?: string
  readonly longPollMs?: number
  readonly chunkBytes?: number
  readonly budgetBytes?: number
  /** A transaction with more than this on one table makes the table's terminals load it again instead of following. */
  readonly transactionBytes?: number
  readonly logBytes?: number
  readonly logAgeMs?: number
  /** How often the slot and the publication are looked at. */
  readonly watchMs?: number
  /** The log's own unless given: what fails or dies at a named place is passed in from outside. */
  readonly openStorage?: (dataDir: string, onAlarm: (alarm: Alarm) => void) => Storage
  /** Awaited before commits are shown: who gave one hears of it first. Does not reject. */
  readonly beforeShown?: () => Promise<void>
  readonly onAlarm?: (alarm: Alarm) => void
}

export interface EngineStatus {
  /** Commit LSN up to which every shape is complete, decimal. */
  readonly g: string
  readonly epoch: string
  readonly logBytes: number
  /** Requests that are held now. */
  readonly held: number
  readonly slot: string
  readonly connected: boolean
  /** Bytes of WAL that PostgreSQL keeps for the slot, and may keep; undefined until looked at, and where there is no limit. */
  readonly slotKeptBytes: number | undefined
  readonly slotLimitBytes: number | undefined
  /** How often a held request was woken, since the start: an idle terminal wakes nobody. */
  readonly wakeups: number
}

export interface ShapeEngine {
  /** GET /v1/shape */
  shape(request: Request, scope: Scope): Promise<Response>
  /** POST /v1/shapes/poll */
  poll(request: Request, scope: Scope): Promise<Response>
  /** POST /v1/bootstrap */
  bootstrap(request: Request, scope: Scope): Promise<Response>
  /** Makes every terminal load the table again: the remedy where its rows are in doubt. */
  rotate(table: string, reason: string): void
  status(): EngineStatus
  stop(): Promise<void>
}

const DAY_MS = 86_400_000
const COMPACT_EVERY_MS = 600_000

/** Opens the log and the replication stream; resolves when both stand. */
export async function openShapeEngine(options: ShapeEngineOptions): Promise<ShapeEngine> {
  const { databaseUrl, dataDir, publication = 'stayos' } = options
  const slotName = options.slotName ?? defaultSlotName(databaseUrl)
  const onAlarm = options.onAlarm ?? (({ code, message }) => console.warn(`[shapes] ${code}: ${message}`))
  const catalog = options.catalog ?? (await openCatalog(databaseUrl, publication))
  const waiters = new Waiters()
  const fences = new Waiters()
  const storage = (options.openStorage ?? openStorage)(dataDir, onAlarm)
  const limits = { maxBytes: options.logBytes ?? 2 ** 30, maxAgeMs: options.logAgeMs ?? 35 * DAY_MS }
  const log = new ShapeLog(storage, limits, {
    onAppend(touched) {
      fences.wakeAll()
      waiters.wake(touched)
      waiters.wake(new Set([...touched].map((partition) => `${partition.slice(0, partition.lastIndexOf('|'))}|*`)))
    },
    onRotate(tables, reason) {
      onAlarm({ code: 'rotated', message: `Terminals load ${tables.join(', ')} again: ${reason}.` })
      void catalog.refresh().catch((error: unknown) => onAlarm({ code: 'catalog', message: String(error) }))
      waiters.wake(tables)
    },
    onEpoch: () => waiters.wakeAll(),
    isCurrent: (relation) => describesRelation(catalog.table(tableName(relation)), relation),
  })
  const spool = new SnapshotSpool(dataDir)
  const loads = new LoadStore(dataDir)
  const snapshots = createSnapshots(databaseUrl)
  const stream = await openStream({
    databaseUrl,
    slotName,
    publication,
    sink: log,
    onAlarm,
    beforeShown: options.beforeShown ?? (() => Promise.resolve()),
    tableBytes: options.transactionBytes ?? 64 * 2 ** 20,
    watchMs: options.watchMs ?? 10_000,
    ...(options.keep && { keep: options.keep }),
  }).catch(async (error: unknown) => {
    await Promise.allSettled([snapshots.close(), storage.close()])
    throw error
  })
  const compaction = setInterval(() => compact(log, onAlarm), COMPACT_EVERY_MS)
  compaction.unref()
  const context: ShapeContext = {
    log,
    catalog,
    resolve: options.resolve,
    snapshots,
    spool,
    loads,
    divided: new DividedTransaction(),
    waiters,
    fences,
    longPollMs: options.longPollMs ?? 20_000,
    chunkBytes: options.chunkBytes ?? 2 ** 20,
    budgetBytes: options.budgetBytes ?? 8 * 2 ** 20,
  }
  let stopping: Promise<void> | undefined
  const stop = async () => {
    clearInterval(compaction)
    waiters.close()
    fences.close()
    await stream.stop()
    await snapshots.close()
    spool.close()
    await loads.close()
    await storage.close()
  }
  return {
    shape: (request, scope) => answered(onAlarm, () => getShape(context, request, scope)),
    poll: (request, scope) => answered(onAlarm, () => pollShapes(context, request, scope)),
    bootstrap: (request, scope) => answered(onAlarm, () => bootstrapShapes(context, request, scope)),
    rotate: (table, reason) => log.rotate([table], reason),
    status: () => ({
      g: String(log.position),
      epoch: log.epoch,
      logBytes: log.bytes,
      held: waiters.count,
      slot: slotName,
      connected: stream.connected,
      slotKeptBytes: stream.slot?.keptBytes,
      slotLimitBytes: stream.slot?.limitBytes,
      wakeups: waiters.wakeups,
    }),
    stop: () => (stopping ??= stop()),
  }
}

function compact(log: ShapeLog, onAlarm: (alarm: Alarm) => void): void {
  try {
    log.compact(Date.now())
  } catch (error) {
    onAlarm({ code: 'log_write_failed', message: `The change log cannot be compacted: ${String(error)}` })
  }
}

async function answered(onAlarm: (alarm: Alarm) => void, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused) return error.answer
    if (error instanceof SnapshotOverrun) return failure(503, 'busy', 'A table changed while it was read. Try again.')
    if (classifyFailure(error) !== 'bug') return databaseUnavailable()
    onAlarm({
      code: 'request_failed',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
    return failure(500, 'fault', 'The centre could not answer. Try again; if it stays, tell your administrator.')
  }
}

/** Slots are named per cluster, not per database: each database gets one of its own. */
function defaultSlotName(databaseUrl: string): string {
  const database = decodeURIComponent(new URL(databaseUrl).pathname.slice(1)) || 'postgres'
  const plain = database
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .slice(0, 40)
  if (plain === database) return `stayos_${plain}`
  return `stayos_${plain}_${createHash('sha256').update(database).digest('hex').slice(0, 8)}`
}
