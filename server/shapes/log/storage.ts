import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'

/** The four ordered tables of the log, all text. Every write happens in `write`, and is on disk when it returns, or in `writeBehind`. */
export interface Storage {
  readonly state: Database<string, string>
  /** changeKey -> changes of one transaction in one partition */
  readonly changes: Database<string, string>
  /** lsnKey -> commit */
  readonly commits: Database<string, string>
  /** id -> relation */
  readonly relations: Database<string, number>
  write(work: () => void): void
  /** Resolves when it is on disk. `work` runs once nothing else is being written, and what is written after it comes after it. */
  writeBehind(work: () => void): Promise<void>
  clear(): void
  close(): Promise<void>
}

/** Opens the folder; one that cannot be opened is set aside, and the log begins anew. */
export function openStorage(dataDir: string, onAlarm: (alarm: { code: string; message: string }) => void): Storage {
  const folder = join(dataDir, 'log')
  mkdirSync(dataDir, { recursive: true })
  try {
    return new LmdbStorage(openRoot(folder))
  } catch (error) {
    const aside = `${folder}.unreadable-${Date.now()}`
    renameSync(folder, aside)
    onAlarm({
      code: 'log_unreadable',
      message: `The change log in ${folder} cannot be opened (${String(error)}). It was moved to ${aside}; every terminal loads again.`,
    })
    return new LmdbStorage(openRoot(folder))
  }
}

export function removeStorage(dataDir: string): void {
  rmSync(join(dataDir, 'log'), { recursive: true, force: true })
}

// overlappingSync acknowledges before the disk has it, and an acknowledged LSN is forgotten by PostgreSQL.
const openRoot = (path: string) => open<string, string>({ path, encoding: 'string', overlappingSync: false })

export class LmdbStorage implements Storage {
  readonly state: Database<string, string>
  readonly changes: Database<string, string>
  readonly commits: Database<string, string>
  readonly relations: Database<string, number>

  constructor(private readonly root: RootDatabase<string, string>) {
    this.state = root.openDB<string, string>({ name: 'state', encoding: 'string' })
    this.changes = root.openDB<string, string>({ name: 'changes', encoding: 'string' })
    this.commits = root.openDB<string, string>({ name: 'commits', encoding: 'string' })
    this.relations = root.openDB<string, number>({ name: 'relations', encoding: 'string' })
  }

  write(work: () => void): void {
    this.root.transactionSync(work)
  }

  /** A thread of LMDB's own waits for the disk. */
  writeBehind(work: () => void): Promise<void> {
    return this.root.transaction(work)
  }

  clear(): void {
    for (const table of [this.state, this.changes, this.commits, this.relations]) table.clearSync()
  }

  close(): Promise<void> {
    return this.root.close()
  }
}
