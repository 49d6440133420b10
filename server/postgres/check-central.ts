import pg from 'pg'
import { planMigrations } from '../../shared/migrate/plan.ts'
import { StartProblem } from '../start-problem.ts'
import { isUntrusted } from './failures.ts'
import { readCentralMigrations } from './migrate.ts'

/** The oldest PostgreSQL whose logical replication has what the shapes need. */
const OLDEST_MAJOR = 15
const SERVING_ROLES = ['authenticated_user', 'stayos_gatekeeper']

/** Host, port and database of a connection string, without its password. */
export function describeDatabase(databaseUrl: string): string {
  try {
    const { hostname, port, pathname } = new URL(databaseUrl)
    return `${hostname || 'localhost'}:${port || 5432}${pathname}`
  } catch {
    return 'the address in DATABASE_URL'
  }
}

/** Throws `StartProblem` where this PostgreSQL cannot be a centre. Before the migration. */
export async function checkPostgres(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const version = Number(await readSetting(client, 'server_version_num'))
    const where = describeDatabase(databaseUrl)
    if (version < OLDEST_MAJOR * 10_000) {
      throw new StartProblem(
        `PostgreSQL at ${where} is version ${Math.floor(version / 10_000)}; StayOS needs ${OLDEST_MAJOR} or newer. Upgrade it, or give another database in DATABASE_URL.`,
      )
    }
    const walLevel = await readSetting(client, 'wal_level')
    if (walLevel === 'logical') return
    throw new StartProblem(
      `PostgreSQL at ${where} has wal_level = ${walLevel}; shapes need "logical". Run: ALTER SYSTEM SET wal_level = 'logical'; then restart PostgreSQL (a managed one has a switch for logical replication).`,
    )
  })
}

/** Throws `StartProblem` where the database is not migrated, or the login may not enter the roles that requests are served as. */
export async function checkMigrated(databaseUrl: string): Promise<void> {
  const files = await readCentralMigrations()
  await withClient(databaseUrl, async (client) => {
    const where = describeDatabase(databaseUrl)
    const pending = planMigrations(files, await readHistory(client))
    if (pending.length > 0) {
      throw new StartProblem(
        `The database at ${where} lacks ${pending.length} migrations (first ${pending[0]?.script}). Run: npm run db:migrate`,
      )
    }
    const { rows } = await client.query<{ name: string }>(
      `SELECT name FROM unnest($1::text[]) AS name WHERE NOT pg_has_role(current_user, name, 'MEMBER')`,
      [SERVING_ROLES],
    )
    if (rows.length === 0) return
    const missing = rows.map((row) => row.name).join(', ')
    throw new StartProblem(
      `The login in DATABASE_URL may not serve requests at ${where}. Run as the owner: GRANT ${missing} TO that login;`,
    )
  })
}

/** Throws `StartProblem` where the pooler does not lead to the database. Databases are told apart by cluster and number. */
export async function checkPooler(commandUrl: string, databaseUrl: string): Promise<void> {
  const through = await readIdentity(commandUrl).catch((error: unknown) => {
    const what = error instanceof Error ? error.message.replaceAll('DATABASE_URL', 'COMMAND_DATABASE_URL') : ''
    throw new StartProblem(`The pooler in COMMAND_DATABASE_URL does not lead to PostgreSQL. ${what}`, { cause: error })
  })
  if (through === (await readIdentity(databaseUrl))) return
  throw new StartProblem(
    `COMMAND_DATABASE_URL (${describeDatabase(commandUrl)}) leads to another database than DATABASE_URL (${describeDatabase(databaseUrl)}). Both must be the same one.`,
  )
}

async function readIdentity(databaseUrl: string): Promise<string> {
  let identity = ''
  await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ identity: string }>(
      `SELECT pg_postmaster_start_time() || '/' || oid AS identity FROM pg_database WHERE datname = current_database()`,
    )
    identity = rows[0]?.identity ?? ''
  })
  return identity
}

async function readHistory(client: pg.Client) {
  const there = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.flyway_schema_history') IS NOT NULL AS there`,
  )
  if (!there.rows[0]?.there) return []
  const { rows } = await client.query<{ version: string | null; script: string; checksum: number | null }>(
    'SELECT version, script, checksum FROM public.flyway_schema_history WHERE success ORDER BY installed_rank',
  )
  return rows
}

async function readSetting(client: pg.Client, setting: string): Promise<string> {
  const { rows } = await client.query<{ value: string }>('SELECT current_setting($1) AS value', [setting])
  return rows[0]?.value ?? ''
}

async function withClient(databaseUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = await connect(databaseUrl).catch((error: unknown) => {
    throw connectProblem(databaseUrl, error)
  })
  try {
    await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

function connectProblem(databaseUrl: string, error: unknown): StartProblem {
  const where = describeDatabase(databaseUrl)
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (/^28/.test(code)) {
    return new StartProblem(`PostgreSQL at ${where} refuses this user or password. Correct DATABASE_URL.`, {
      cause: error,
    })
  }
  if (code === '3D000') {
    return new StartProblem(`There is no such database at ${where}. Create it, or correct DATABASE_URL.`, {
      cause: error,
    })
  }
  if (isUntrusted(error)) {
    return new StartProblem(
      `PostgreSQL at ${where} shows a certificate that this machine cannot prove (${code}). Give the certificate of whoever signed it: sslrootcert=FILE in DATABASE_URL.`,
      { cause: error },
    )
  }
  if (error instanceof Error && /does not support SSL/.test(error.message)) {
    return new StartProblem(
      `PostgreSQL at ${where} does not speak TLS, which sslmode in DATABASE_URL asks for. Set ssl = on there, or correct DATABASE_URL.`,
      { cause: error },
    )
  }
  if (code === 'ENOENT') {
    return new StartProblem(`A file that DATABASE_URL names (sslrootcert, sslcert or sslkey) is missing.`, {
      cause: error,
    })
  }
  return new StartProblem(
    `PostgreSQL at ${where} does not answer${code && ` (${code})`}. Start it, or correct DATABASE_URL; a firewall in between must let this machine through.`,
    { cause: error },
  )
}
