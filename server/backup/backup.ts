import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { describeDatabase } from '../postgres/check-central.ts'
import { fingerprintTables } from './fingerprint.ts'
import { type Manifest, manifestPath, sha256Of } from './manifest.ts'
import { JobProblem } from '../jobs/problem.ts'
import { chooseProgram, type Program } from './programs.ts'
import { readRoles } from './roles.ts'
import { runProgram } from './run-program.ts'

export interface BackupProgress {
  readonly phase: 'counting' | 'dumping' | 'restoring' | 'verifying'
  readonly done: number
  readonly total: number
  readonly table: string
}

export interface BackupOptions {
  readonly databaseUrl: string
  /** Must not be there yet. */
  readonly file: string
  readonly onProgress: (progress: BackupProgress) => void
  readonly signal: AbortSignal
  /** What is on this machine, unless given. */
  readonly programs?: readonly Program[]
}

/**
 * Writes the whole database to `file`, and to its manifest how many rows each table has and their checksum, all as of one moment; the hotel
 * goes on working. Under its own name the file appears only when it is whole and on disk.
 */
export async function makeBackup(options: BackupOptions): Promise<Manifest> {
  const { databaseUrl, file } = options
  if (existsSync(file)) {
    throw new JobProblem(`${file} is there already.`, 'A backup never writes over another one: give another --to.')
  }
  mkdirSync(dirname(file), { recursive: true })
  const client = await connect(databaseUrl)
  const part = `${file}.part`
  try {
    return await writeBackup(client, part, options)
  } finally {
    rmSync(part, { force: true })
    await client.end()
  }
}

async function writeBackup(client: pg.Client, part: string, options: BackupOptions): Promise<Manifest> {
  const { databaseUrl, file, onProgress, signal } = options
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const server = await readServer(client)
  const program = chooseProgram('pg_dump', server.major, options.programs)
  const access = await readAccess(client, databaseUrl)
  const tables = await fingerprintTables(
    client,
    (done, total, table) => onProgress({ phase: 'counting', done, total, table }),
    signal,
  )
  closeSync(openSync(part, 'w', 0o600)) // personal data: for its owner alone, from the first byte
  let done = 0
  await runProgram({
    program,
    databaseUrl,
    signal,
    args: ['--format=custom', `--snapshot=${server.snapshot}`, `--file=${part}`, ...access],
    onTable: (table) => onProgress({ phase: 'dumping', done: done++, total: tables.length, table }),
  })
  const manifest: Manifest = {
    format: 1,
    madeAt: server.now,
    database: server.database,
    server: server.major,
    pgDump: program.major,
    schema: await readSchemaVersion(client),
    bytes: statSync(part).size,
    sha256: await sha256Of(part),
    roles: await readRoles(client),
    tables,
  }
  keep(part, file, manifest)
  return manifest
}

/** The manifest first: a backup without one could not be verified. */
function keep(part: string, file: string, manifest: Manifest): void {
  const manifestPart = `${manifestPath(file)}.part`
  writeFileSync(manifestPart, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  for (const path of [part, manifestPart]) syncFile(path)
  renameSync(manifestPart, manifestPath(file))
  renameSync(part, file)
  if (process.platform !== 'win32') syncFile(dirname(file))
}

function syncFile(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

interface Server {
  readonly major: number
  readonly database: string
  readonly snapshot: string
  readonly now: string
}

async function readServer(client: pg.Client): Promise<Server> {
  const { rows } = await client.query<{ version: number; database: string; snapshot: string; now: Date }>(
    `SELECT current_setting('server_version_num')::int AS version, current_database() AS database, pg_export_snapshot() AS snapshot, now() AS now`,
  )
  const [row] = rows
  if (!row) throw new Error('PostgreSQL did not say who it is')
  return { ...row, major: Math.floor(row.version / 10_000), now: row.now.toISOString() }
}

async function readSchemaVersion(client: pg.Client): Promise<string | null> {
  const there = await client.query(`SELECT to_regclass('public.flyway_schema_history') AS name`)
  if ((there.rows[0] as { name: string | null }).name === null) return null
  const { rows } = await client.query<{ version: string }>(
    `SELECT version FROM public.flyway_schema_history WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1`,
  )
  return rows[0]?.version ?? null
}

/** Row-level security must not hide a row from a backup. The owner's own policy shows it every row; nobody else may try. */
async function readAccess(client: pg.Client, databaseUrl: string): Promise<string[]> {
  const { rows } = await client.query<{ sees_all: boolean; owns_all: boolean }>(
    `SELECT rolsuper OR rolbypassrls AS sees_all,
       NOT EXISTS (SELECT FROM pg_class c WHERE c.relrowsecurity AND c.relowner <> r.oid) AS owns_all
     FROM pg_roles r WHERE rolname = current_user`,
  )
  if (rows[0]?.sees_all) return []
  if (rows[0]?.owns_all) return ['--enable-row-security']
  throw new JobProblem(
    `This login does not see every row of ${describeDatabase(databaseUrl)}: row-level security would leave some out of the backup.`,
    'Log in as the owner of the database, or as a superuser.',
  )
}

export async function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'stayos backup' })
  client.on('error', () => undefined) // the query that runs reports it
  try {
    await client.connect()
    return client
  } catch (error) {
    throw new JobProblem(
      `The database at ${describeDatabase(databaseUrl)} does not answer (${error instanceof Error ? error.message : String(error)}).`,
      'Start it, or correct DATABASE_URL. Without one, the database that "npm start" keeps is used.',
      { cause: error },
    )
  }
}
