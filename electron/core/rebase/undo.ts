import type { Transaction } from '@electric-sql/pglite'
import { breathe, ROWS_AT_ONCE } from '../take-turns.ts'

/** What commands wrote of one row: how it stood before the first of them, and what the last one did. */
interface Written {
  readonly table: string
  readonly rowId: string
  readonly first: 'INSERT' | 'UPDATE' | 'DELETE'
  readonly last: 'INSERT' | 'UPDATE' | 'DELETE'
  /** Null for a row that they inserted. */
  readonly before: string | null
  /** Of the table, quoted, as a list; without those that the database computes. */
  readonly columns: string
}

/**
 * Takes back what these commands wrote: each row as it stood before the first of them. Call it under the centre's role, which
 * `asTheCentre` may name where there is anything to take back: on the way states may stand that have never been, and rules of uniqueness are not
 * checked there (decision 0001). One text per table and kind: it comes again, and is planned once. Returns the number of rows put back.
 */
export async function undoCommands(
  tx: Transaction,
  commandIds: readonly string[],
  asTheCentre?: () => Promise<void>,
): Promise<number> {
  if (commandIds.length === 0) return 0
  const { rows } = await tx.query<Written>(TAKE, [[...commandIds]])
  if (rows.length > 0) await asTheCentre?.()
  for (const run of runsOf(rows)) {
    await putBack(tx, run)
    await breathe()
  }
  return rows.length
}

const TAKE = `
WITH taken AS (
  DELETE FROM sync.undo WHERE command_id = ANY ($1::uuid[]) RETURNING position, table_name, op, row_id, before
), written AS (
  SELECT table_name, row_id, (array_agg(op ORDER BY position))[1] AS first, (array_agg(op ORDER BY position DESC))[1] AS last,
    (array_agg(before::text ORDER BY position))[1] AS before
  FROM taken GROUP BY table_name, row_id
)
SELECT table_name AS "table", row_id AS "rowId", first, last, before, sync.stored_columns(table_name::regclass) AS columns
FROM written`

type Kind = 'remove' | 'restore' | 'insert'

interface Run {
  readonly kind: Kind
  readonly table: string
  readonly columns: string
  readonly rows: Written[]
}

function runsOf(written: readonly Written[]): Run[] {
  const runs: Run[] = []
  const open = new Map<string, Run>()
  for (const row of written) {
    const kind = kindOf(row)
    if (!kind) continue
    const name = `${kind} ${row.table}`
    const begun = open.get(name)
    const run =
      begun && begun.rows.length < ROWS_AT_ONCE ? begun : { kind, table: row.table, columns: row.columns, rows: [] }
    if (run !== begun) {
      runs.push(run)
      open.set(name, run)
    }
    run.rows.push(row)
  }
  return runs
}

/** Undefined for a row that they made and removed. */
function kindOf({ first, last }: Written): Kind | undefined {
  if (last === 'DELETE') return first === 'INSERT' ? undefined : 'insert'
  return first === 'INSERT' ? 'remove' : 'restore'
}

async function putBack(tx: Transaction, { kind, table, columns, rows }: Run): Promise<void> {
  const records = `jsonb_populate_recordset(NULL::${table}, $1::jsonb)`
  const before = `[${rows.map((row) => row.before).join()}]`
  switch (kind) {
    case 'remove':
      await tx.query(`DELETE FROM ${table} WHERE id = ANY ($1::uuid[])`, [rows.map(({ rowId }) => rowId)])
      return
    case 'insert':
      await tx.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${records}`, [before])
      return
    case 'restore':
      await tx.query(
        `UPDATE ${table} AS here SET (${columns}) = (SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, its.record))
         FROM jsonb_array_elements($1::jsonb) AS its (record) WHERE here.id = (its.record ->> 'id')::uuid`,
        [before],
      )
  }
}
