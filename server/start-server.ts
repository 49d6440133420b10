import { join } from 'node:path'
import pg from 'pg'
import { commandAccess } from '../shared/domains/access/command-access.ts'
import { refusalFromDatabaseError } from '../shared/domains/errors.ts'
import { commands, shapes } from '../shared/domains/registry.ts'
import { FolderInUseError, lockFolder } from '../shared/node/lock-folder.ts'
import { type EnrolmentInput, issueEnrolmentCode } from './auth/enrolment.ts'
import { openGate } from './auth/gate.ts'
import { loadSigningKey } from './auth/signing-key.ts'
import { FILE_LIMITS, type FileLimits, FileStore } from './files/file-store.ts'
import { createApp } from './http/app.ts'
import { REQUEST_LIMITS, type RequestLimits } from './http/limits.ts'
import { createMetrics, type Metrics } from './http/metrics.ts'
import { listen, type TlsFiles } from './http/listen.ts'
import { createLogger, describeError, type Logger, type LogLevel } from './http/logger.ts'
import { startDailyJobs } from './jobs/daily.ts'
import { checkMigrated, checkPostgres } from './postgres/check-central.ts'
import { migrateCentral } from './postgres/migrate.ts'
import { holdDatabase } from './postgres/sole-server.ts'
import type { CommandDomain } from './push/judge-command.ts'
import { openPushEngine } from './push/push-engine.ts'
import { ReplicationError } from './replication/slot.ts'
import { openCatalog } from './shapes/catalog.ts'
import { openShapeEngine, type ShapeEngine } from './shapes/engine.ts'
import { createNamedShapeResolver, createRowFilter } from './shapes/named-shapes.ts'
import { Problem } from './problem.ts'
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
  /** Opens /metrics to whoever carries it; without it they are for this machine alone. */
  readonly metricsToken?: string | undefined
  readonly limits?: Partial<RequestLimits & FileLimits>
  /** How many proxies stand in front; none unless given. */
  readonly proxies?: number
  /** What terminals may do; the whole registry unless given. */
  readonly domain?: CommandDomain
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
  undo.push(await holdDatabase(databaseUrl, () => logger.log('warn', 'database_lost')))
  if (options.migrate ?? true) await migrateCentral(databaseUrl)
  await checkMigrated(databaseUrl)
  const pool = openPool(databaseUrl, logger)
  undo.push(() => pool.end())
  const metrics = createMetrics()
  const engine = await openShapes(options, logger, metrics)
  const stopShapes = once(() => engine.stop())
  undo.push(stopShapes)
  const jobs = startDailyJobs({ pool, logger })
  undo.push(() => jobs.stop())
  const files = new FileStore(join(dataDir, 'files'), { ...FILE_LIMITS, ...options.limits })
  undo.push(sweepFiles(files, logger))
  const app = createApp({
    files,
    limits: { ...REQUEST_LIMITS, ...options.limits },
    proxies: options.proxies ?? 0,
    metricsToken: options.metricsToken,
    metrics,
    readFigures: () => engine.status(),
    gate: openGate(pool, await loadSigningKey(dataDir)),
    push: openPushEngine(pool, options.domain ?? { commands, access: commandAccess, refusalFromDatabaseError }),
    shapes: engine,
    logger,
    checkDatabase: async () => void (await pool.query('SELECT 1')),
    async checkReady() {
      await pool.query('SELECT 1')
      if (!engine.status().connected)
        throw new Problem(503, 'not_ready', 'The replication stream does not run. It is taken up again by itself.')
    },
  })
  const listener = await listen(app.fetch, host, port, options.tls)
  undo.push(() => listener.close(GRACE_MS))
  // First of all when stopping: held requests end, so that the listener can close.
  undo.push(stopShapes)
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

function openPool(databaseUrl: string, logger: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: POOL_SIZE,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    application_name: 'stayos-server',
  })
  // An idle connection that PostgreSQL closed: the pool makes another one.
  pool.on('error', (error) => logger.log('warn', 'connection_lost', describeError(error)))
  return pool
}

/** The built-in engine over every shape of the registry. */
async function openShapes(
  { databaseUrl, dataDir }: ServerOptions,
  logger: Logger,
  metrics: Metrics,
): Promise<ShapeEngine> {
  const catalog = await openCatalog(databaseUrl)
  try {
    return await openShapeEngine({
      databaseUrl,
      dataDir: join(dataDir, 'shapes'),
      catalog,
      resolve: createNamedShapeResolver(shapes, catalog),
      keep: createRowFilter(shapes),
      onAlarm({ code, message }) {
        metrics.countAlarm(code)
        logger.log('warn', 'shapes', { code, message: withoutValues(code, message) })
      },
    })
  } catch (error) {
    if (error instanceof ReplicationError) throw new StartProblem(error.message, { cause: error })
    throw error
  }
}

/** A failed request brings a stack, whose first line may quote a row. */
function withoutValues(code: string, message: string): string {
  if (code !== 'request_failed') return message
  const frames = message.split('\n').filter((line) => /^\s+at /.test(line))
  return frames
    .slice(0, 6)
    .map((line) => line.trim())
    .join(' | ')
}
