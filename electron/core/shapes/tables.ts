import type { PGlite, Transaction } from '@electric-sql/pglite'
import type { ShapeDefinition } from '../../../shared/command/shape.ts'

/** A table of a shape as it stands in this database. */
export interface SyncedTable {
  /** 'schema.table' */
  readonly name: string
  readonly schema: string
  readonly table: string
  /** Quoted, ready for SQL. */
  readonly sql: string
  readonly primaryKey: readonly string[]
  /** Columns that a row of the centre may name: all but generated ones. */
  readonly columns: ReadonlySet<string>
  /** Those whose text is JSON itself. */
  readonly jsonColumns: ReadonlySet<string>
  /** Of all `columns`; null where the binary form of one names what each database numbers for itself. */
  readonly types: Readonly<Record<string, string>> | null
}

export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

/** Rows as COPY puts them out, which come as the query's `blob`. */
export function copyInto(table: SyncedTable, columns: readonly string[], format: 'text' | 'binary'): string {
  return `COPY ${table.sql} (${columns.map(quote).join(', ')}) FROM '/dev/blob' (FORMAT ${format})`
}

/** In the order of the definitions. Throws where a shape's table is not in this database: then the program is newer than its folder. */
export async function describeTables(pg: PGlite, shapes: readonly ShapeDefinition[]): Promise<SyncedTable[]> {
  const { rows } = await pg.query<{
    name: string
    primary_key: string[] | null
    columns: string[]
    json: string[] | null
    types: Record<string, string> | null
  }>(
    `SELECT n.nspname || '.' || c.relname AS name,
       (SELECT array_agg(a.attname::text ORDER BY k.ord) FROM pg_index i,
          unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, ord), pg_attribute a
        WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.attnum) AS primary_key,
       (SELECT array_agg(a.attname::text) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       (SELECT array_agg(a.attname::text) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.atttypid IN ('json'::regtype, 'jsonb'::regtype)) AS json,
       (SELECT CASE WHEN bool_and(coalesce(b.oid, t.oid) < 16384 OR t.typtype = 'e') THEN jsonb_object_agg(a.attname, t.typname) END
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS types
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname || '.' || c.relname = ANY ($1)`,
    [shapes.map((shape) => shape.table)],
  )
  const found = new Map(rows.map((row) => [row.name, row]))
  return shapes.map(({ table: name }) => {
    const row = found.get(name)
    if (!row?.primary_key) throw new Error(`table ${name} of a shape is not here, or has no primary key`)
    const [schema = '', table = ''] = name.split('.')
    const sql = `${quote(schema)}.${quote(table)}`
    const { primary_key: primaryKey, columns, json, types } = row
    return { name, schema, table, sql, primaryKey, columns: new Set(columns), jsonColumns: new Set(json), types }
  })
}

export async function tablesWithRows(db: PGlite | Transaction, tables: readonly SyncedTable[]): Promise<SyncedTable[]> {
  // Every batch of rows asks, and hardly any empties a table.
  if (tables.length === 0) return []
  // Most have no pages: asking each for a row would open all of them. One in partitions has none of its own.
  const { rows: files } = await db.query<{ pages: boolean[] }>(
    `SELECT array_agg(c.relkind = 'p' OR pg_relation_size(c.oid) > 0 ORDER BY t.n) AS pages
     FROM unnest($1::text[]) WITH ORDINALITY AS t (name, n) JOIN pg_class c ON c.oid = t.name::regclass`,
    [tables.map(({ sql }) => sql)],
  )
  const written = tables.filter((_, i) => files[0]?.pages[i])
  if (written.length === 0) return []
  const has = written.map(({ sql }) => `EXISTS (SELECT FROM ${sql})`).join(', ')
  const { rows } = await db.query<{ has: boolean[] }>(`SELECT ARRAY[${has}] AS has`)
  return written.filter((_, i) => rows[0]?.has[i])
}

/** By DELETE: TRUNCATE refuses where a table outside the shapes refers to this one. */
export async function emptyTables(tx: Transaction, tables: readonly SyncedTable[]): Promise<void> {
  for (const { sql } of await tablesWithRows(tx, tables)) await tx.exec(`DELETE FROM ${sql}`)
}
