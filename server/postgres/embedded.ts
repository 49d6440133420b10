import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { type Account, canReach, findBinaries, majorOf, unprivilegedAccount } from './binaries.ts'

export interface EmbeddedPostgres {
  /** Logs in as the owner of the cluster. */
  readonly url: string
  /** Where the cluster's files are. */
  readonly folder: string
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Kept over restarts: the cluster and, in connection.json, how to reach it. */
  readonly dataDir: string
  /** Extra settings ('fsync=off'), for tests. */
  readonly settings?: readonly string[]
  /** The folder of another PostgreSQL, whose bin/ holds initdb and postgres; the one that npm installed unless given. */
  readonly programs?: string
}

const connectionFacts = z.object({ port: z.int(), password: z.string().min(1), folder: z.string() })
type ConnectionFacts = z.infer<typeof connectionFacts>

const OWNER = 'stayos'
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'wal_level=logical',
  'max_connections=200',
  'max_replication_slots=64',
  'max_wal_senders=64',
  'max_slot_wal_keep_size=4GB',
  'log_parameter_max_length=0',
  'log_min_messages=warning',
]

/**
 * Starts the PostgreSQL that npm installed on 127.0.0.1, making its cluster the first time. A cluster that an earlier process left running
 * is taken over. As root it runs under an ordinary account, from a folder that this account can reach.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const running = await connectToEmbedded(options.dataDir)
  if (running) return running
  mkdirSync(options.dataDir, { recursive: true })
  const account = unprivilegedAccount()
  const binaries = findBinaries(account, options.programs)
  const known = readFacts(options.dataDir)
  const facts: ConnectionFacts = {
    port: await freePort(known?.port),
    password: known?.password ?? randomBytes(24).toString('hex'),
    folder: known?.folder ?? clusterFolder(options.dataDir, account),
  }
  if (!existsSync(join(facts.folder, 'PG_VERSION'))) makeCluster(binaries.initdb, facts, account)
  writeFacts(options.dataDir, facts)
  const args = [...SETTINGS, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting])
  const log = openSync(join(options.dataDir, 'postgres.log'), 'a')
  // Its own session: Ctrl+C in the terminal must reach us alone, since desk and server stop before their database.
  const launch = () =>
    spawn(binaries.postgres, ['-D', facts.folder, '-p', String(facts.port), ...args], {
      ...(account && { uid: account.uid, gid: account.gid }),
      detached: true,
      stdio: ['ignore', log, log],
      cwd: facts.folder,
    })
  try {
    const pid = await untilReady(facts, launch, options.dataDir)
    await createDatabase(facts)
    return handleOf(facts, pid)
  } finally {
    closeSync(log)
  }
}

/** Sessions of a postmaster that was killed look for it when they have done what they are at. Until then no other one may begin. */
const ORPHANS_MS = 60_000

async function untilReady(
  facts: ConnectionFacts,
  launch: () => ChildProcess,
  dataDir: string,
): Promise<number | undefined> {
  const log = join(dataDir, 'postgres.log')
  for (const until = Date.now() + ORPHANS_MS; ; await sleep(200)) {
    const before = statSync(log).size
    const child = launch()
    try {
      await waitUntilReady(facts, child, dataDir)
      return child.pid
    } catch (error) {
      const words = readFileSync(log).toString('utf8', before)
      if (!words.includes('pre-existing shared memory block') || Date.now() > until) throw error
    }
  }
}

/** The embedded PostgreSQL of this folder where it is running now; undefined otherwise. */
export async function connectToEmbedded(dataDir: string): Promise<EmbeddedPostgres | undefined> {
  const facts = readFacts(dataDir)
  const pid = facts && readPostmasterPid(facts.folder)
  if (!facts || pid === undefined || !isAlive(pid)) return undefined
  const deadline = Date.now() + 15_000
  while (Date.now() < deadline && isAlive(pid)) {
    if (await answers(facts)) return handleOf(facts, pid)
    await sleep(100)
  }
  return undefined
}

