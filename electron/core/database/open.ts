import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { PGlite } from '@electric-sql/pglite'
import { type Migration, MigrationProblem } from '../../../shared/migrate/plan.ts'
import { damageIn, LOG_PREFIX, markDamaged, readDamage } from './damage.ts'
import { type DatabaseDiedError, layToRest } from './death.ts'
import { DurableNodeFS, durableStartParams } from './durable-fs.ts'
import { terminalExtensions } from './extensions.ts'
import { renameDurably, writeDurably } from './files.ts'
import type { SyncProblem } from '../../../shared/protocol/sync-problem.ts'
import { migrateTerminal, readTerminalMigrations } from './migrate.ts'
import { prepareStatements } from './prepared.ts'
import { dropSeedImage, installImage, seedImage, UNFINISHED } from './seed-image.ts'

/** PGlite 0.5 embeds PostgreSQL 18; a folder of another major version does not open in it. */
export const POSTGRES_MAJOR = '18'

export interface OpenedDatabase {
  readonly pg: PGlite
  /** Resolves with its last words, where the database ends itself while it is open. */
  readonly died: Promise<DatabaseDiedError>
  /** Somebody else has seen that it is of no more use. */
  declareDead(problem: SyncProblem): void
  /** Where a folder that did not open now stands, and why it did not; null where all is well. */
  readonly setAside: { readonly folder: string; readonly reason: string } | null
}

export interface OpenOptions {
  readonly dataDir: string
  /** Where the seed image is kept between first starts. */
  readonly cacheDir?: string | undefined
  readonly migrations?: readonly Migration[]
}

/** The data folder cannot be used as it is: a full disk, a folder of somebody else. Nothing was changed. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError'
}

/**
 * Opens the database of a data folder that is locked by the caller; makes it from the seed image where there is none. A folder that
 * does not open is set aside, never deleted, and made anew: what was pending comes back from the journal, the rest from the centre.
 */
export async function openDatabase(options: OpenOptions): Promise<OpenedDatabase> {
  const folder = join(options.dataDir, 'database')
  const migrations = options.migrations ?? (await readTerminalMigrations())
  rmSync(`${folder}${UNFINISHED}`, { recursive: true, force: true })
  let setAside: OpenedDatabase['setAside'] = null
  if (existsSync(folder)) {
    try {
      return { ...(await startDatabase(folder, migrations)), setAside }
    } catch (error) {
      if (error instanceof MigrationProblem) throw error
      setAside = moveAside(folder, error instanceof Error ? error.message : String(error))
    }
  }
  await makeDatabase(folder, migrations, options.cacheDir)
  return { ...(await startDatabase(folder, migrations)), setAside }
}

/** To be asked before anything is opened: a full or foreign disk must not look like a broken database. Throws `DataFolderError`. */
export function refuseUnwritable(dataDir: string): void {
  const probe = join(dataDir, 'desk.probe')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeDurably(probe, Buffer.alloc(1 << 20))
    rmSync(probe)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DataFolderError(
      `The data folder ${dataDir} cannot be written (${reason}). Make room on the disk, or give this account access to the folder, and start again.`,
      { cause: error },
    )
  }
}

type Started = Omit<OpenedDatabase, 'setAside'>

async function startDatabase(folder: string, migrations: readonly Migration[]): Promise<Started> {
  refuseForeignMajor(folder)
  refuseDamaged(folder)
  const started = await startPglite(folder)
  const { pg } = started
  try {
    await pg.exec("SET TIME ZONE 'UTC'")
    await migrateTerminal(pg, migrations)
    if (!(await isHealthy(pg))) throw new Error('the database does not answer')
    prepareStatements(pg)
    return started
  } catch (error) {
    await pg.close().catch(() => undefined)
    throw error
  }
}

/**
 * V8 makes slow code of PostgreSQL first, and fast code of a part that has run for long: by its own measure that takes most of a desk's day,
 * and its first guests wait for it. Roughly the bytes that a function runs through until then; V8's own: 1,800,000.
 */
setFlagsFromString('--wasm-tiering-budget=100000')

/** PostgreSQL's own measure, 4, is that of a turning disk: by it a list of units read whole tables of guests, and took half as long again. */
const PAGES_AT_HAND = ['-c', 'random_page_cost=1.1']

async function startPglite(folder: string): Promise<Started> {
  // Ours is the lock that counts. This one is not flushed: after a power cut it may be empty, and then nothing would start.
  rmSync(join(folder, 'postmaster.pid'), { force: true })
  let lastWords = ''
  let onDeath: (problem: SyncProblem) => void = () => undefined
  const onStderr = (text: string) => {
    const damage = damageIn(text)
    if (damage !== undefined) markDamaged(folder, damage)
    else if (!/FATAL|PANIC/.test(text)) return false
    lastWords = damage ?? text.trim()
    onDeath({ code: 'database_died', reason: lastWords })
    return false
  }
  try {
    const pg = await PGlite.create({
      fs: new DurableNodeFS(folder),
      extensions: terminalExtensions,
      startParams: [...durableStartParams, ...LOG_PREFIX, ...PAGES_AT_HAND],
      onStderr,
    })
    const died = new Promise<DatabaseDiedError>((resolve) => {
      onDeath = (problem) => resolve(layToRest(pg, problem))
    })
    return { pg, died, declareDead: (problem) => onDeath(problem) }
  } catch (error) {
    // PGlite itself says no more than that it was aborted.
    throw lastWords ? new Error(lastWords, { cause: error }) : error
  }
}

/** Where the version file is missing PGlite would run initdb into what is left of the folder. */
function refuseForeignMajor(folder: string): void {
  const file = join(folder, 'PG_VERSION')
  if (!existsSync(file)) throw new Error('the folder holds no database: PG_VERSION is missing')
  const major = readFileSync(file, 'utf8').trim()
  if (major !== POSTGRES_MAJOR) {
    throw new Error(`the folder is one of PostgreSQL ${major}, this program has ${POSTGRES_MAJOR}`)
  }
}

/** Some page of it was found broken while it ran: what else is, nobody knows. */
function refuseDamaged(folder: string): void {
  const damage = readDamage(folder)
  if (damage !== undefined) throw new Error(`its files are damaged: ${damage}`)
}

/** A PGlite that has gone bad answers queries with no rows and no error. */
export async function isHealthy(pg: PGlite): Promise<boolean> {
  try {
    const { rows } = await pg.query(
      'SELECT 1 AS one, (SELECT count(*) FROM sync.outbox), (SELECT count(*) FROM sync.state)',
    )
    return rows.length === 1
  } catch {
    return false
  }
}

function moveAside(folder: string, reason: string): OpenedDatabase['setAside'] {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  let place = `${folder}.set-aside-${stamp}`
  for (let n = 2; existsSync(place); n++) place = `${folder}.set-aside-${stamp}-${n}`
  renameDurably(folder, place)
  return { folder: place, reason }
}

async function makeDatabase(folder: string, migrations: readonly Migration[], cacheDir?: string): Promise<void> {
  try {
    await installImage(await seedImage(migrations, cacheDir), folder)
  } catch {
    // A damaged image: made again from nothing. What fails now has another cause, and is told.
    dropSeedImage(migrations, cacheDir)
    await installImage(await seedImage(migrations, cacheDir), folder)
  }
}
