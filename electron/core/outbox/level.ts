import type { PGlite } from '@electric-sql/pglite'
import type { Database } from '../../../shared/command/database.ts'
import { hlcInstant } from '../../../shared/kernel/clock.ts'
import { mergeNumbers, type Numbers, raiseCounters, readNumbers, writeNumbers } from '../commands/numbers.ts'
import { type PendingCommand, readPending } from '../commands/pending.ts'
import type { ReplayPending } from '../commands/replay.ts'
import { databaseOf } from '../database/handle.ts'
import type { Journal, JournalEntry } from './journal.ts'

export interface LevelPlan {
  /** Into the outbox, in this order. */
  readonly restore: readonly JournalEntry[]
  readonly numbers: Numbers
  /** What the journal should hold; null where it does so already. */
  readonly rewrite: readonly JournalEntry[] | null
}

/**
 * The outbox is the truth while the database opens. A journal entry that it lacks was confirmed and has left, unless the database has
 * never issued its number: then the database is a new or an older one, and the command comes back.
 */
export function planLevel(
  outbox: readonly JournalEntry[],
  database: Numbers,
  journal: readonly JournalEntry[],
  journalNumbers: Numbers,
): LevelPlan {
  const known = new Set(outbox.map((entry) => entry.command.id))
  const restore = journal.filter((entry) => !known.has(entry.command.id) && isBeyond(entry, database))
  const wanted = [...outbox, ...restore]
  const same = wanted.length === journal.length && wanted.every((entry, i) => isSame(entry, journal[i]))
  return { restore, numbers: mergeNumbers(database, journalNumbers), rewrite: same ? null : wanted }
}

function isBeyond({ command }: JournalEntry, database: Numbers): boolean {
  if (command.incarnation !== database.incarnation) return command.incarnation > database.incarnation
  return command.seq >= database.nextSeq
}

function isSame(a: JournalEntry, b: JournalEntry | undefined): boolean {
  return (
    a.command.id === b?.command.id && a.command.seq === b.command.seq && a.command.incarnation === b.command.incarnation
  )
}

/** Brings outbox and journal level at open. Returns how many commands came back from the journal. */
export async function levelJournal(pg: PGlite, journal: Journal, replay: ReplayPending): Promise<number> {
  const plan = await pg.transaction(async (tx) => {
    const db = databaseOf(tx)
    const numbers = await readNumbers(db)
    const outbox = (await readPending(db)).map(entryOf)
    const plan = planLevel(outbox, numbers, journal.entries, journal.numbers)
    for (const entry of plan.restore) await insertPending(db, entry)
    await writeNumbers(db, plan.numbers)
    await raiseCounters(db, plan.numbers.counters)
    // In an empty database every replay would be refused; the first load replays.
    if (numbers.incarnation > 0 && plan.restore.length > 0) {
      const back = new Set<string>(plan.restore.map((entry) => entry.command.id))
      await replay(
        tx,
        (await readPending(db)).filter((pending) => back.has(pending.id)),
      )
    }
    return plan
  })
  if (plan.rewrite) journal.rewrite(plan.rewrite, plan.numbers)
  return plan.restore.length
}

export function entryOf(pending: PendingCommand): JournalEntry {
  return { command: pending.command, keys: pending.keys }
}

export async function insertPending(db: Database, entry: JournalEntry): Promise<void> {
  const { command, keys } = entry
  await db.execute(
    `INSERT INTO sync.outbox (id, origin, incarnation, seq, body, keys, queued_at)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6::text[], $7)`,
    [
      command.id,
      command.terminal,
      command.incarnation,
      command.seq,
      JSON.stringify(command),
      [...keys],
      hlcInstant(command.occurredAt),
    ],
  )
}
