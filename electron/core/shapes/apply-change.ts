import type { Transaction } from '@electric-sql/pglite'
import { z } from 'zod'
import { quote, type SyncedTable } from './tables.ts'

/** A change as the protocol writes it: values are PostgreSQL's text. */
export const changeMessage = z.object({
  value: z.record(z.string(), z.string().nullable()),
  headers: z.object({ operation: z.enum(['insert', 'update', 'delete']) }),
})
export type ChangeMessage = z.infer<typeof changeMessage>

/** PGlite's own serializer takes bytes only. */
export const TEXT_SERIALIZERS = { 17: (text: string) => text }

export async function applyChange(
  tx: Transaction,
  table: SyncedTable,
  { value, headers }: ChangeMessage,
): Promise<void> {
  const params: (string | null)[] = []
  const param = (column: string) => `$${params.push(value[column] ?? null)}`
  const columns = Object.keys(value)
  const run = (sql: string) => tx.query(sql, params, { serializers: TEXT_SERIALIZERS })
  const where = () => table.primaryKey.map((column) => `${quote(column)} = ${param(column)}`).join(' AND ')

  switch (headers.operation) {
    case 'insert':
      await run(`INSERT INTO ${table.sql} (${columns.map(quote).join(', ')}) VALUES (${columns.map(param).join(', ')})`)
      return
    case 'update': {
      const changed = columns.filter((column) => !table.primaryKey.includes(column))
      if (changed.length === 0) return
      const set = changed.map((column) => `${quote(column)} = ${param(column)}`).join(', ')
      await run(`UPDATE ${table.sql} SET ${set} WHERE ${where()}`)
      return
    }
    case 'delete':
      await run(`DELETE FROM ${table.sql} WHERE ${where()}`)
  }
}
