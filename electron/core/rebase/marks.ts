import type { Transaction } from '@electric-sql/pglite'
import { breathe } from '../take-turns.ts'
import { type Pending, planRebase, spread, type Touched } from './plan.ts'

/** A command that came back from the journal may have its result here already. */
export type Mark = Pending & { readonly isJudged: boolean }

/** Up to here all of the outbox is read at once. */
const FEW = 50

/**
 * The commands that give way to a batch, in outbox order (plan.ts). Of a long queue only those are read that the batch can reach: a day's
 * queue is long, and every batch asks.
 */
export async function planFromOutbox(
  tx: Transaction,
  pending: number,
  touched: Touched | 'everything',
): Promise<readonly Mark[]> {
  if (touched === 'everything' || pending <= FEW) {
    const all = await readMarks(tx, 'true', [])
    return planRebase(all, touched === 'everything' ? touched : withKnown(touched, all))
  }
  const marks = await readMarks(tx, JUDGED, [[...touched.judged.keys()]])
  for (;;) {
    const { plan, rows, keys } = spread(marks, withKnown(touched, marks))
    const names = [...rows].map((row) => row.split('/'))
    const reached = await readMarks(tx, REACHED, [
      ...[marks.map(({ id }) => id), [...keys]],
      ...[names.map(([table]) => table ?? ''), names.map(([, id]) => id ?? '')],
    ])
    if (reached.length === 0) return plan
    marks.push(...reached)
  }
}

const JUDGED = `o.id = ANY ($1::uuid[]) OR o.id IN (SELECT r.id FROM sync.command_results r)`

const REACHED = `NOT (o.id = ANY ($1::uuid[])) AND (o.keys && $2::text[] OR o.id IN (
  SELECT u.command_id FROM sync.undo u JOIN unnest($3::text[], $4::uuid[]) AS n (table_name, row_id) USING (table_name, row_id)))`

async function readMarks(tx: Transaction, which: string, params: readonly (readonly string[])[]): Promise<Mark[]> {
  const { rows } = await tx.query<Mark>(
    `SELECT o.id, o.position, to_json(o.keys) AS keys, o.predicted,
       to_json(ARRAY(SELECT DISTINCT u.table_name || '/' || u.row_id FROM sync.undo u WHERE u.command_id = o.id)) AS rows,
       EXISTS (SELECT FROM sync.command_results r WHERE r.id = o.id) AS "isJudged"
     FROM sync.outbox o WHERE ${which} ORDER BY o.position`,
    [...params],
  )
  await breathe()
  return rows
}

function withKnown(touched: Touched, marks: readonly Mark[]): Touched {
  const known = marks.filter(({ isJudged }) => isJudged).map(({ id }) => [id, false] as const)
  return { ...touched, judged: new Map([...known, ...touched.judged]) }
}
