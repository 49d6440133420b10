import pg from 'pg'
import { publishedTables, type SqlRunner } from './slot.ts'

/** How the slot stands in PostgreSQL: what it keeps from being removed, and how much it may. */
export interface SlotFigures {
  /** Bytes of WAL that PostgreSQL keeps for the slot. */
  readonly keptBytes: number
  /** `max_slot_wal_keep_size`; undefined where there is no limit, and the disk is the limit. */
  readonly limitBytes: number | undefined
  readonly lost: boolean
}

/** Share of the limit at which somebody should know: well before the slot, and with it everybody's position, is lost. */
const ALARM_SHARE = 0.5
/** Where PostgreSQL has no limit: its disk fills instead. */
const ALARM_BYTES = 4 * 2 ** 30

/** Why somebody should look at the slot; undefined where all is well. Pure. */
export function slotAlarm(figures: SlotFigures): string | undefined {
  const { keptBytes, limitBytes, lost } = figures
  if (lost) return 'PostgreSQL has dropped WAL that the replication slot needed: every terminal loads again.'
  const mb = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`
  if (limitBytes !== undefined && keptBytes > limitBytes * ALARM_SHARE) {
    return `The replication slot holds ${mb(keptBytes)} of WAL, of ${mb(limitBytes)} that PostgreSQL keeps (max_slot_wal_keep_size). Beyond it every terminal loads again. Look whether this server follows its database, or raise the limit.`
  }
  if (limitBytes === undefined && keptBytes > ALARM_BYTES) {
    return `The replication slot holds ${mb(keptBytes)} of WAL, and PostgreSQL has no limit (max_slot_wal_keep_size): its disk may fill. Look whether this server follows its database.`
  }
  return undefined
}

const SLOT = `
  SELECT coalesce(pg_current_wal_lsn() - restart_lsn, 0)::text AS kept, coalesce(wal_status = 'lost' OR restart_lsn IS NULL, true)::text AS lost,
         (SELECT setting FROM pg_settings WHERE name = 'max_slot_wal_keep_size') AS limit_mb
  FROM pg_replication_slots WHERE slot_name = `

export async function readSlotFigures(runner: SqlRunner, slotName: string): Promise<SlotFigures> {
  const [row] = await runner.query(`${SLOT}'${slotName}'`)
  const limit = Number(row?.limit_mb ?? -1)
  return {
    keptBytes: Number(row?.kept ?? 0),
    limitBytes: limit < 0 ? undefined : limit * 2 ** 20,
    lost: row?.lost !== 'false' && row?.lost !== 'f',
  }
}

export interface WatchOptions {
  readonly databaseUrl: string
  readonly slotName: string
  readonly publication: string
  readonly everyMs: number
  /** The stream has to be begun anew: what is published is not what it was begun with. */
  onPublicationChanged(): void
  onFigures(figures: SlotFigures): void
}

export interface Watch {
  /** What a session was begun with; changes are told against it. */
  expect(identityByTable: ReadonlyMap<string, string>): void
  stop(): void
}

/** Looks from time to time at what the stream itself does not tell: how far the slot lags, and whether it is still published what it should. */
export function watchDatabase(options: WatchOptions): Watch {
  let expected: string | undefined
  let looking = false
  const look = async () => {
    const client = new pg.Client({ connectionString: options.databaseUrl, application_name: 'stayos watch' })
    client.on('error', () => undefined) // the query is told too
    await client.connect()
    try {
      const runner: SqlRunner = { query: async (sql) => (await client.query<Record<string, string | null>>(sql)).rows }
      options.onFigures(await readSlotFigures(runner, options.slotName))
      const found = textOf(await publishedTables(runner, options.publication))
      if (expected !== undefined && found !== expected) options.onPublicationChanged()
    } finally {
      await client.end()
    }
  }
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    // A database that is away is the stream's to tell.
    void look()
      .catch(() => undefined)
      .finally(() => (looking = false))
  }, options.everyMs)
  timer.unref()
  return {
    expect: (identityByTable) => (expected = textOf(identityByTable)),
    stop: () => clearInterval(timer),
  }
}

const textOf = (identityByTable: ReadonlyMap<string, string>) => JSON.stringify([...identityByTable].sort())
