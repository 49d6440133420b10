import type { Transaction } from '@electric-sql/pglite'
import { type PendingCommand, readPending } from '../commands/pending.ts'
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
  const pending = await readPending(databaseOf(tx))
  const plan = pending.length === 0 ? [] : await planFor(tx, pending, await readTouched())
  const undone = plan.length > 0 ? await undo(tx, plan) : 0
  await applyBatch()
  // A fault of the batch must show as one here, not as the refusal of a command that runs after it.
  await tx.exec('SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = origin')
  const confirmed = pending.length === 0 ? [] : await dropConfirmed(tx)
  const left = withoutConfirmed(plan, confirmed)
  if (left.length > 0) await replay(tx, left)
  return { confirmed, undone, replayed: left.length }
}

async function planFor(
  tx: Transaction,
  pending: readonly PendingCommand[],
  touched: Touched | 'everything',
): Promise<readonly PendingCommand[]> {
  if (touched === 'everything')
    return planRebase(
      pending.map((each) => ({ ...each, rows: [] })),
      touched,
    )
  const written = await tx.query<{ id: string; rows: string[] }>(
    `SELECT command_id AS id, array_agg(table_name || '/' || row_id) AS rows FROM sync.pending_rows GROUP BY command_id`,
  )
  const rowsById = new Map(written.rows.map(({ id, rows }) => [id, rows]))
  // A command that came back from the journal may have its result here already.
  const known = await tx.query<{ id: string }>('SELECT id FROM sync.command_results WHERE id = ANY ($1::uuid[])', [
    pending.map(({ id }) => id),
  ])
  const judged = new Map([...known.rows.map(({ id }) => [id, false] as const), ...touched.judged])
  return planRebase(
    pending.map((each) => ({ ...each, rows: rowsById.get(each.id) ?? [] })),
    { ...touched, judged },
  )
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