function handleOf(facts: ConnectionFacts, pid: number | undefined): EmbeddedPostgres {
  return {
    url: urlOf(facts, OWNER),
    folder: facts.folder,
    async stop() {
      if (pid === undefined || !isAlive(pid)) return
      process.kill(pid, 'SIGINT') // "fast": ends sessions, then checkpoints
      const deadline = Date.now() + 30_000
      while (isAlive(pid) && Date.now() < deadline) await sleep(50)
      if (isAlive(pid)) process.kill(pid, 'SIGQUIT')
    },
  }
}

function clusterFolder(dataDir: string, account: Account | undefined): string {
  const beside = join(dataDir, 'cluster')
  if (!account || canReach(dataDir, account)) return beside
  const parent = '/var/lib'
  return mkdtempSync(join(canReach(parent, account) ? parent : tmpdir(), 'stayos-cluster-'))
}

function makeCluster(initdb: string, facts: ConnectionFacts, account: Account | undefined): void {
  mkdirSync(facts.folder, { recursive: true, mode: 0o700 })
  const secrets = mkdtempSync(join(tmpdir(), 'stayos-initdb-'))
  const passwordFile = join(secrets, 'password')
  writeFileSync(passwordFile, facts.password, { mode: 0o600 })
  if (account) for (const path of [facts.folder, secrets, passwordFile]) chownSync(path, account.uid, account.gid)
  const made = spawnSync(
    initdb,
    [
      ...['-D', facts.folder, '-U', OWNER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
      ...localeArguments(initdb),
      '--no-instructions',
    ],
    { ...(account && { uid: account.uid, gid: account.gid }), cwd: secrets, encoding: 'utf8' },
  )
  rmSync(secrets, { recursive: true, force: true })
  if (made.status === 0) return
  rmSync(facts.folder, { recursive: true, force: true })
  throw new Error(`PostgreSQL could not make its files in ${facts.folder}: ${made.stderr || String(made.error)}`)
}

/** Upper and lower case of every alphabet, sorted by code points: from version 17 on without the machine's own locales. */
function localeArguments(initdb: string): string[] {
  if ((majorOf(initdb) ?? 0) < 17) return ['--locale=C.UTF-8']
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
}

async function waitUntilReady(facts: ConnectionFacts, child: ChildProcess, dataDir: string): Promise<void> {
  let failure: Error | undefined
  child.once('error', (error) => (failure = error))
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    if (failure || child.exitCode !== null) {
      throw new Error(
        `PostgreSQL did not start (${failure?.message ?? `exit code ${child.exitCode}`}); see ${dataDir}/postgres.log.`,
      )
    }
    if (await answers(facts)) return
    await sleep(50)
  }
  throw new Error(`PostgreSQL did not answer within 60 s; see ${dataDir}/postgres.log.`)
}

async function answers(facts: ConnectionFacts): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(facts, 'postgres'), connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function createDatabase(facts: ConnectionFacts): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(facts, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [OWNER])
    if (!rowCount) await client.query(`CREATE DATABASE ${OWNER}`)
  } finally {
    await client.end()
  }
}

const urlOf = (facts: ConnectionFacts, database: string) =>
  `postgresql://${OWNER}:${facts.password}@127.0.0.1:${facts.port}/${database}`

function readFacts(dataDir: string): ConnectionFacts | undefined {
  const file = join(dataDir, 'connection.json')
  return existsSync(file) ? connectionFacts.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

function writeFacts(dataDir: string, facts: ConnectionFacts): void {
  writeFileSync(join(dataDir, 'connection.json'), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 })
}

function readPostmasterPid(folder: string): number | undefined {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  return Number.isInteger(pid) && pid > 1 ? pid : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The port of last time where it is free, so that a noted address stays valid; else any. */
async function freePort(preferred: number | undefined): Promise<number> {
  const tryListen = (port: number) =>
    new Promise<number | undefined>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(undefined))
      probe.listen(port, '127.0.0.1', () => {
        const address = probe.address()
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
      })
    })
  const port = (preferred === undefined ? undefined : await tryListen(preferred)) ?? (await tryListen(0))
  if (port === undefined) throw new Error('No free port on 127.0.0.1 for PostgreSQL.')
  return port
}
