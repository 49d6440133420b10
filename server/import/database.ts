import type pg from 'pg'
import { knownIds } from '../jobs/database.ts'
import { copyRows } from '../postgres/copy.ts'
import type { TableRows } from './frame.ts'

export async function writeTables(client: pg.Client, tables: readonly TableRows[]): Promise<void> {
  for (const { table, rows } of tables) await copyRows(client, table, rows)
}

/** Those of `rows` whose id the table does not have yet. */
export async function newRows<T extends { readonly id: string }>(
  client: pg.Client,
  table: string,
  rows: readonly T[],
): Promise<T[]> {
  const known = await knownIds(
    client,
    table,
    rows.map((row) => row.id),
  )
  return rows.filter((row) => !known.has(row.id))
}
