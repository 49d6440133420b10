import type { PGlite } from '@electric-sql/pglite'
import { breathe } from '../take-turns.ts'
import { isHealthy } from './open.ts'

/** PGlite runs no checkpointer and no autovacuum: left alone, its log grew to 1.4 GB. */
export interface UpkeepFacts {
  /** Bytes of write-ahead log since the last checkpoint, and since the last vacuum. */
  readonly sinceCheckpoint: number
  readonly sinceVacuum: number
  /** Nothing was written since the last look. */
  readonly idle: boolean
  /** Some large table has never been vacuumed: its rows came by a first load, which gathers statistics of a few of them only. */
  readonly isFresh: boolean
}

const MB = 1 << 20

/** How often it looks, and from how many bytes of write-ahead log on something is done. */
export interface UpkeepPace {
  readonly everyMs: number
  /** A checkpoint that waits for no quiet moment; it keeps the thread for a third of a second, so it is more than a hotel's first load writes. */
  readonly checkpointBytes: number
  readonly idleCheckpointBytes: number
  readonly vacuumBytes: number
  /** Every table is read once in this time, a table at a look, so that a broken page is found before somebody needs it. */
  readonly readAllEveryMs: number
}

export const UPKEEP_PACE: UpkeepPace = {
  everyMs: 30_000,
  checkpointBytes: 192 * MB,
  idleCheckpointBytes: 4 * MB,
  vacuumBytes: 64 * MB,
  readAllEveryMs: 24 * 3_600_000,
}

/** A vacuum holds the database for longer, so it waits for a quiet moment, though not for ever: dead rows fill the disk. */
export function dueUpkeep(facts: UpkeepFacts, pace: UpkeepPace = UPKEEP_PACE): 'checkpoint' | 'vacuum' | null {
  const { sinceCheckpoint, sinceVacuum, idle, isFresh } = facts
  if (sinceVacuum > VACUUM_AT_LAST * pace.vacuumBytes) return 'vacuum'
  if (sinceCheckpoint > pace.checkpointBytes) return 'checkpoint'
  if (!idle) return null
  if (isFresh || sinceVacuum > pace.vacuumBytes) return 'vacuum'
  return sinceCheckpoint > pace.idleCheckpointBytes ? 'checkpoint' : null
}

/** This many times the bytes, and a busy desk is vacuumed too. */
const VACUUM_AT_LAST = 12

export interface Upkeep {
  stop(): Promise<void>
}

/** Looks now and then; `onSick` when the database has stopped to answer. */
export function startUpkeep(pg: PGlite, onSick: () => void, pace: UpkeepPace = UPKEEP_PACE): Upkeep {
  let lastWritten = -1
  let vacuumedAt: number | undefined
  // A table of which every page was written since looks as if it never was: once in a life of the process is enough.
  let hasVacuumed = false
  let running = Promise.resolve()
  let stopped = false
  const reader = readThrough(pg, pace.readAllEveryMs)

  async function look(): Promise<void> {
    if (stopped) return
    if (!(await isHealthy(pg))) return onSick()
    const { written, sinceCheckpoint } = await readLogPosition(pg)
    vacuumedAt ??= written
    const idle = written === lastWritten
    if (idle) await reader.next()
    const isFresh = idle && !hasVacuumed && (await hasUnvacuumed(pg))
    const due = dueUpkeep({ sinceCheckpoint, sinceVacuum: written - vacuumedAt, idle, isFresh }, pace)
    if (due === 'vacuum') {
      await vacuum(pg)
      hasVacuumed = true
      vacuumedAt = (await readLogPosition(pg)).written
    }
    if (due) await pg.exec('CHECKPOINT')
    lastWritten = (await readLogPosition(pg)).written
  }

  const timer = setInterval(() => {
    running = running.then(look).catch(onSick)
  }, pace.everyMs)
  timer.unref()
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

/** Table by table, so that a command given meanwhile waits for one of them and not for all. */
async function vacuum(pg: PGlite): Promise<void> {
  const { rows } = await pg.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind IN ('r', 'm') AND relpersistence = 'p' ORDER BY 1`,
  )
  for (const { name } of rows) {
    await pg.exec(`VACUUM (ANALYZE, SKIP_DATABASE_STATS) ${name}`)
    await breathe()
  }
  await pg.exec('VACUUM (ONLY_DATABASE_STATS)')
}

async function hasUnvacuumed(pg: PGlite): Promise<boolean> {
  const { rows } = await pg.query<{ any: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND c.relpages >= 100 AND c.relallvisible = 0 AND n.nspname NOT IN ('pg_catalog', 'information_schema')) AS any`,
  )
  return rows[0]?.any ?? false
}

/** PostgreSQL checks the checksum of each page that comes from the disk; a broken one ends the database (damage.ts). */
async function* readThrough(pg: PGlite, everyMs: number): AsyncGenerator<void> {
  for (;;) {
    const begun = performance.now()
    const { rows } = await pg.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    )
    for (const { name } of rows) {
      await pg.query(`SELECT count(*) FROM ${name} t WHERE octet_length(t::text) < 0`)
      yield
    }
    while (performance.now() - begun < everyMs) yield
  }
}

async function readLogPosition(pg: PGlite): Promise<{ written: number; sinceCheckpoint: number }> {
  const { rows } = await pg.query<{ written: number; since: number }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS written,
       pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 AS since FROM pg_control_checkpoint()`,
  )
  return { written: rows[0]?.written ?? 0, sinceCheckpoint: rows[0]?.since ?? 0 }
}
