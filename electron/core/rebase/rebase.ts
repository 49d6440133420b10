import type { Transaction } from '@electric-sql/pglite'
import { readPending } from '../commands/pending.ts'
import type { ReplayPending } from '../commands/replay.ts'
import { databaseOf } from '../database/handle.ts'
import { planRebase, type Touched, withoutConfirmed } from './plan.ts'

export interface RebaseResult {
  /** Commands that the centre has judged: they have left the outbox. */
  readonly confirmed: string[]
  readonly undone: number
  readonly replayed: number
}

/**
 * Brings rows of the centre in under the pending commands, all in the caller's transaction:
 *
 *   undo pending -> rows of the centre -> drop what they confirm -> run the rest again
 *
 * so that a reader sees the old state or the new one, each with the pending commands on top.
 */
export async function rebase(
  tx: Transaction,
  replay: ReplayPending,
  applyBatch: () => Promise<void>,
  touched: Touched = 'everything',
): Promise<RebaseResult> {
  // Rows of the centre are facts: neither our triggers nor foreign keys judge them, and unique rules only once all are in.
  await tx.exec('SET LOCAL session_replication_role = replica; SET CONSTRAINTS ALL DEFERRED')
  const plan = planRebase(await readPending(databaseOf(tx)), touched)
  const undone = plan.undo.length > 0 ? await undo(tx, plan.undo) : 0
  await applyBatch()
  // A fault of the batch must show as one here, not as the refusal of a command that runs after it.
  await tx.exec('SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = origin')
  const confirmed = await dropConfirmed(tx)
  const left = withoutConfirmed(plan, confirmed)
  if (left.length > 0) await replay(tx, left)
  return { confirmed, undone, replayed: left.length }
}

async function undo(tx: Transaction, commands: readonly { id: string }[]): Promise<number> {
  const { rows } = await tx.query<{ undone: number }>('SELECT sync.undo_commands($1::uuid[]) AS undone', [
    commands.map((command) => command.id),
  ])
  return rows[0]?.undone ?? 0
}

/** Any origin: another terminal's command that stands here leaves by its result too. */
async function dropConfirmed(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `DELETE FROM sync.outbox o USING sync.command_results r WHERE r.id = o.id RETURNING o.id`,
  )
  return rows.map((row) => row.id)
}
