import type pg from 'pg'
import type { Database } from '../../shared/command/database.ts'
import { describeError, type Logger } from '../http/logger.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { startRounds } from './rounds.ts'

interface DailyJob {
  readonly name: string
  /** What it did, in counts, for the log. */
  run(db: Database): Promise<Readonly<Record<string, number>>>
}

/** Each is idempotent: running it again does what is left, or nothing. */
const JOBS: readonly DailyJob[] = [
  {
    name: 'partitions',
    async run(db) {
      const done = await db.query<{ action: string }>('SELECT action FROM compliance.maintain_partitions()')
      const count = (action: string) => done.filter((each) => each.action === action).length
      return { made: count('made'), detached: count('detached'), dropped: count('dropped') }
    },
  },
  {
    name: 'cool_rows',
    async run(db) {
      const [row] = await db.query<{ cooled: number }>('SELECT sync.cool_settled_rows() AS cooled')
      return { cooled: row?.cooled ?? 0 }
    },
  },
]

export interface DailyOptions {
  readonly pool: pg.Pool
  readonly logger: Logger
  /** Milliseconds. The first round leaves the start alone; a round that failed is made up by the next. */
  readonly firstAfterMs?: number
  readonly everyMs?: number
}

const HOUR_MS = 3_600_000

/** What the centre does by itself, several times a day so that a night in which it was off costs nothing. */
export function startDailyJobs(options: DailyOptions): { stop(): Promise<void> } {
  const { firstAfterMs = 60_000, everyMs = 6 * HOUR_MS } = options
  return startRounds({ firstAfterMs, everyMs }, async (stopping) => {
    for (const job of JOBS) if (!stopping.aborted) await runJob(options, job)
  })
}

async function runJob({ pool, logger }: DailyOptions, job: DailyJob): Promise<void> {
  try {
    const did = await inTransaction(pool, 'stayos_gatekeeper', { statement_timeout: '10min' }, (db) => job.run(db))
    if (Object.values(did).some((count) => count > 0)) logger.log('info', 'daily_job', { job: job.name, ...did })
  } catch (error) {
    logger.log('warn', 'daily_job_failed', { job: job.name, ...describeError(error) })
  }
}
