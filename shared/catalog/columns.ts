import type { Reader } from '../command/database.ts'
import { CONTEXT_LIST, TABLES } from './contexts.ts'

export interface ColumnRow {
  /** 'schema.table'; views too. */
  readonly relation: string
  readonly isView: boolean
  readonly column: string
  /** As PostgreSQL writes it: 'uuid', 'shared.amount', 'text[]' ... */
  readonly type: string
  /** b base, d domain, e enum, c composite, r range. */
  readonly kind: string
  readonly notNull: boolean
  readonly hasDefault: boolean
  /** Computed and stored by the database: never written, never in a shape. */
  readonly generated: boolean
}

const COLUMNS = `
SELECT n.nspname || '.' || c.relname AS relation, c.relkind IN ('v', 'm') AS "isView", a.attname::text AS "column",
  format_type(a.atttypid, a.atttypmod) AS type, y.typtype::text AS kind, a.attnotnull AS "notNull", a.atthasdef AND a.attgenerated = '' AS "hasDefault",
  a.attgenerated <> '' AS generated
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type y ON y.oid = a.atttypid
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition AND n.nspname IN ${CONTEXT_LIST}
ORDER BY relation, a.attnum`

/** Every column of every table and view of the contexts. */
export function readColumns(db: Reader): Promise<ColumnRow[]> {
  return db.query<ColumnRow>(COLUMNS)
}

export interface ForeignKeyRow {
  readonly name: string
  readonly table: string
  readonly columns: string[]
  readonly target: string
  readonly targetColumns: string[]
  readonly deferrable: boolean
}

const names = (relation: string, numbers: string) =>
  `(SELECT array_agg(a.attname::text ORDER BY place) FROM unnest(${numbers}) WITH ORDINALITY AS part (num, place)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = num)`

const FOREIGN_KEYS = `
SELECT k.conname::text AS name, t.name AS "table", ${names('k.conrelid', 'k.conkey')} AS columns,
  n.nspname || '.' || c.relname AS target, ${names('k.confrelid', 'k.confkey')} AS "targetColumns", k.condeferrable AS deferrable
FROM pg_constraint k JOIN (${TABLES}) t ON t.oid = k.conrelid
JOIN pg_class c ON c.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype = 'f' AND k.conparentid = 0
ORDER BY t.name, name`

export function readForeignKeys(db: Reader): Promise<ForeignKeyRow[]> {
  return db.query<ForeignKeyRow>(FOREIGN_KEYS)
}
