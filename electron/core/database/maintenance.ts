import type { PGlite } from '@electric-sql/pglite'
import { isHealthy } from './open.ts'

/** PGlite runs no checkpointer and no autovacuum: left alone, its log grew to 1.4 GB. */
export interface UpkeepFacts {
  /** Bytes of write-ahead log since the last checkpoint, and since the last vacuum. */
  readonly sinceCheckpoint: number
  readonly sinceVacuum: number
  /** Nothing was written since the last look. */
  readonly idle: boolean
}

const MB = 1 << 20

/** A vacuum holds the database for longer, so it waits for a quiet moment; a checkpoint does not wait for ever. */
export function dueUpkeep({ sinceCheckpoint, sinceVacuum, idle }: UpkeepFacts): 'checkpoint' | 'vacuum' | null {
  if (sinceCheckpoint > 96 * MB) return 'checkpoint'
  if (!idle) return null
  if (sinceVacuum > 64 * MB) return 'vacuum'
  return sinceCheckpoint > 4 * MB ? 'checkpoint' : null
}

export interface Upkeep {
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 30_000

/** Looks now and then; `onSick` when the database has stopped to answer. */
export function startUpkeep(pg: PGlite, onSick: () => void, everyMs = LOOK_EVERY_MS): Upkeep {
  let lastWritten = -1
  let vacuumedAt: number | undefined
  let running = Promise.resolve()
  let stopped = false

  async function look(): Promise<void> {
    if (stopped) return
    if (!(await isHealthy(pg))) return onSick()
    const { written, sinceCheckpoint } = await readLogPosition(pg)
    vacuumedAt ??= written
    const due = dueUpkeep({ sinceCheckpoint, sinceVacuum: written - vacuumedAt, idle: written === lastWritten })
    if (due === 'vacuum') {
      await pg.exec('VACUUM (ANALYZE)')
      vacuumedAt = (await readLogPosition(pg)).written
    }
    if (due) await pg.exec('CHECKPOINT')
    lastWritten = (await readLogPosition(pg)).written
  }

  const timer = setInterval(() => {
    running = running.then(look).catch(onSick)
  }, everyMs)
  timer.unref()
  return {
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

async function readLogPosition(pg: PGlite): Promise<{ written: number; sinceCheckpoint: number }> {
  const { rows } = await pg.query<{ written: number; since: number }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS written,
       pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 AS since FROM pg_control_checkpoint()`,
  )
  return { written: rows[0]?.written ?? 0, sinceCheckpoint: rows[0]?.since ?? 0 }
}
