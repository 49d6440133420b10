import type { PGlite } from '@electric-sql/pglite'
import type { Uuid } from '../../../shared/kernel/ids.ts'
import { type Numbers, readNumbers, writeNumbers } from '../commands/numbers.ts'
import { readPending } from '../commands/pending.ts'
import { databaseOf } from '../database/handle.ts'
import type { Journal } from './journal.ts'
import { entryOf } from './level.ts'

/**
 * After a fork: the same commands, with their ids, in their order, under numbers from 1 of a new incarnation. Commands of other
 * terminals keep theirs.
 */
export async function renumberPending(
  pg: PGlite,
  journal: Journal,
  terminal: Uuid,
  incarnation: number,
): Promise<Numbers> {
  const { numbers, entries } = await pg.transaction(async (tx) => {
    const db = databaseOf(tx)
    const own = await readPending(db, { origin: terminal })
    for (const [i, pending] of own.entries()) {
      const body = { ...pending.command, incarnation, seq: i + 1 }
      await db.execute('UPDATE sync.outbox SET incarnation = $2, seq = $3, body = $4::jsonb WHERE id = $1', [
        pending.id,
        incarnation,
        i + 1,
        JSON.stringify(body),
      ])
    }
    const numbers: Numbers = { ...(await readNumbers(db)), incarnation, nextSeq: own.length + 1 }
    await writeNumbers(db, numbers)
    return { numbers, entries: (await readPending(db)).map(entryOf) }
  })
  journal.rewrite(entries, numbers)
  return numbers
}
