import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from './durable-fs.ts'
import { writeDurably } from './files.ts'

const MARK = 'locked-out'

/** From here on the folder is to be emptied, whatever becomes of this process. */
export function markForWipe(dataDir: string): void {
  writeDurably(join(dataDir, MARK), '')
  syncFolder(dataDir)
}

/**
 * Empties a folder that is marked: rows, what was queued, journal, keys, and what was set aside. The mark goes last, so that a wipe that was cut is
 * gone on with at the next start. Returns whether there was something to do.
 */
export function wipeIfMarked(dataDir: string): boolean {
  const mark = join(dataDir, MARK)
  if (!existsSync(mark)) return false
  for (const name of readdirSync(dataDir)) {
    if (name !== MARK) rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 5 })
  }
  syncFolder(dataDir)
  rmSync(mark)
  return true
}
