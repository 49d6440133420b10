import type { PGlite } from '@electric-sql/pglite'
import { databaseOf } from '../database/handle.ts'
import type { Journal } from './journal.ts'

/** Rewriting costs an fsync and a rename: not for every confirmation of a long queue. */
const WORTH_BYTES = 256 * 1024

/** Takes out of the journal what has left the outbox. What is appended while the database is asked stays. */
export async function trimJournal(pg: PGlite, journal: Journal): Promise<void> {
  const asked = journal.entries.length
  if (asked === 0) return
  const rows = await databaseOf(pg).query<{ id: string }>('SELECT id FROM sync.outbox')
  if (rows.length > 0 && (journal.bytes < WORTH_BYTES || rows.length * 2 > asked)) return
  const pending = new Set(rows.map((row) => row.id))
  const kept = journal.entries.filter((entry, i) => i >= asked || pending.has(entry.command.id))
  if (kept.length < journal.entries.length) journal.rewrite(kept, journal.numbers)
}
