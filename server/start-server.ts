import { join } from 'node:path'
import { commandAccess } from '../shared/domains/access/command-access.ts'
import { refusalFromDatabaseError } from '../shared/domains/errors.ts'
import type { ShapeDefinition } from '../shared/command/shape.ts'
import { commands, shapes } from '../shared/domains/registry.ts'
import { FolderInUseError, lockFolder } from '../shared/node/lock-folder.ts'
import { type EnrolmentInput, issueEnrolmentCode } from './auth/enrolment.ts'
import { openGate } from './auth/gate.ts'
import { loadIdentityKey } from './auth/identity-key.ts'
import { loadPinPepper } from './auth/pin-pepper.ts'
import { loadSigningKey } from './auth/signing-key.ts'
import { FILE_LIMITS, type FileLimits, FileStore } from './files/file-store.ts'
import { createApp } from './http/app.ts'
import { REQUEST_LIMITS, type RequestLimits } from './http/limits.ts'
import { createMetrics } from './http/metrics.ts'
import { listen, type TlsFiles } from './http/listen.ts'
import { createLogger, describeError, type Logger, type LogLevel } from './http/logger.ts'
import { startDailyJobs } from './jobs/daily.ts'
import { startLapses } from './jobs/lapse.ts'
import { afterCommits } from './postgres/commits.ts'
import { checkMigrated, checkPooler, checkPostgres } from './postgres/check-central.ts'
import { migrateCentral } from './postgres/migrate.ts'
import { openPool } from './postgres/pool.ts'
import { prepareStatements } from './postgres/prepared.ts'
import { holdDatabase } from './postgres/sole-server.ts'
import type { CommandDomain } from './push/judge-command.ts'
import { openPushEngine } from './push/push-engine.ts'
import { forwardRows, openOwnRows } from './row-source.ts'
import { StartProblem } from './start-problem.ts'

export interface ServerOptions {
  /**
   * The central PostgreSQL, 15 or newer with wal_level = logical. With `migrate` the login is the owner; without, it needs REPLICATION, SELECT
   * on what is published, and membership in authenticated_user and stayos_gatekeeper.
   */
  readonly databaseUrl: string
  /** Keeps the signing key and the log of changes; made where it is missing. One server per folder. */
  readonly dataDir: string
  /** Loopback unless given: put TLS in front before others can reach it. */
  readonly host?: string
  /** 0 takes any free port. */
  readonly port?: number
  /** Brings the database level with this program first; true unless given. */
  readonly migrate?: boolean
  /** One JSON object per line, without personal data; to stderr unless given. */
  readonly writeLog?: (line: string) => void
  readonly logLevel?: LogLevel
  /** Certificate and key for terminals that come without a proxy; plain HTTP unless given. */
  readonly tls?: TlsFiles | undefined
  /** The same database through a pooler in transaction mode, for commands and tokens; `databaseUrl` unless given. */
  readonly commandUrl?: string | undefined
  /** The node that streams, where this one only lets terminals in and takes their commands; with the same signing key. */
  readonly shapesUrl?: string | undefined
  /** Opens /metrics to whoever carries it; without it they are for this machine alone. */
  readonly metricsToken?: string | undefined
  readonly limits?: Partial<RequestLimits & FileLimits>
  /** How many proxies stand in front; none unless given. */
  readonly proxies?: number
  /** What terminals may do; the whole registry unless given. */
  readonly domain?: CommandDomain
  /** How requests come in; HTTP on `host` and `port` unless given. */
  readonly listen?: typeof listen
  /** What terminals may follow; the whole registry unless given. */
  readonly shapes?: readonly ShapeDefinition[]
}

export interface RunningServer {
  /** Where terminals reach it: 'http://127.0.0.1:8750'. */
  readonly url: string
  readonly port: number
  /** Ends held requests, lets the others finish, closes everything. Calling it twice is once. */
  stop(): Promise<void>
  /** A one-time code with which a device becomes a terminal. Throws `Problem` for a property or user that is not there. */
  issueEnrolmentCode(input: EnrolmentInput): Promise<string>
}

const POOL_SIZE = 12
const GRACE_MS = 5000

