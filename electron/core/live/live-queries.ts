import type { PGlite } from '@electric-sql/pglite'
import { breathe } from '../take-turns.ts'
import { diffRows, type KeyedRows, keyRows, type Part, patchRows, type RowDiff } from './diff-rows.ts'

/** By table: the ids of the rows that have changed there. */
export type ChangedRows = ReadonlyMap<string, ReadonlySet<string>>

/** What a live query needs of a query: its answer, what it depends on, and the key of a row. */
export interface LiveSource {
  readonly tables: readonly string[]
  /** At least so long between the end of one run and the next; whoever begins to listen meanwhile gets what stands. Absent: none. */
  readonly restMs?: number
  key(row: object): string
  run(): Promise<object[]>
  /** Absent: everything is asked for, whatever has changed. */
  readonly parts?: {
    /** Columns that decide where a row stands. */
    readonly place: readonly string[]
    /** Whether it is known what a changed row of this table concerns. */
    covers(table: string): boolean
    /** The rows that these changes concern; null where everything is to be asked for. */
    run(changed: ChangedRows, shown: KeyedRows<object>): Promise<Part<object> | null>
  }
}

/** `rev` counts the answers of one query; the first that a listener gets has no diff. */
export interface LiveUpdate {
  readonly rev: number
  readonly rows: readonly object[]
  readonly diff: RowDiff<object> | null
}

export interface LiveListener {
  (update: LiveUpdate): void
}

export interface LiveQueries {
  /** `name` tells equal queries: all their listeners share one run. Returns how to end it. */
  subscribe(name: string, source: LiveSource, listener: LiveListener, onFault: (error: unknown) => void): () => void
  /**
   * What this transaction, which is about to commit, changes in these tables, to the row. Of any other transaction, and of any other table,
   * all rows count as changed.
   */
  nameRows(transaction: string, rows: ChangedRows): void
  /** Runs `react` whenever one of the tables has changed, in the same rhythm. */
  onTables(tables: readonly string[], react: () => void): () => void
  close(): Promise<void>
}

/** One frame of a screen: what changes within it is painted once, and what comes after a quiet one at once. */
const COALESCE_MS = 16

/** For rests alone: a test holds it by hand. */
export interface RestClock {
  now(): number
  /** Returns how to call it off. */
  after(ms: number, act: () => void): () => void
}

