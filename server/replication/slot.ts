import { setTimeout as sleep } from 'node:timers/promises'
import type { FoundSource } from './epoch.ts'
import { parseLsn } from './lsn.ts'

/** A connection of whatever kind. */
export interface SqlRunner {
  query(sql: string): Promise<Record<string, string | null>[]>
}

/** Why nothing can be streamed now; `code` is for programs. */
export class ReplicationError extends Error {
  constructor(
    readonly code: 'in_use' | 'publication_missing' | 'wal_level',
    message: string,
  ) {
    super(message)
    this.name = 'ReplicationError'
  }
}

const RETRY_MS = 100

/** The lock lives and dies with the stream's own connection, so a killed server leaves none behind. */
export async function lockStream(walsender: SqlRunner, slot: string, patienceMs: number): Promise<void> {
  const locked = async () => {
    const [row] = await walsender.query(
      `SELECT pg_try_advisory_lock(hashtext('stayos stream'), hashtext('${slot}'))::text AS taken`,
    )
    return row?.taken === 'true'
  }
  const free = async () => {
    const [row] = await walsender.query(`SELECT active::text FROM pg_replication_slots WHERE slot_name = '${slot}'`)
    return row?.active !== 'true'
  }
  for (const until = Date.now() + patienceMs; ; await sleep(RETRY_MS)) {
    if ((await locked()) && (await free())) return
    if (Date.now() > until) {
      throw new ReplicationError(
        'in_use',
        `Another server is already streaming this database (replication slot "${slot}"). Stop it, or give this one a slot name of its own.`,
      )
    }
  }
}

export async function checkPublication(walsender: SqlRunner, publication: string): Promise<void> {
  const [level] = await walsender.query('SHOW wal_level')
  if (level?.wal_level !== 'logical') {
    throw new ReplicationError(
      'wal_level',
      'PostgreSQL runs without wal_level = logical. Set it and restart PostgreSQL.',
    )
  }
  const rows = await walsender.query(`SELECT 1 AS one FROM pg_publication WHERE pubname = '${publication}'`)
  if (rows.length === 0) {
    throw new ReplicationError(
      'publication_missing',
      `The database has no publication "${publication}". Migrate it first: npm run db:migrate.`,
    )
  }
}

export async function findSource(walsender: SqlRunner, slot: string): Promise<FoundSource> {
  const [system] = await walsender.query('IDENTIFY_SYSTEM')
  const [database] = await walsender.query('SELECT oid::text FROM pg_database WHERE datname = current_database()')
  const [row] = await walsender.query(
    `SELECT confirmed_flush_lsn::text AS confirmed, restart_lsn IS NULL OR wal_status = 'lost' AS lost
     FROM pg_replication_slots WHERE slot_name = '${slot}'`,
  )
  if (!system?.systemid || !system.timeline || !system.xlogpos || !database?.oid) {
    throw new Error('PostgreSQL did not identify itself')
  }
  return {
    systemId: system.systemid,
    timeline: Number(system.timeline),
    databaseOid: Number(database.oid),
    walPosition: parseLsn(system.xlogpos),
    slot: row?.confirmed ? { confirmed: parseLsn(row.confirmed), lost: row.lost === 't' } : undefined,
  }
}

/** Waits for transactions that are open now: their beginnings would otherwise be missing from the stream. */
export async function createSlot(walsender: SqlRunner, slot: string): Promise<bigint> {
  await walsender.query(
    `SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '${slot}'`,
  )
  const [row] = await walsender.query(
    `SELECT lsn::text FROM pg_create_logical_replication_slot('${slot}', 'pgoutput') AS made(name, lsn)`,
  )
  if (!row?.lsn) throw new Error(`PostgreSQL did not create the replication slot "${slot}"`)
  return parseLsn(row.lsn)
}

/** The identity of each published table: taken out and put back is another one, with a gap between. */
export async function publishedTables(walsender: SqlRunner, publication: string): Promise<Map<string, string>> {
  const rows = await walsender.query(
    `SELECT n.nspname || '.' || c.relname AS name, r.oid || '/' || c.oid AS identity
     FROM pg_publication p JOIN pg_publication_rel r ON r.prpubid = p.oid
     JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE p.pubname = '${publication}'`,
  )
  return new Map(rows.map((row) => [row.name ?? '', row.identity ?? '']))
}
