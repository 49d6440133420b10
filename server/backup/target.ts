import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { describeDatabase } from '../postgres/check-central.ts'
import { connect } from './backup.ts'
import { JobProblem } from '../jobs/problem.ts'
import { quote } from './roles.ts'

/** Where a backup is restored to. Exactly one of `keep` and `abandon` is called. */
export interface Target {
  /** Empty, or about to be verified; what stood there before is untouched. */
  readonly url: string
  /** The restored database takes its place. Returns the name that the one before has now, where there was one. */
  keep(): Promise<string | undefined>
  /** As if nothing had been tried. */
  abandon(): Promise<void>
}

/**
 * A database that is missing is made; one that is empty is used. One with data is refused, unless it may be replaced: then the backup is
 * restored beside it, and the two change names at the end.
 */
export async function prepareTarget(databaseUrl: string, replace: boolean): Promise<Target> {
  const name = nameOf(databaseUrl)
  const state = await inMaintenance(databaseUrl, (client) => stateOf(client, databaseUrl, name))
  if (state === 'missing') return makeDatabase(databaseUrl, name, async () => undefined)
  if (state === 'empty') {
    await refuseServed(databaseUrl)
    await dropSlots(databaseUrl)
    return { url: databaseUrl, keep: async () => undefined, abandon: async () => undefined }
  }
  if (!replace) {
    throw new JobProblem(
      `The database at ${describeDatabase(databaseUrl)} holds data, and a restore never writes over data.`,
      `Give a new database: --into postgresql://…/${name}_restored. Or add --replace: the restored one takes its name, and the present one is kept under another.`,
    )
  }
  await refuseServed(databaseUrl)
  return makeDatabase(databaseUrl, `${name}_restore_${randomBytes(3).toString('hex')}`, (made) =>
    exchange(databaseUrl, name, made),
  )
}

async function makeDatabase(
  databaseUrl: string,
  name: string,
  keep: (made: string) => Promise<string | undefined>,
): Promise<Target> {
  await inMaintenance(databaseUrl, (client) => client.query(`CREATE DATABASE ${quote(name)} TEMPLATE template0`))
  return {
    url: withName(databaseUrl, name),
    keep: () => keep(name),
    abandon: () =>
      inMaintenance(
        databaseUrl,
        async (client) => void (await client.query(`DROP DATABASE ${quote(name)} WITH (FORCE)`)),
      ),
  }
}

async function exchange(databaseUrl: string, name: string, restored: string): Promise<string> {
  await refuseServed(databaseUrl)
  await dropSlots(databaseUrl)
  const before = `${name}_before_${new Date().toISOString().slice(0, 19).replace(/[-:T]/g, '')}`
  await inMaintenance(databaseUrl, async (client) => {
    await client.query('BEGIN')
    await client.query(`ALTER DATABASE ${quote(name)} RENAME TO ${quote(before)}`)
    await client.query(`ALTER DATABASE ${quote(restored)} RENAME TO ${quote(name)}`)
    await client.query('COMMIT')
  })
  return before
}

/** A server that went on would push into a database that is about to be another one. */
async function refuseServed(databaseUrl: string): Promise<void> {
  const { rows } = await inMaintenance(databaseUrl, (client) =>
    client.query<{ who: string }>(
      `SELECT coalesce(nullif(application_name, ''), usename, 'somebody') || ' (process ' || pid || ')' AS who FROM pg_stat_activity
       WHERE datname = $1 AND backend_type IN ('client backend', 'walsender') AND pid <> pg_backend_pid()`,
      [nameOf(databaseUrl)],
    ),
  )
  if (rows.length === 0) return
  throw new JobProblem(
    `The database at ${describeDatabase(databaseUrl)} is in use by ${rows.map(({ who }) => who).join(', ')}.`,
    'Stop the server and whatever else is connected, and run the restore again.',
  )
}

/**
 * A replication slot belongs to the history that was: without it the server begins a new epoch, and every terminal loads afresh. One that were
 * left would also hold the log of PostgreSQL for ever.
 */
async function dropSlots(databaseUrl: string): Promise<void> {
  const client = await connect(databaseUrl)
  try {
    await client.query(
      'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()',
    )
  } finally {
    await client.end()
  }
}

async function stateOf(client: pg.Client, databaseUrl: string, name: string): Promise<'missing' | 'empty' | 'full'> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
  if (!rowCount) return 'missing'
  const inside = await connect(databaseUrl)
  try {
    const { rows } = await inside.query<{ full: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')
         OR EXISTS (SELECT FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')) AS full`,
    )
    return rows[0]?.full ? 'full' : 'empty'
  } finally {
    await inside.end()
  }
}

/** Databases are made and renamed from another one; every cluster has one of these. */
async function inMaintenance<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(withName(databaseUrl, nameOf(databaseUrl) === 'postgres' ? 'template1' : 'postgres'))
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function nameOf(databaseUrl: string): string {
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1))
  if (name) return name
  throw new JobProblem(
    `${describeDatabase(databaseUrl)} names no database.`,
    'End the address with its name: …/stayos.',
  )
}

function withName(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl)
  url.pathname = `/${encodeURIComponent(name)}`
  return url.href
}
