import type { Transaction } from '@electric-sql/pglite'
import { z } from 'zod'
import { readPending } from '../commands/pending.ts'
import type { ReplayPending } from '../commands/replay.ts'
import { databaseOf } from '../database/handle.ts'
import { planFromOutbox } from './marks.ts'
import { type Touched, withoutConfirmed } from './plan.ts'
import { undoCommands } from './undo.ts'

/**
 * Whoever writes rows of the hotel says in whose name: the centre's here, a person's in `runHandler`. It stays so until the other comes, and is not
 * put back: PostgreSQL forgets every plan whenever it changes, those of all lists that are open too. So it is said before the first such row, and
 * a batch that only confirms what stands here already says nothing.
 */
const AS_THE_CENTRE = 'SET session_replication_role = replica'

/** The centre's alone: no command writes them, and neither a trigger of ours nor a deferred rule judges them. */
export const ABOUT_COMMANDS: ReadonlySet<string> = new Set(['sync.command_results', 'sync.terminal_progress'])

export interface RebaseResult {
  /** Commands that the centre has judged: they have left the outbox. */
  readonly confirmed: string[]
  readonly undone: number
  readonly replayed: number
}

/**
 * Brings rows of the centre in under the pending commands, all in the caller's transaction:
 *
 *   undo those that give way -> rows of the centre -> drop what they confirm -> run the rest of them again
 *
 * so that a reader sees the old state or the new one, each with the pending commands on top. `applyBatch` calls `asTheCentre` before it
 * writes a row that is not `ABOUT_COMMANDS`.
 */
export async function rebase(
  tx: Transaction,
  replay: ReplayPending,
  applyBatch: (asTheCentre: () => Promise<void>) => Promise<void>,
  readTouched: () => Promise<Touched | 'everything'> = () => Promise.resolve('everything'),
): Promise<RebaseResult> {
  // Rows of the centre are facts: neither our triggers, nor foreign keys, nor rules that could be deferred judge them (decision 0001).
  const pending = await begin(tx)
  let isNamed = pending === 0
  const asTheCentre = async () => {
    if (!isNamed) await tx.exec(AS_THE_CENTRE)
    isNamed = true
  }
  const plan = pending === 0 ? [] : await planFromOutbox(tx, pending, await readTouched())
  const undone = await undoCommands(
    tx,
    plan.map(({ id }) => id),
    asTheCentre,
  )
  await applyBatch(asTheCentre)
  if (pending === 0) return { confirmed: [], undone: 0, replayed: 0 }
  const confirmed = await dropConfirmed(tx)
  const left = withoutConfirmed(plan, confirmed)
  if (left.length > 0) await replay(tx, await readPending(databaseOf(tx), { ids: left.map(({ id }) => id) }))
  return { confirmed, undone, replayed: left.length }
}

/** Returns how many commands are pending; where none is, the centre is named already. */
async function begin(tx: Transaction): Promise<number> {
  const { rows } = await tx.query(
    `SELECT count(*)::int AS n, CASE WHEN count(*) = 0 THEN set_config('session_replication_role', 'replica', false) END FROM sync.outbox`,
  )
  return outboxCount.parse(rows)[0].n
}

const outboxCount = z.tuple([z.object({ n: z.int() })])

/** Any origin: another terminal's command that stands here leaves by its result too. */
async function dropConfirmed(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `DELETE FROM sync.outbox o USING sync.command_results r WHERE r.id = o.id RETURNING o.id`,
  )
  return rows.map((row) => row.id)
}
