import { type ColumnRow, type ForeignKeyRow, readColumns, readForeignKeys } from '../../shared/catalog/columns.ts'
import { CONTEXT_LIST, type Context, CONTEXTS } from '../../shared/catalog/contexts.ts'
import type { Reader } from '../../shared/command/database.ts'

export interface Relation {
  /** 'schema.table' */
  readonly name: string
  readonly context: Context
  readonly isView: boolean
  readonly isPartitioned: boolean
  /** COMMENT ON: what it is for. */
  readonly purpose: string | null
  readonly primaryKey: readonly string[]
}

export interface NamedType {
  /** 'schema.type' */
  readonly name: string
  readonly context: Context
  readonly kind: 'enum' | 'domain' | 'composite'
  /** Of an enum, in order. */
  readonly labels: readonly string[]
  /** What a domain stands on. */
  readonly base: string | null
  /** Of a composite, in order: 'name type'. */
  readonly fields: readonly string[]
}

/** What the catalogue says of the contexts; everything in a fixed order. */
export interface Schema {
  readonly contexts: readonly { readonly name: Context; readonly purpose: string | null }[]
  readonly relations: readonly Relation[]
  readonly columns: readonly ColumnRow[]
  readonly foreignKeys: readonly ForeignKeyRow[]
  readonly types: readonly NamedType[]
}

const SCHEMAS = `SELECT context AS name, obj_description(n.oid, 'pg_namespace') AS purpose
  FROM unnest($1::text[]) WITH ORDINALITY AS wanted (context, place) JOIN pg_namespace n ON n.nspname = context ORDER BY place`

const RELATIONS = `
SELECT n.nspname || '.' || c.relname AS name, n.nspname::text AS context, c.relkind IN ('v', 'm') AS "isView", c.relkind = 'p' AS "isPartitioned",
  obj_description(c.oid, 'pg_class') AS purpose,
  coalesce((SELECT array_agg(a.attname::text ORDER BY array_position(k.conkey, a.attnum)) FROM pg_constraint k
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) WHERE k.conrelid = c.oid AND k.contype = 'p'), '{}') AS "primaryKey"
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition AND n.nspname IN ${CONTEXT_LIST}
ORDER BY (n.nspname || '.' || c.relname) COLLATE "C"`

const TYPES = `
SELECT n.nspname || '.' || t.typname AS name, n.nspname::text AS context,
  CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'composite' END AS kind,
  coalesce((SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '{}') AS labels,
  CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base,
  coalesce((SELECT array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) FROM pg_attribute a
    WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '{}') AS fields
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE n.nspname IN ${CONTEXT_LIST} AND (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND c.relkind = 'c')
ORDER BY (n.nspname || '.' || t.typname) COLLATE "C"`

export async function readSchema(db: Reader): Promise<Schema> {
  const columns = await readColumns(db)
  const foreignKeys = await readForeignKeys(db)
  return {
    contexts: await db.query(SCHEMAS, [CONTEXTS]),
    relations: await db.query(RELATIONS),
    columns,
    foreignKeys,
    types: await db.query(TYPES),
  }
}

/** Columns that every table carries, and that say nothing about this one. */
export const AUDIT_COLUMNS = new Set(['created_at', 'updated_at', 'created_by', 'updated_by', 'deleted_at', 'version'])

export const contextOf = (name: string) => name.slice(0, name.indexOf('.'))
export const localName = (name: string) => name.slice(name.indexOf('.') + 1)
