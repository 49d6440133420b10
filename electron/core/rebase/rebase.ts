import type { Transaction } from '@electric-sql/pglite'
import { readPending } from '../commands/pending.ts'
import type { ReplayPending } from '../commands/replay.ts'
import { databaseOf } from '../database/handle.ts'
import { type Pending, planRebase, type Touched, withoutConfirmed } from './plan.ts'
import { undoCommands } from './undo.ts'

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
 * so that a reader sees the old state or the new one, each with the pending commands on top.
 */
export async function rebase(
  tx: Transaction,
  replay: ReplayPending,
  applyBatch: () => Promise<void>,
  readTouched: () => Promise<Touched | 'everything'> = () => Promise.resolve('everything'),
): Promise<RebaseResult> {
  // Rows of the centre are facts: neither our triggers nor foreign keys judge them, and unique rules only once all are in.
  await tx.exec('SET LOCAL session_replication_role = replica; SET CONSTRAINTS ALL DEFERRED')
  const pending = await readMarks(tx)
  const plan = pending.length === 0 ? [] : planFor(pending, await readTouched())
  const undone = await undoCommands(
    tx,
    plan.map(({ id }) => id),
  )
  await applyBatch()
  // A fault of the batch must show as one here, not as the refusal of a command that runs after it.
  await tx.exec('SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = origin')
  const confirmed = pending.length === 0 ? [] : await dropConfirmed(tx)
  const left = withoutConfirmed(plan, confirmed)
  if (left.length > 0) await replay(tx, await readPending(databaseOf(tx), { ids: left.map(({ id }) => id) }))
  return { confirmed, undone, replayed: left.length }
}

/** A command that came back from the journal may have its result here already. */
type Mark = Pending & { readonly isJudged: boolean }

/** What the plan needs of every pending command, and no more: a day's queue is long, and every batch asks. */
async function readMarks(tx: Transaction): Promise<readonly Mark[]> {
  const { rows } = await tx.query<Mark>(
    `SELECT o.id, o.position, to_json(o.keys) AS keys, o.predicted,
       to_json(ARRAY(SELECT DISTINCT u.table_name || '/' || u.row_id FROM sync.undo u WHERE u.command_id = o.id)) AS rows,
       EXISTS (SELECT FROM sync.command_results r WHERE r.id = o.id) AS "isJudged"
     FROM sync.outbox o ORDER BY o.position`,
  )
  return rows
}

function planFor(pending: readonly Mark[], touched: Touched | 'everything'): readonly Mark[] {
  if (touched === 'everything') return planRebase(pending, touched)
  const known = pending.filter(({ isJudged }) => isJudged).map(({ id }) => [id, false] as const)
  return planRebase(pending, { ...touched, judged: new Map([...known, ...touched.judged]) })
}

/** Any origin: another terminal's command that stands here leaves by its result too. */
async function dropConfirmed(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `DELETE FROM sync.outbox o USING sync.command_results r WHERE r.id = o.id RETURNING o.id`,
  )
  return rows.map((row) => row.id)
}
