import type pg from 'pg'
import { describeDatabase } from '../postgres/check-central.ts'
import { migrateCentral, readCentralMigrations } from '../postgres/migrate.ts'
import { type BackupProgress, connect } from './backup.ts'
import { differences, fingerprintTables } from './fingerprint.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { JobProblem } from '../jobs/problem.ts'
import { chooseProgram, type Program } from './programs.ts'
import { createMissingRoles, dropUnusedRoles } from './roles.ts'
import { runProgram } from './run-program.ts'
import { prepareTarget } from './target.ts'

export interface RestoreOptions {
  readonly file: string
  /** The database to make, as its owner. */
  readonly databaseUrl: string
  /** It may hold data: it is then kept under another name. */
  readonly replace: boolean
  readonly onProgress: (progress: BackupProgress) => void
  readonly signal: AbortSignal
  /** What is on this machine, unless given. */
  readonly programs?: readonly Program[]
}

export interface Restored {
  readonly manifest: Manifest
  /** What the database before is called now. */
  readonly before: string | undefined
  /** Roles that this cluster lacked, and that may not log in. */
  readonly roles: readonly string[]
  /** Migrations that are newer than the backup. */
  readonly migrations: readonly string[]
}

/**
 * Makes a database of a backup, and proves by rows and checksums that it is what was backed up before it takes its place. A database that
 * differs, or a restore that is stopped, leaves everything as it was. Terminals begin a new epoch with it.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { file, databaseUrl, replace, signal } = options
  const manifest = await readManifest(file)
  const program = chooseProgram('pg_restore', manifest.pgDump, options.programs)
  const target = await prepareTarget(databaseUrl, replace)
  const made: string[] = []
  try {
    const filled = await fill(target.url, program, manifest, made, options)
    signal.throwIfAborted()
    return { manifest, ...filled, before: await target.keep() }
  } catch (error) {
    await target.abandon()
    await forgetRoles(databaseUrl, made)
    throw error
  }
}

/** Restores, verifies and brings level; `made` gets the roles that had to be made, at once. */
async function fill(url: string, program: Program, manifest: Manifest, made: string[], options: RestoreOptions) {
  const client = await connect(url)
  try {
    await refuseOlderServer(client, manifest, url)
    made.push(...(await createMissingRoles(client, manifest.roles)))
    await load(program, manifest, url, options)
    await verify(client, manifest, options)
    const migrations = await level(client, url)
    return { migrations, roles: await dropUnusedRoles(client, made) }
  } finally {
    await client.end()
  }
}

async function refuseOlderServer(client: pg.Client, manifest: Manifest, databaseUrl: string): Promise<void> {
  const { rows } = await client.query<{ major: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS major`,
  )
  const major = rows[0]?.major ?? 0
  if (major >= manifest.server) return
  throw new JobProblem(
    `The backup is of PostgreSQL ${manifest.server}, and ${describeDatabase(databaseUrl)} is of version ${major}.`,
    `Restore it into PostgreSQL ${manifest.server} or newer.`,
  )
}

async function load(program: Program, manifest: Manifest, url: string, options: RestoreOptions): Promise<void> {
  let done = 0
  await runProgram({
    program,
    databaseUrl: url,
    signal: options.signal,
    // One transaction: all of it or nothing, in a database that stood there empty too.
    args: [`--dbname=${databaseName(url)}`, '--no-owner', '--single-transaction', options.file],
    onTable: (table) => options.onProgress({ phase: 'restoring', done: done++, total: manifest.tables.length, table }),
  })
}

async function verify(client: pg.Client, manifest: Manifest, { onProgress, signal }: RestoreOptions): Promise<void> {
  const found = await fingerprintTables(
    client,
    (done, total, table) => onProgress({ phase: 'verifying', done, total, table }),
    signal,
  )
  const lines = differences(manifest.tables, found)
  if (lines.length === 0) return
  throw new JobProblem(
    `The restored database is not what was backed up:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    'It was not kept. Try another backup, and tell support.',
  )
}

/** Newer migrations, then what follows from who the owner is: grants, policies, the publication. And statistics, which no dump holds. */
async function level(client: pg.Client, url: string): Promise<string[]> {
  const ran = await migrateCentral(url)
  const repeatable = (await readCentralMigrations()).filter((file) => file.version === undefined)
  for (const { sql } of repeatable.sort((a, b) => (a.script < b.script ? -1 : 1))) {
    await client.query('BEGIN')
    await client.query(sql)
    await client.query('COMMIT')
  }
  await client.query('ANALYZE')
  return ran
}

const databaseName = (url: string) => decodeURIComponent(new URL(url).pathname.slice(1))

async function forgetRoles(databaseUrl: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const url = new URL(databaseUrl)
  url.pathname = '/postgres'
  const client = await connect(url.href)
  try {
    await dropUnusedRoles(client, names)
  } finally {
    await client.end()
  }
}
