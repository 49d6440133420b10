/** A change of one row, as the centre sends it: on an update only the columns that changed, and the primary key. */
export interface RowChange {
  /** 'schema.table' */
  readonly table: string
  readonly operation: 'insert' | 'update' | 'delete'
  readonly values: Readonly<Record<string, string | null>>
}

/** Names a row as the undo journal does; null where the table has no `id`. */
export function rowName({ table, values }: RowChange): string | null {
  const { id } = values
  return id === undefined || id === null ? null : `${table}/${id}`
}

/** By table: the ids of the rows. A table with a row that has none is left out. */
export function rowsOf(changes: readonly RowChange[]): ReadonlyMap<string, ReadonlySet<string>> {
  const rows = new Map<string, Set<string>>()
  for (const { table, values } of changes) {
    if (typeof values.id === 'string') rows.set(table, (rows.get(table) ?? new Set()).add(values.id))
  }
  for (const { table, values } of changes) if (typeof values.id !== 'string') rows.delete(table)
  return rows
}

const NAME = '"([^"]+)"'
const INSERT = new RegExp(`^INSERT INTO ${NAME}\\.${NAME} \\(([^)]*)\\) VALUES \\(([$\\d, ]*)\\)$`)
const UPDATE = new RegExp(`^UPDATE ${NAME}\\.${NAME} SET (.*) WHERE (.*)$`)
const DELETE = new RegExp(`^DELETE FROM ${NAME}\\.${NAME} WHERE (.*)$`)

/**
 * Reads a change back from the statement that pglite-sync 0.6.1 makes of it, whose parameters stand in the order of the columns.
 * Undefined for any other statement: then nobody knows what it changes.
 */
export function readRowChange(sql: string, params: readonly unknown[]): RowChange | undefined {
  const text = sql.replace(/\s+/g, ' ').trim()
  const [, schema, table, ...lists] = INSERT.exec(text) ?? UPDATE.exec(text) ?? DELETE.exec(text) ?? []
  if (schema === undefined) return undefined
  const columns = [...lists.join(' ').matchAll(/"([^"]+)"/g)].map(([, name = '']) => name)
  if (columns.length !== params.length) return undefined
  const values = Object.fromEntries(columns.map((name, at) => [name, textOf(params[at])]))
  const operation = text.startsWith('INSERT') ? 'insert' : text.startsWith('UPDATE') ? 'update' : 'delete'
  return { table: `${schema}.${table}`, operation, values }
}

const textOf = (value: unknown) => (value === null || value === undefined ? null : String(value))
