import { setMaxListeners } from 'node:events'
import type { PGlite } from '@electric-sql/pglite'
import { electricSync, type SyncShapesToTablesOptions } from '@electric-sql/pglite-sync'
import type { ReplayPending } from '../commands/replay.ts'
import type { ChangedRows } from '../live/live-queries.ts'
import type { RowKeysByTable } from '../rebase/touched.ts'
import { sleep } from './back-off.ts'
import { Guard } from './guard.ts'
import type { Line } from './line.ts'
import { Multiplexer } from './multiplexer.ts'
import { SUBSCRIPTION } from './stored-positions.ts'
import { readChanges } from './short-way.ts'
import type { SyncedTable } from './tables.ts'

export interface SubscriptionOptions {
  readonly pg: PGlite
  readonly line: Line
  readonly tables: readonly SyncedTable[]
  readonly replay: ReplayPending
  /** Decides which pending commands a batch concerns. */
  readonly rowKeys: RowKeysByTable
  readonly waitMs?: number
  readonly flushMs?: number
  checkRoom?(): void
  /** This subscription applies nothing more; close it and start from what is stored. */
  onFault(error: unknown): void
  onApplied?(lsn: bigint): void
  onConfirmed?(ids: string[]): void
  onRows?(transaction: string, rows: ChangedRows): void
  /** Whether more is queued here than goes in one request. */
  isDraining?(): boolean
}

/** pglite-sync, unmodified, between the multiplexer and the guard. */
export interface Subscription {
  pause(): Promise<void>
  resume(): void
  /** What a request made after this call answers stands in the database. Never resolves after a fault. */
  caughtUp(): Promise<void>
  close(): Promise<void>
}

export async function subscribe(options: SubscriptionOptions): Promise<Subscription> {
  const { pg, line, tables } = options
  let faulty = false
  const fault = (error: unknown) => {
    if (faulty) return
    faulty = true
    options.onFault(error)
  }
  const guard = await Guard.open({ ...options, pg, tables, heardMs: () => line.heardMs, onFault: fault })
  const tableByName = new Map(tables.map((table) => [table.name, table]))
  const multiplexer = new Multiplexer({
    line,
    streams: tables.length,
    ...(options.waitMs === undefined ? {} : { waitMs: options.waitMs }),
    take: (asked, answer, toldLsn) => {
      const changes = readChanges(asked, answer, tableByName)
      return changes && guard.take(changes, toldLsn)
    },
    isDraining: () => options.isDraining?.() ?? false,
    onStreamLost: (table) => fault(new Error(`the stream of ${table} lost its place`)),
  })
  const { namespaceObj } = await electricSync().setup(guard.database)
  const sync = await namespaceObj.syncShapesToTables({
    key: SUBSCRIPTION,
    shapes: Object.fromEntries(tables.map((table) => [table.name, shapeOf(table, line, guard, multiplexer, fault)])),
    // The other ways of inserting serve one table only, and break jsonb, arrays and the order of columns.
    initialInsertMethod: 'insert',
  })
  const closing = new AbortController()
  hushRefreshes(sync.streams)
  allowSharedSignal(sync.streams)
  guard.watch(sync.streams)
  multiplexer.resume()
  return {
    pause: async () => {
      multiplexer.pause()
      await guard.settled()
    },
    resume: () => multiplexer.resume(),
    caughtUp: async () => {
      const g = await multiplexer.probe()
      if (!multiplexer.isPlain) return guard.reached(g)
      await Promise.all(Object.values(sync.streams).map((stream) => refreshed(stream, closing.signal)))
      await guard.settled()
    },
    close: async () => {
      closing.abort()
      sync.unsubscribe()
      multiplexer.close()
      await guard.close()
    },
  }
}

/** MultiShapeStream does not await the refreshes that it asks for: one that is cut by closing would end the whole process. */
export function hushRefreshes(streams: Readonly<Record<string, Refreshable>>): void {
  for (const stream of Object.values(streams)) {
    const refresh = stream.forceDisconnectAndRefresh.bind(stream)
    stream.forceDisconnectAndRefresh = () => refresh().catch(() => undefined)
  }
}

/** All streams of a subscription listen to one signal of pglite-sync: more than Node takes for sane, and no leak. */
function allowSharedSignal(streams: Readonly<Record<string, object>>): void {
  for (const stream of Object.values(streams)) {
    const options: unknown = 'options' in stream ? stream.options : undefined
    const signal = typeof options === 'object' && options && 'signal' in options ? options.signal : undefined
    if (signal instanceof AbortSignal) setMaxListeners(0, signal)
  }
}

/** One stream's own way of catching up, where each has its own request. Never resolves once closed. */
async function refreshed(stream: Refreshable & { readonly isUpToDate: boolean }, closing: AbortSignal): Promise<void> {
  while (!stream.isUpToDate && !closing.aborted) await sleep(20, closing)
  if (closing.aborted) return new Promise(() => undefined)
  await stream.forceDisconnectAndRefresh()
}

interface Refreshable {
  forceDisconnectAndRefresh(): Promise<void>
}

function shapeOf(
  table: SyncedTable,
  line: Line,
  guard: Guard,
  multiplexer: Multiplexer,
  fault: (error: unknown) => void,
): SyncShapesToTablesOptions['shapes'][string] {
  return {
    table: table.table,
    schema: table.schema,
    primaryKey: [...table.primaryKey],
    onMustRefetch: guard.onMustRefetch(table.name),
    shape: {
      url: line.url('/v1/shape'),
      params: { table: table.name },
      fetchClient: multiplexer.fetch,
      // The multiplexer has its own watch over a request that hangs.
      liveRequestTimeoutMs: false,
      // Here, not on the subscription: only this one is told before the stream gives up.
      onError: fault,
    },
  }
}
