import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'

/** The four ordered tables of the log, all text. Every write happens in `write`, and is on disk when it returns. */
export interface Storage {
  readonly state: Database<string, string>
  /** changeKey -> changes of one transaction in one partition */
  readonly changes: Database<string, string>
  /** lsnKey -> commit */
  readonly commits: Database<string, string>
  /** id -> relation */
  readonly relations: Database<string, number>
  write(work: () => void): void
  clear(): void
  close(): Promise<void>
}

/** Opens the folder; one that cannot be opened is set aside, and the log begins anew. */
export function openStorage(dataDir: string, onAlarm: (alarm: { code: string; message: string }) => void): Storage {
  const folder = join(dataDir, 'log')
  mkdirSync(dataDir, { recursive: true })
  try {
    return storageOf(openRoot(folder))
  } catch (error) {
    const aside = `${folder}.unreadable-${Date.now()}`
    renameSync(folder, aside)
    onAlarm({
      code: 'log_unreadable',
      message: `The change log in ${folder} cannot be opened (${String(error)}). It was moved to ${aside}; every terminal loads again.`,
    })
    return storageOf(openRoot(folder))
  }
}

export function removeStorage(dataDir: string): void {
  rmSync(join(dataDir, 'log'), { recursive: true, force: true })
}

// overlappingSync acknowledges before the disk has it, and an acknowledged LSN is forgotten by PostgreSQL.
const openRoot = (path: string) => open<string, string>({ path, encoding: 'string', overlappingSync: false })

function storageOf(root: RootDatabase<string, string>): Storage {
  const state = root.openDB<string, string>({ name: 'state', encoding: 'string' })
  const changes = root.openDB<string, string>({ name: 'changes', encoding: 'string' })
  const commits = root.openDB<string, string>({ name: 'commits', encoding: 'string' })
  const relations = root.openDB<string, number>({ name: 'relations', encoding: 'string' })
  return {
    state,
    changes,
    commits,
    relations,
    write: (work) => void root.transactionSync(work),
    clear() {
      for (const table of [state, changes, commits, relations]) table.clearSync()
    },
    close: () => root.close(),
  }
}
