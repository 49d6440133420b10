import type { Transaction } from '@electric-sql/pglite'
import { breathe } from '../take-turns.ts'

interface Entry {
  readonly table: string
  readonly op: 'INSERT' | 'UPDATE' | 'DELETE'
  readonly rowId: string
  /** Null for a row that was inserted. */
  readonly before: string | null
}

/**
 * Takes back what these commands wrote, newest first, so that every state on the way is one that has been. Call it under the replica role.
 * One text per table and kind: it comes again, and is planned once. Returns the number of rows put back.
 */
export async function undoCommands(tx: Transaction, commandIds: readonly string[]): Promise<number> {
  if (commandIds.length === 0) return 0
  const { rows } = await tx.query<Entry>(
    `SELECT table_name AS table, op, row_id AS "rowId", before::text AS before FROM sync.undo
     WHERE command_id = ANY ($1::uuid[]) ORDER BY position DESC`,
    [[...commandIds]],
  )
  if (rows.length === 0) return 0
  const columnsByTable = await readColumns(tx, [...new Set(rows.map(({ table }) => table))])
  for (const entry of rows) {
    await putBack(tx, entry, columnsByTable.get(entry.table) ?? '')
    await breathe()
  }
  await tx.query('DELETE FROM sync.undo WHERE command_id = ANY ($1::uuid[])', [[...commandIds]])
  return rows.length
}

/** Quoted, as a list; without those that the database computes. */
async function readColumns(tx: Transaction, tables: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ name: string; columns: string }>(
    'SELECT name, sync.stored_columns(name::regclass) AS columns FROM unnest($1::text[]) AS name',
    [[...tables]],
  )
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}

async function putBack(tx: Transaction, { table, op, rowId, before }: Entry, columns: string): Promise<void> {
  const record = `SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1::jsonb)`
  if (op === 'INSERT') await tx.query(`DELETE FROM ${table} WHERE id = $1`, [rowId])
  else if (op === 'UPDATE')
    await tx.query(`UPDATE ${table} SET (${columns}) = (${record}) WHERE id = $2`, [before, rowId])
  else await tx.query(`INSERT INTO ${table} (${columns}) ${record}`, [before])
}