const restClock: RestClock = {
  now: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

interface Subscriber {
  readonly listener: LiveListener
  readonly onFault: (error: unknown) => void
  /** Has had its first answer. */
  served: boolean
}

interface Entry {
  readonly source: LiveSource
  readonly subscribers: Set<Subscriber>
  rev: number
  rows: readonly object[]
  keyed: KeyedRows<object> | null
  /** Everything is to be asked for. */
  dirty: boolean
  /** Else what these concern. */
  readonly concerned: Map<string, Set<string>>
  /** By the clock of rests; until then it does not run again. */
  restUntil: number
  /** Calls off the end of a rest that is waited for. */
  callOff: (() => void) | null
}

/** Runs queries again when their tables change, one after another, each once for all who listen. */
export async function openLiveQueries(pg: PGlite, clock: RestClock = restClock): Promise<LiveQueries> {
  const entries = new Map<string, Entry>()
  const watchers = new Set<{ tables: ReadonlySet<string>; react: () => void }>()
  /** By table: all rows, or the ids of these. */
  const changed = new Map<string, 'all' | Set<string>>()
  let named: { readonly transaction: string; readonly rows: ChangedRows } | undefined
  /** How to call off the next run. */
  let callOff: (() => void) | undefined
  let running = Promise.resolve()
  let closed = false
  let lastRunAt = -COALESCE_MS

  const unlisten = await pg.listen('table_changed', (told) => {
    const [table = '', transaction] = told.split(' ')
    note(changed, table, named?.transaction === transaction ? (named?.rows.get(table) ?? 'all') : 'all')
    schedule(lastRunAt + COALESCE_MS - performance.now())
  })

  function schedule(ms: number): void {
    if (closed || callOff) return
    const run = () => {
      callOff = undefined
      running = running.then(runDirty)
    }
    if (ms > 0) {
      const timer = setTimeout(run, ms)
      callOff = () => clearTimeout(timer)
    } else {
      // Before anything that waits for a timer: a person looks at it.
      const immediate = setImmediate(run)
      callOff = () => clearImmediate(immediate)
    }
  }

  async function runDirty(): Promise<void> {
    const tables = new Map(changed)
    changed.clear()
    lastRunAt = performance.now()
    const touched = (names: Iterable<string>) => [...names].some((name) => tables.has(name))
    for (const watcher of watchers) if (touched(watcher.tables)) watcher.react()
    for (const entry of entries.values()) hear(entry, tables)
    for (const entry of [...entries.values()]) {
      if (closed || !(entry.dirty || entry.concerned.size > 0)) continue
      const left = entry.restUntil - clock.now()
      if (left > 0) {
        serveWhatStands(entry)
        entry.callOff ??= clock.after(left, () => wake(entry))
        continue
      }
      await refresh(entry)
      // One that has never answered has nothing to serve meanwhile.
      if (entry.keyed && entry.source.restMs !== undefined) entry.restUntil = clock.now() + entry.source.restMs
      await breathe()
    }
  }

  /** Its rest is over: what has changed meanwhile is asked now. */
  function wake(entry: Entry): void {
    entry.callOff = null
    schedule(0)
  }

  return {
    subscribe: (name, source, listener, onFault) => {
      const entry: Entry = entries.get(name) ?? {
        ...{ source, subscribers: new Set(), rev: 0, rows: [], keyed: null },
        ...{ dirty: true, concerned: new Map(), restUntil: -Infinity, callOff: null },
      }
      entries.set(name, entry)
      const subscriber: Subscriber = { listener, onFault, served: false }
      entry.subscribers.add(subscriber)
      // Later ones get what stands, by the same way and in order with the diffs.
      entry.dirty = true
      schedule(0)
      return () => {
        entry.subscribers.delete(subscriber)
        if (entry.subscribers.size > 0 || entries.get(name) !== entry) return
        entry.callOff?.()
        entries.delete(name)
      }
    },
    nameRows: (transaction, rows) => (named = { transaction, rows }),
    onTables: (tables, react) => {
      const watcher = { tables: new Set(tables), react }
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    close: async () => {
      closed = true
      callOff?.()
      for (const entry of entries.values()) entry.callOff?.()
      await running
      await unlisten()
    },
  }
}

function note(changed: Map<string, 'all' | Set<string>>, table: string, rows: 'all' | ReadonlySet<string>): void {
  const before = changed.get(table) ?? new Set()
  changed.set(table, before === 'all' || rows === 'all' ? 'all' : new Set([...before, ...rows]))
}

function hear(entry: Entry, changed: ReadonlyMap<string, 'all' | ReadonlySet<string>>): void {
  for (const table of entry.source.tables) {
    const rows = changed.get(table)
    if (rows === undefined) continue
    if (rows === 'all' || !entry.source.parts?.covers(table)) entry.dirty = true
    else entry.concerned.set(table, new Set([...(entry.concerned.get(table) ?? []), ...rows]))
  }
}

/** A query that fails, or a listener that throws, is told to its own and disturbs no other. */
async function refresh(entry: Entry): Promise<void> {
  const concerned = entry.dirty ? null : new Map(entry.concerned)
  entry.dirty = false
  entry.concerned.clear()
  let diff: RowDiff<object> | null
  try {
    const keyed = (concerned && (await patched(entry, concerned))) ?? (await whole(entry))
    const rows = [...keyed.values()].map(({ row }) => row)
    diff = entry.keyed ? diffRows(entry.keyed, keyed) : { upserts: rows, order: [...keyed.keys()] }
    if (diff) Object.assign(entry, { rows, keyed, rev: entry.rev + 1 })
  } catch (error) {
    for (const subscriber of entry.subscribers) subscriber.onFault(error)
    return
  }
  for (const subscriber of [...entry.subscribers]) tell(subscriber, entry, diff)
}

const whole = async ({ source }: Entry): Promise<KeyedRows<object>> =>
  keyRows(await source.run(), (row) => source.key(row))

async function patched({ source, keyed }: Entry, concerned: ChangedRows): Promise<KeyedRows<object> | null> {
  const { parts } = source
  const part = parts && keyed && (await parts.run(concerned, keyed))
  return part ? patchRows(keyed, part, (row) => source.key(row), parts.place) : null
}

/** For whoever came while it rests. */
function serveWhatStands(entry: Entry): void {
  for (const subscriber of [...entry.subscribers]) tell(subscriber, entry, null)
}

function tell(subscriber: Subscriber, { rev, rows }: Entry, diff: RowDiff<object> | null): void {
  if (subscriber.served && !diff) return
  try {
    subscriber.listener({ rev, rows, diff: subscriber.served ? diff : null })
    subscriber.served = true
  } catch (error) {
    subscriber.onFault(error)
  }
}