/**
 * Starts the sync server. Resolves once requests are served. Throws `StartProblem` (what, where, what to do) where the port is taken, the folder
 * or the database is in use by another server, or PostgreSQL is out of reach, too old, not logical or not migrated; and `MigrationProblem` where
 * a migration does not fit. After a throw nothing is left running.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const undo: (() => Promise<void>)[] = []
  const unwind = async () => {
    const failures: unknown[] = []
    for (const step of undo.splice(0).reverse()) await step().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }
  try {
    return await start(options, undo, unwind)
  } catch (error) {
    await unwind().catch(() => undefined)
    throw error
  }
}

async function start(
  options: ServerOptions,
  undo: (() => Promise<void>)[],
  unwind: () => Promise<void>,
): Promise<RunningServer> {
  const { databaseUrl, dataDir, host = '127.0.0.1', port = 0 } = options
  const logger = createLogger(options.logLevel ?? 'info', options.writeLog ?? ((line) => process.stderr.write(line)))
  undo.push(await holdFolder(dataDir))
  await checkPostgres(databaseUrl)
  const streams = options.shapesUrl === undefined
  if (streams) undo.push(await holdDatabase(databaseUrl, () => logger.log('warn', 'database_lost')))
  if (streams && (options.migrate ?? true)) await migrateCentral(databaseUrl)
  await checkMigrated(databaseUrl)
  if (options.commandUrl !== undefined) await checkPooler(options.commandUrl, databaseUrl)
  const pool = openPool(options.commandUrl ?? databaseUrl, { max: POOL_SIZE })
  // An idle connection that PostgreSQL closed: the pool makes another one.
  pool.on('error', (error) => logger.log('warn', 'connection_lost', describeError(error)))
  if (options.commandUrl === undefined) prepareStatements(pool)
  undo.push(() => pool.end())
  const domain = options.domain ?? { commands, access: commandAccess, refusalFromDatabaseError }
  const metrics = createMetrics()
  const rows =
    options.shapesUrl === undefined
      ? await openOwnRows({ shapes, ...options, beforeShown: () => afterCommits(pool) }, logger, metrics)
      : forwardRows(options.shapesUrl)
  const stopRows = once(() => rows.stop())
  undo.push(stopRows)
  if (streams) {
    const jobs = startDailyJobs({ pool, logger })
    undo.push(() => jobs.stop())
    const lapses = startLapses({ pool, logger, domain })
    undo.push(() => lapses.stop())
  }
  const files = new FileStore(join(dataDir, 'files'), { ...FILE_LIMITS, ...options.limits })
  undo.push(sweepFiles(files, logger))
  const app = createApp({
    files,
    limits: { ...REQUEST_LIMITS, ...options.limits },
    proxies: options.proxies ?? 0,
    metricsToken: options.metricsToken,
    metrics,
    readFigures: () => rows.readFigures(),
    gate: openGate(pool, await loadSigningKey(dataDir)),
    pepperOf: await loadPinPepper(dataDir),
    identityKeyOf: await loadIdentityKey(dataDir),
    push: openPushEngine(pool, domain),
    shapes: rows.service,
    logger,
    checkDatabase: async () => void (await pool.query('SELECT 1')),
    async checkReady() {
      await pool.query('SELECT 1')
      await rows.checkReady()
    },
  })
  const listener = await (options.listen ?? listen)(app.fetch, host, port, options.tls)
  undo.push(() => listener.close(GRACE_MS))
  // First of all when stopping: held requests end, so that the listener can close.
  undo.push(stopRows)
  logger.log('info', 'started', { port: listener.port })
  return {
    url: `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${listener.port}`,
    port: listener.port,
    stop: once(() => unwind().then(() => logger.log('info', 'stopped'))),
    issueEnrolmentCode: (input) => issueEnrolmentCode(pool, input),
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => (result ??= work())
}

async function holdFolder(dataDir: string): Promise<() => Promise<void>> {
  try {
    const lock = await lockFolder(dataDir)
    return () => lock.release()
  } catch (error) {
    if (error instanceof FolderInUseError) throw new StartProblem(error.message)
    throw error
  }
}

const SWEEP_EVERY_MS = 3_600_000

/** Uploads that were given up go, now and every hour. */
function sweepFiles(files: FileStore, logger: Logger): () => Promise<void> {
  const sweep = () =>
    files.sweep(Date.now()).catch((error: unknown) => logger.log('warn', 'sweep', describeError(error)))
  void sweep()
  const timer = setInterval(() => void sweep(), SWEEP_EVERY_MS)
  timer.unref()
  return () => Promise.resolve(clearInterval(timer))
}
