import pg from 'pg'
import type { RelationMessage } from '../replication/pgoutput.ts'

export interface CatalogColumn {
  readonly name: string
  readonly typeOid: number
  /** As `pg_type` names it. */
  readonly type: string
  readonly generated: boolean
  /** What Electric says of a column in `electric-schema`. */
  readonly header: Readonly<Record<string, string | number | boolean>>
}

export interface CatalogTable {
  /** 'schema.table' */
  readonly name: string
  readonly schema: string
  readonly relation: string
  /** In the order of the table. */
  readonly columns: readonly CatalogColumn[]
  readonly primaryKey: readonly string[]
}

/** The published tables of the central database, as far as shapes need to know them. */
export interface Catalog {
  table(name: string): CatalogTable | undefined
  /** After a table has changed. */
  refresh(): Promise<void>
}

export async function openCatalog(databaseUrl: string, publication = 'stayos'): Promise<Catalog> {
  let tables = await readTables(databaseUrl, publication)
  return {
    table: (name) => tables.get(name),
    async refresh() {
      tables = await readTables(databaseUrl, publication)
    },
  }
}

interface ColumnRow {
  schema: string
  relation: string
  name: string
  type_oid: number
  type_name: string
  /** Of the elements, where it is an array. */
  type: string
  type_modifier: number
  dimensions: number
  not_null: boolean
  generated: boolean
  key_index: number | null
}

const COLUMNS = `
  SELECT n.nspname AS schema, c.relname AS relation, a.attname AS name, a.atttypid AS type_oid, t.typname AS type_name, coalesce(e.typname, t.typname) AS type,
         a.atttypmod AS type_modifier, CASE WHEN e.oid IS NULL THEN 0 ELSE greatest(a.attndims, 1) END AS dimensions,
         a.attnotnull AS not_null, a.attgenerated <> '' AS generated,
         array_position(i.indkey::int2[], a.attnum) AS key_index
  FROM pg_publication p JOIN pg_publication_rel r ON r.prpubid = p.oid
  JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A' AND t.typtype = 'b'
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
  WHERE p.pubname = $1 ORDER BY c.oid, a.attnum`

async function readTables(databaseUrl: string, publication: string): Promise<Map<string, CatalogTable>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => undefined) // the query is told too
  await client.connect()
  try {
    const { rows } = await client.query<ColumnRow>(COLUMNS, [publication])
    return tablesOf(rows)
  } finally {
    await client.end()
  }
}

export function tablesOf(rows: readonly ColumnRow[]): Map<string, CatalogTable> {
  const tables = new Map<string, CatalogTable & { columns: CatalogColumn[]; primaryKey: string[] }>()
  for (const row of rows) {
    const name = `${row.schema}.${row.relation}`
    const table = tables.get(name) ?? { name, schema: row.schema, relation: row.relation, columns: [], primaryKey: [] }
    tables.set(name, table)
    table.columns.push({
      name: row.name,
      typeOid: row.type_oid,
      type: row.type_name,
      generated: row.generated,
      header: headerOf(row),
    })
    if (row.key_index !== null) table.primaryKey[row.key_index] = row.name
  }
  return tables
}

function headerOf(row: ColumnRow): CatalogColumn['header'] {
  return {
    type: row.type,
    ...(row.dimensions > 0 && { dims: row.dimensions }),
    ...(row.key_index !== null && { pk_index: row.key_index }),
    ...(row.not_null && { not_null: true }),
    ...modifierOf(row.type, row.type_modifier),
  }
}

function modifierOf(type: string, modifier: number): Record<string, number> {
  if (modifier < 0) return {}
  switch (type) {
    case 'varchar':
      return { max_length: modifier - 4 }
    case 'bpchar':
      return { length: modifier - 4 }
    case 'bit':
      return { length: modifier }
    case 'numeric':
      return { precision: (modifier - 4) >> 16, scale: (modifier - 4) & 0xffff }
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
      return { precision: modifier }
    default:
      return { type_mod: modifier }
  }
}

/** Whether the catalog was read after the change that made the relation what it is. */
export function describesRelation(table: CatalogTable | undefined, relation: RelationMessage): boolean {
  if (!table) return false
  const typeByName = new Map(relation.columns.map((column) => [column.name, column.typeOid]))
  return (
    table.columns.every(
      ({ name, typeOid, generated }) => (typeByName.get(name) ?? (generated && typeOid)) === typeOid,
    ) && relation.columns.every((column) => table.columns.some(({ name }) => name === column.name))
  )
}

/** The `electric-schema` header. */
export function schemaHeader(table: CatalogTable, columns: readonly string[]): string {
  const wanted = new Set(columns)
  const chosen = table.columns.filter((column) => wanted.has(column.name))
  // HTTP headers are Latin-1: what is beyond stands escaped.
  return JSON.stringify(Object.fromEntries(chosen.map((column) => [column.name, column.header]))).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
