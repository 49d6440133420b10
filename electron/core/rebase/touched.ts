import type { Transaction } from '@electric-sql/pglite'
import type { ConflictKey } from '../../../shared/command/command.ts'
import type { RowKeys } from '../../../shared/domains/row-keys.ts'
import type { Touched } from './plan.ts'
import { type RowChange, rowName } from './row-change.ts'

export type RowKeysByTable = Readonly<Record<string, RowKeys>>

/** Finds out what these changes touch; 'everything' where that cannot be told. To be asked before they are applied. */
export async function readTouched(
  tx: Transaction,
  changes: readonly RowChange[],
  rowKeys: RowKeysByTable,
): Promise<Touched | 'everything'> {
  const rows = new Map<string, number>()
  const keysByRow = new Map<string, ConflictKey[]>()
  const judged = new Map<string, boolean>()
  if (changes.some(({ table }) => (rowKeys[table] ?? 'everything') === 'everything')) return 'everything'
  const here = await readKeyColumns(tx, changes, rowKeys)
  for (const change of changes) {
    const kinds = kindsOf(rowKeys[change.table])
    const name = rowName(change)
    if (name !== null) rows.set(name, (rows.get(name) ?? 0) + 1)
    if (change.table === RESULTS && change.values.id) judged.set(change.values.id, change.values.outcome === 'applied')
    const before = name === null ? undefined : here.get(name)
    const found = [...keysOf(kinds, before ?? {}), ...keysOf(kinds, { ...before, ...change.values })]
    keysByRow.set(name ?? '', [...(keysByRow.get(name ?? '') ?? []), ...found])
  }
  return { rows, keysByRow, judged }
}

const RESULTS = 'sync.command_results'

type Kinds = Exclude<RowKeys, 'everything'>

const kindsOf = (keys: RowKeys = 'everything'): Kinds => (keys === 'everything' ? {} : keys)

function keysOf(kinds: Kinds, row: Readonly<Record<string, string | null>>): ConflictKey[] {
  return Object.entries(kinds).flatMap(([kind, columns]) => {
    const parts = columns.map((column) => row[column])
    return parts.every((part) => part !== undefined && part !== null) ? [`${kind}:${parts.join(':')}` as const] : []
  })
}

/** An update names only what changed, a delete only the row: the rest of what makes its keys stands here. */
async function readKeyColumns(
  tx: Transaction,
  changes: readonly RowChange[],
  rowKeys: RowKeysByTable,
): Promise<ReadonlyMap<string, Record<string, string | null>>> {
  const found = new Map<string, Record<string, string | null>>()
  const idsByTable = new Map<string, string[]>()
  for (const { table, operation, values } of changes) {
    const columns = keyColumns(rowKeys[table])
    if (operation === 'insert' || !values.id || columns.length === 0) continue
    idsByTable.set(table, [...(idsByTable.get(table) ?? []), values.id])
  }
  for (const [table, ids] of idsByTable) {
    const columns = keyColumns(rowKeys[table]).map((column) => `${column}::text`)
    const { rows } = await tx.query<Record<string, string | null>>(
      `SELECT id::text, ${columns.join(', ')} FROM ${table} WHERE id = ANY ($1::uuid[])`,
      [ids],
    )
    for (const row of rows) found.set(`${table}/${row.id}`, row)
  }
  return found
}

/** `id` is in every change. */
function keyColumns(keys: RowKeys | undefined): string[] {
  return [...new Set(Object.values(kindsOf(keys)).flat())].filter((column) => column !== 'id')
}
