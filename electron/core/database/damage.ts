import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from './files.ts'

/** data_corrupted, index_corrupted, and a file of the database that is gone. */
const DAMAGE = /^(?:XX001|XX002|58P01) ERROR: +(.*)$/m

/** Every line of PostgreSQL's own log begins with its SQLSTATE. */
export const LOG_PREFIX = ['-c', 'log_line_prefix=%e ']

/** What PostgreSQL's log says of damaged files; undefined where it says nothing of it. */
export function damageIn(log: string): string | undefined {
  return DAMAGE.exec(log)?.[1]
}

/** In the folder itself: the mark goes where the damage goes. */
const markIn = (folder: string) => join(folder, 'stayos.damaged')

/** The next start sets the folder aside. A disk that does not take the mark will show the damage again. */
export function markDamaged(folder: string, reason: string): void {
  try {
    writeDurably(markIn(folder), reason)
  } catch {
    return
  }
}

export function readDamage(folder: string): string | undefined {
  return existsSync(markIn(folder)) ? readFileSync(markIn(folder), 'utf8') : undefined
}
