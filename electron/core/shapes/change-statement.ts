import type { Transaction } from '@electric-sql/pglite'
import { z } from 'zod'
import type { RowChange } from '../rebase/row-change.ts'
import type { Statement } from './positions.ts'
import { quote, type SyncedTable } from './tables.ts'

/** A change as the protocol writes it: values are PostgreSQL's text. */
export const changeMessage = z.object({
  value: z.record(z.string(), z.string().nullable()),
  headers: z.object({ operation: z.enum(['insert', 'update', 'delete']) }),
})
export type ChangeMessage = z.infer<typeof changeMessage>

/** PGlite's own serializer takes bytes only. */
const TEXT_SERIALIZERS = { 17: (text: string) => text }

export async function runStatement(tx: Transaction, { sql, params }: Statement): Promise<void> {
  await tx.query(sql, [...params], { serializers: TEXT_SERIALIZERS })
}

/** Rows of one statement: more of them are no faster, and one statement keeps the thread to its end. */
const ROWS_AT_ONCE = 100

/**
 * The statements that make these changes of one table, in their order: neighbours that put in, or take out, rows of the same columns
 * go together.
 */
export function statementsOf(table: SyncedTable, messages: readonly ChangeMessage[]): Statement[] {
  return runsOf(messages).flatMap((run) => {
    const changes = run.map((message) => changeOf(table, message))
    switch (run[0]?.headers.operation) {
      case 'insert':
        return [{ ...insert(table, run), changes }]
      case 'delete':
        return [{ ...remove(table, run), changes }]
      default:
        return run.flatMap((message, i) => update(table, message, changes.slice(i, i + 1)))
    }
  })
}

function runsOf(messages: readonly ChangeMessage[]): ChangeMessage[][] {
  const runs: ChangeMessage[][] = []
  for (const message of messages) {
    const run = runs.at(-1)
    if (run && run.length < ROWS_AT_ONCE && isAlike(run[0], message)) run.push(message)
    else runs.push([message])
  }
  return runs
}

function isAlike(a: ChangeMessage | undefined, b: ChangeMessage): boolean {
  return (
    a !== undefined &&
    a.headers.operation === b.headers.operation &&
    Object.keys(a.value).join() === Object.keys(b.value).join()
  )
}

const changeOf = (table: SyncedTable, { value, headers }: ChangeMessage): RowChange => ({
  table: table.name,
  operation: headers.operation,
  values: value,
})

function insert(table: SyncedTable, messages: readonly ChangeMessage[]): Statement {
  const columns = Object.keys(messages[0]?.value ?? {})
  const params: (string | null)[] = []
  const rows = messages.map(({ value }) => `(${columns.map((column) => param(params, value[column])).join(', ')})`)
  const names = columns.map(quote).join(', ')
  return { sql: `INSERT INTO ${table.sql} (${names}) VALUES ${rows.join(', ')}`, params }
}

function update(table: SyncedTable, { value }: ChangeMessage, changes: readonly RowChange[]): Statement[] {
  const changed = Object.keys(value).filter((column) => !table.primaryKey.includes(column))
  if (changed.length === 0) return []
  const params: (string | null)[] = []
  const set = changed.map((column) => `${quote(column)} = ${param(params, value[column])}`).join(', ')
  return [{ sql: `UPDATE ${table.sql} SET ${set} WHERE ${isRow(table, value, params)}`, params, changes }]
}

function remove(table: SyncedTable, messages: readonly ChangeMessage[]): Statement {
  const params: (string | null)[] = []
  const rows = messages.map(({ value }) => `(${isRow(table, value, params)})`)
  return { sql: `DELETE FROM ${table.sql} WHERE ${rows.join(' OR ')}`, params }
}

function isRow(table: SyncedTable, value: ChangeMessage['value'], params: (string | null)[]): string {
  return table.primaryKey.map((column) => `${quote(column)} = ${param(params, value[column])}`).join(' AND ')
}

function param(params: (string | null)[], value: string | null | undefined): string {
  return `$${params.push(value ?? null)}`
}
