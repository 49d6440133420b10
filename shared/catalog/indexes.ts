import type { Reader } from '../command/database.ts'
import { TABLES } from './contexts.ts'

export interface IndexRow {
  /** 'schema.table' */
  readonly table: string
  readonly name: string
  readonly definition: string
  /** The constraint that it carries: a primary key or a rule of its own. */
  readonly constraint: string | null
  /** Its first column, null where that is an expression. */
  readonly leading: string | null
  /** Btree and GIN and so on. */
  readonly method: string
}

const INDEXES = `
SELECT t.name AS "table", x.relname::text AS name, pg_get_indexdef(i.indexrelid) AS definition, k.conname::text AS constraint,
  a.attname::text AS leading, m.amname::text AS method
FROM pg_index i JOIN (${TABLES}) t ON t.oid = i.indrelid
JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND i.indkey[0] > 0
ORDER BY t.name, x.relname`

/** Every index of the contexts' tables; of a partitioned table its own, not its partitions'. */
export function readIndexes(db: Reader): Promise<IndexRow[]> {
  return db.query<IndexRow>(INDEXES)
}

export interface TriggerRow {
  readonly table: string
  readonly name: string
  /** 'shared.guard_status' ... */
  readonly function: string
  readonly definition: string
}

const TRIGGERS = `
SELECT t.name AS "table", g.tgname::text AS name, n.nspname || '.' || f.proname AS function, pg_get_triggerdef(g.oid) AS definition
FROM pg_trigger g JOIN (${TABLES}) t ON t.oid = g.tgrelid
JOIN pg_proc f ON f.oid = g.tgfoid JOIN pg_namespace n ON n.oid = f.pronamespace
WHERE NOT g.tgisinternal
ORDER BY t.name, g.tgname`

/** Every trigger of the contexts' tables, a terminal's own (`sync.*` functions) too. */
export function readTriggers(db: Reader): Promise<TriggerRow[]> {
  return db.query<TriggerRow>(TRIGGERS)
}
