import type { ReadColumn, Value } from '../replication/transaction.ts'
import type { CatalogTable } from './catalog.ts'
import type { ChangeRecord, LoggedChange } from './log/records.ts'
import type { ResolvedShape } from './resolved-shape.ts'
import type { Visibility } from './visibility.ts'

/** A shape with the table it stands on. */
export interface ServedShape {
  readonly shape: ResolvedShape
  readonly table: CatalogTable
}

type Values = Record<string, Value>

interface ChangeMessage {
  readonly key: string
  readonly value: Values
  readonly old_value?: Values
  readonly headers: ChangeHeaders
}

interface ChangeHeaders {
  readonly operation: 'insert' | 'update' | 'delete'
  readonly relation: readonly [schema: string, table: string]
  readonly txids: readonly number[]
  readonly lsn: string
  readonly op_position: number
  readonly key_change_to?: string
  readonly key_change_from?: string
  last?: true
}

export const upToDate = (lsn: bigint) => `{"headers":{"control":"up-to-date","global_last_seen_lsn":"${lsn}"}}`

export const MUST_REFETCH = '[{"headers":{"control":"must-refetch"}}]'

export function snapshotEnd(visibility: Visibility): string {
  const { xmin, xmax, running } = visibility
  const headers = {
    control: 'snapshot-end',
    xmin: String(xmin),
    xmax: String(xmax),
    xip_list: [...running].map(String),
  }
  return JSON.stringify({ headers })
}

/** `"schema"."table"/"key"`, as Electric writes it. */
export function rowKey(table: CatalogTable, read: ReadColumn): string {
  const part = (name: string) => `"${name.replaceAll('/', '//').replaceAll('.', '..')}"`
  const values = table.primaryKey.map((column) => {
    const value = read(column)
    return value === null || value === undefined ? '_' : `"${value.replaceAll('/', '//')}"`
  })
  return [`${part(table.schema)}.${part(table.relation)}`, ...values].join('/')
}

/** A row of a snapshot: no lsn, no txids, never `last`. */
export function snapshotInsert(served: ServedShape, row: readonly Value[]): string {
  const { shape, table } = served
  const value: Values = {}
  shape.columns.forEach((column, i) => (value[column] = row[i] ?? null))
  return JSON.stringify({
    key: rowKey(table, (column) => value[column]),
    value,
    headers: { operation: 'insert', relation: [table.schema, table.relation] },
  })
}

/** The text of a message, and its place within its transaction. */
export interface PlacedMessage {
  readonly op: number
  readonly text: string
}

/** What one transaction means to one shape, in order; the final message carries `last`. */
export function shapeMessages(served: ServedShape, records: readonly ChangeRecord[]): PlacedMessage[] {
  const messages = records
    .flatMap((record) => record.changes.map((change) => ({ record, change })))
    .sort((a, b) => a.change.position - b.change.position)
    // A row that moves between two properties of one scope stands in both partitions.
    .filter(({ change }, i, all) => i === 0 || all[i - 1]?.change.position !== change.position)
    .flatMap(({ record, change }) => project(served, record, change))
  const final = messages.at(-1)
  if (final) final.headers.last = true
  return messages.map((message) => ({ op: message.headers.op_position, text: JSON.stringify(message) }))
}

function project(served: ServedShape, record: ChangeRecord, change: LoggedChange): ChangeMessage[] {
  const { shape, table } = served
  const old = change.old && reader(record.columns, change.old)
  const fresh = change.new && reader(record.columns, change.new)
  const wasIn = old !== null && shape.matches(old)
  const isIn = fresh !== null && shape.matches(fresh)
  const headers = (operation: ChangeHeaders['operation'], step: number, more = {}): ChangeHeaders => ({
    operation,
    relation: [table.schema, table.relation],
    txids: [record.xid],
    lsn: String(record.lsn),
    op_position: change.position + step,
    ...more,
  })
  if (fresh && isIn && !wasIn) {
    return [{ key: rowKey(table, fresh), value: pick(shape.columns, fresh), headers: headers('insert', 0) }]
  }
  if (old && wasIn && !isIn) {
    return [{ key: rowKey(table, old), value: pick(removed(served), old), headers: headers('delete', 0) }]
  }
  if (!old || !fresh || !isIn) return []
  const [was, is] = [rowKey(table, old), rowKey(table, fresh)]
  if (was === is) return update(served, old, fresh, headers('update', 0))
  return [
    { key: was, value: pick(removed(served), old), headers: headers('delete', 0, { key_change_to: is }) },
    { key: is, value: pick(shape.columns, fresh), headers: headers('insert', 1, { key_change_from: was }) },
  ]
}

function update(served: ServedShape, old: ReadColumn, fresh: ReadColumn, headers: ChangeHeaders): ChangeMessage[] {
  const { shape, table } = served
  const changed = shape.columns.filter((column) => old(column) !== fresh(column))
  if (changed.length === 0) return []
  const key = rowKey(table, fresh)
  if (shape.replica === 'full') {
    return [{ key, value: pick(shape.columns, fresh), old_value: pick(changed, old), headers }]
  }
  return [{ key, value: pick([...table.primaryKey, ...changed], fresh), headers }]
}

function removed({ shape, table }: ServedShape): readonly string[] {
  return shape.replica === 'full' ? shape.columns : table.primaryKey
}

function pick(columns: readonly string[], read: ReadColumn): Values {
  return Object.fromEntries(columns.map((column) => [column, read(column) ?? null]))
}

const indexes = new WeakMap<readonly string[], Map<string, number>>()

function reader(columns: readonly string[], row: readonly Value[]): ReadColumn {
  let index = indexes.get(columns)
  if (!index) indexes.set(columns, (index = new Map(columns.map((column, i) => [column, i]))))
  const positions = index
  return (column) => {
    const position = positions.get(column)
    return position === undefined ? undefined : (row[position] ?? null)
  }
}
