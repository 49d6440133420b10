import type { Transaction } from '@electric-sql/pglite'
import { z } from 'zod'
import type { RowChange } from '../rebase/row-change.ts'
import type { Statement } from './positions.ts'
import { copyInto, quote, type SyncedTable } from './tables.ts'

const OPERATIONS = ['insert', 'update', 'delete'] as const
type Operation = (typeof OPERATIONS)[number]

/** A change as the protocol writes it: values are PostgreSQL's text. */
export interface ChangeMessage {
  readonly value: Readonly<Record<string, string | null>>
  readonly headers: { readonly operation: Operation }
}

/** By hand: ten thousand rows of catching up took longer to be judged by a schema than to be stored. */
export const changeMessage = z.custom<ChangeMessage>((message) => {
  if (!isRecord(message) || !isRecord(message.headers) || !isRecord(message.value)) return false
  for (const column in message.value) {
    const value = message.value[column]
    if (typeof value !== 'string' && value !== null) return false
  }
  return OPERATIONS.some((operation) => operation === (message.headers as Record<string, unknown>).operation)
})

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** PGlite's own serializer takes bytes only. */
const TEXT_SERIALIZERS = { 17: (text: string) => text }

export async function runStatement(tx: Transaction, { sql, params, lines }: Statement): Promise<void> {
  if (lines !== undefined) await tx.query(sql, [], { blob: new Blob([lines]) })
  else await tx.query(sql, [...params], { serializers: TEXT_SERIALIZERS })
}

/** Rows of one statement: more of them are hardly faster, and one statement keeps the thread to its end. */
const MOST_ROWS: Readonly<Record<Operation, number>> = { insert: 200, update: 100, delete: 100 }
/** From here on COPY takes half the time of an INSERT. */
const COPIED_ROWS = 20

/**
 * The statements that make these changes of one table, in their order: neighbours of one kind that name the same columns go together.
 */
export function statementsOf(table: SyncedTable, messages: readonly ChangeMessage[]): Statement[] {
  return runsOf(table, messages).flatMap((run) => {
    const changes = run.map((message) => changeOf(table, message))
    switch (run[0]?.headers.operation) {
      case 'insert':
        return [{ ...(run.length < COPIED_ROWS ? insert(table, run) : copy(table, run)), changes }]
      case 'delete':
        return [{ ...remove(table, run), changes }]
      default:
        return update(table, run, changes)
    }
  })
}

function runsOf(table: SyncedTable, messages: readonly ChangeMessage[]): ChangeMessage[][] {
  const runs: ChangeMessage[][] = []
  let kind: Kind | undefined
  let rows = new Set<string>()
  for (const message of messages) {
    const run = runs.at(-1)
    const row = keyOf(table, message)
    if (run && kind && isOf(kind, message) && run.length < MOST_ROWS[kind.operation] && !rows.has(row))
      run.push(message)
    else {
      runs.push([message])
      rows = new Set()
      kind = { operation: message.headers.operation, columns: Object.keys(message.value) }
    }
    rows.add(row)
  }
  return runs
}

interface Kind {
  readonly operation: Operation
  readonly columns: readonly string[]
}

/** Names the same columns in the same order; nothing is made for it, of ten thousand rows. */
function isOf({ operation, columns }: Kind, { headers, value }: ChangeMessage): boolean {
  if (headers.operation !== operation) return false
  let at = 0
  for (const column in value) if (column !== columns[at++]) return false
  return at === columns.length
}

function keyOf({ primaryKey }: SyncedTable, { value }: ChangeMessage): string {
  const [only] = primaryKey
  return primaryKey.length === 1 ? (value[only ?? ''] ?? '') : primaryKey.map((column) => value[column]).join()
}

const changeOf = (table: SyncedTable, { value, headers }: ChangeMessage): RowChange => ({
  table: table.name,
  operation: headers.operation,
  values: value,
})

export const messageOf = ({ operation, values }: RowChange): ChangeMessage => ({
  value: values,
  headers: { operation },
})

function insert(table: SyncedTable, messages: readonly ChangeMessage[]): Statement {
  const columns = Object.keys(messages[0]?.value ?? {})
  const params: (string | null)[] = []
  const rows = messages.map(({ value }) => `(${columns.map((column) => param(params, value[column])).join(', ')})`)
  const names = columns.map(quote).join(', ')
  return { sql: `INSERT INTO ${table.sql} (${names}) VALUES ${rows.join(', ')}`, params }
}

function copy(table: SyncedTable, messages: readonly ChangeMessage[]): Statement {
  const columns = Object.keys(messages[0]?.value ?? {})
  let lines = ''
  for (const { value } of messages) {
    let before = ''
    for (const column of columns) {
      lines += before + copyValue(value[column])
      before = '\t'
    }
    lines += '\n'
  }
  return { sql: copyInto(table, columns, 'text'), params: [], lines }
}

const SPECIAL = /[\\\n\r\t]/g
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** PostgreSQL's text format of COPY. */
function copyValue(value: string | null | undefined): string {
  if (value === null || value === undefined) return '\\N'
  // Hardly any holds one.
  return value.search(SPECIAL) < 0 ? value : value.replace(SPECIAL, (char) => ESCAPED[char] ?? char)
}

function update(table: SyncedTable, messages: readonly ChangeMessage[], changes: readonly RowChange[]): Statement[] {
  const changed = Object.keys(messages[0]?.value ?? {}).filter((column) => !table.primaryKey.includes(column))
  if (changed.length === 0) return []
  // As a field of a record the text of JSON would be taken for a string.
  const isPlain = changed.every((column) => !table.jsonColumns.has(column))
  if (messages.length > 1 && isPlain) return [{ ...updateMany(table, messages, changed), changes }]
  return messages.map(({ value }, i) => {
    const params: (string | null)[] = []
    const set = changed.map((column) => `${quote(column)} = ${param(params, value[column])}`).join(', ')
    return {
      sql: `UPDATE ${table.sql} SET ${set} WHERE ${isRow(table, value, params)}`,
      params,
      changes: changes.slice(i, i + 1),
    }
  })
}

function updateMany(table: SyncedTable, messages: readonly ChangeMessage[], changed: readonly string[]) {
  const set = changed.map((column) => `${quote(column)} = its.${quote(column)}`).join(', ')
  const same = table.primaryKey.map((column) => `here.${quote(column)} = its.${quote(column)}`).join(' AND ')
  return {
    sql: `UPDATE ${table.sql} AS here SET ${set} FROM jsonb_populate_recordset(NULL::${table.sql}, $1::jsonb) AS its WHERE ${same}`,
    params: [JSON.stringify(messages.map(({ value }) => value))],
  }
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
