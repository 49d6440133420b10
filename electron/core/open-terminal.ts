import { type CentreFetch, centreFetch } from './centre-fetch.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandDefinition } from '../../shared/command/command.ts'
import type { QueryDefinition } from '../../shared/command/query.ts'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { commandAccess } from '../../shared/domains/access/command-access.ts'
import { mayAsk } from '../../shared/domains/access/query-access.ts'
import type { Migration } from '../../shared/migrate/plan.ts'
import { refusalFromDatabaseError } from '../../shared/domains/errors.ts'
import { commands, queries, shapes } from '../../shared/domains/registry.ts'
import { rowKeysByTable } from '../../shared/domains/row-keys.ts'
import { DatabaseDiedError } from './database/death.ts'
import { lockFolder } from '../../shared/node/lock-folder.ts'
import type { GivingDomain } from './commands/execute.ts'
import { type ReplayPending, replayWith } from './commands/replay.ts'
import { readDamage } from './database/damage.ts'
import { startUpkeep, type UpkeepPace } from './database/maintenance.ts'
import { openDatabase, type OpenedDatabase, refuseUnwritable } from './database/open.ts'
import { checkRoom, type FreeBytes } from './database/room.ts'
import { markForWipe, wipeIfMarked } from './database/wipe.ts'
import { Desk } from './desk.ts'
import { ProblemError } from './problem-error.ts'
import { openLiveQueries } from './live/live-queries.ts'
import { readIdentity } from './identity/enrol.ts'
import { Journal } from './outbox/journal.ts'
import { levelJournal } from './outbox/level.ts'
import type { RowKeysByTable } from './rebase/touched.ts'
import type { Terminal } from './terminal.ts'

export type { Terminal, TerminalSync } from './terminal.ts'

/** What the hotel can do and ask. */
export interface TerminalDomain extends GivingDomain {
  readonly commands: ReadonlyMap<string, CommandDefinition>
  readonly queries: ReadonlyMap<string, QueryDefinition>
  readonly shapes: readonly ShapeDefinition[]
  readonly rowKeys: RowKeysByTable
  /** Whether a page may ask this of somebody of this role. */
  readonly mayAsk: (role: string, query: string) => boolean
}

export interface TerminalOptions {
  /** The desk's own folder: database, journal, keys. One process at a time. */
  readonly dataDir: string
  /** Where the centre answers: 'http://127.0.0.1:5180'. */
  readonly serverUrl: string
  /** `npm start` says so of a desk of its invented houses: the page then tells where their PINs stand. */
  readonly demo?: boolean | undefined
  /** Needed once, for a folder that was never enrolled. */
  readonly enrolment?: { readonly code: string } | undefined
  readonly fetch?: CentreFetch | undefined
  /** Where the image of an empty database is kept; beside node_modules by default. */
  readonly cacheDir?: string | undefined
  readonly domain?: TerminalDomain
  /** Of this program's own files unless given. */
  readonly migrations?: readonly Migration[]
  readonly upkeep?: UpkeepPace
  /** Of the disk that `dataDir` is on; asked of the system unless given. */
  readonly freeBytes?: FreeBytes
}

/** What the hotel can do and ask, all of it. */
export const hotelDomain: TerminalDomain = {
  commands,
  access: commandAccess,
  queries,
  shapes,
  rowKeys: rowKeysByTable,
  mayAsk,
  refusalFromDatabaseError,
}

/**
 * Opens a desk with what is on its disk; no network is waited for. Sync begins by itself.
 *
 * Throws `FolderInUseError` (another process has the folder), `DataFolderError` (the disk is full or not ours) and `MigrationProblem`.
 * A database that does not open is no error: it is set aside and made anew, and pending commands come back from the journal.
 */
export async function openTerminal(options: TerminalOptions): Promise<Terminal> {
  const domain = options.domain ?? hotelDomain
  refuseUnwritable(options.dataDir)
  const lock = await lockFolder(options.dataDir)
  const closers: (() => Promise<void> | void)[] = [() => lock.release()]
  try {
    wipeIfMarked(options.dataDir)
    const journal = Journal.open(options.dataDir)
    closers.push(() => journal.close())
    const replay = replayWith(domain, readIdentity(options.dataDir)?.properties ?? [])
    const { pg, setAside, died, declareDead, restored } = await openLevel(options, journal, replay)
    closers.push(() => pg.close())
    const live = await openLiveQueries(pg)
    closers.push(() => live.close())
    const desk = new Desk({
      ...options,
      fetch: options.fetch ?? centreFetch,
      domain,
      pg,
      journal,
      live,
      rebuilt: setAside && { ...setAside, restored },
      died,
      checkRoom: () => {
        refuseLostFolder(options.dataDir, declareDead)
        checkRoom(options.dataDir, options.freeBytes)
      },
      onHandedOver: () => leaveNothing(options.dataDir, declareDead),
      release: () => closeAll(closers),
    })
    const upkeep = startUpkeep(
      pg,
      () => declareDead({ code: 'database_died', reason: 'it no longer answers' }),
      options.upkeep,
    )
    closers.push(() => upkeep.stop())
    await desk.start()
    return desk
  } catch (error) {
    await closeAll(closers)
    throw error
  }
}

/** Damage that shows only when the outbox is read: the second try meets a folder that is marked, and sets it aside. */
async function openLevel(
  options: TerminalOptions,
  journal: Journal,
  replay: ReplayPending,
  again = true,
): Promise<OpenedDatabase & { restored: number }> {
  const opened = await openDatabase(options)
  try {
    return { ...opened, restored: await levelJournal(opened.pg, journal, replay) }
  } catch (error) {
    await opened.pg.close().catch(() => undefined)
    if (!again || readDamage(join(options.dataDir, 'database')) === undefined) throw error
    return openLevel(options, journal, replay, false)
  }
}

/** Files that were deleted can still be written, to nobody's use: what is "done" there is gone with this process. */
function refuseLostFolder(dataDir: string, declareDead: OpenedDatabase['declareDead']): void {
  if (existsSync(join(dataDir, 'database', 'PG_VERSION'))) return
  declareDead({ code: 'database_died', reason: 'its folder was removed' })
  throw new ProblemError({ code: 'folder_removed', folder: dataDir })
}

/** The mark first: what cannot be removed while it is open here is removed at the next start. */
function leaveNothing(dataDir: string, declareDead: OpenedDatabase['declareDead']): void {
  markForWipe(dataDir)
  declareDead({ code: 'locked_out' })
  try {
    wipeIfMarked(dataDir)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** The last opened first; each is closed whatever the others do. */
async function closeAll(closers: readonly (() => Promise<void> | void)[]): Promise<void> {
  const problems: unknown[] = []
  for (const close of [...closers].reverse()) {
    try {
      await close()
    } catch (error) {
      problems.push(error)
    }
  }
  // Of a database that has died nothing can be put away any more.
  const real = problems.filter((problem) => !(problem instanceof DatabaseDiedError))
  if (real.length > 0) throw real[0]
}
