import { CONTEXT_LIST } from '../../shared/catalog/contexts.ts'
import type { Reader } from '../../shared/command/database.ts'

export interface ServerFacts {
  readonly version: string
  readonly database: string
  readonly bytes: number
  /** Since when the counters run; null: since the database was made. */
  readonly since: string | null
}

export async function readServerFacts(db: Reader): Promise<ServerFacts> {
  const [row] = await db.query<ServerFacts>(
    `SELECT current_setting('server_version') AS version, current_database()::text AS database, pg_database_size(current_database()) AS bytes,
       (SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()) AS since`,
  )
  if (!row) throw new Error('PostgreSQL did not say who it is')
  return row
}

export interface TableUse {
  readonly table: string
  readonly bytes: number
  readonly live: number
  readonly dead: number
  readonly sequential: number
  readonly byIndex: number
  readonly analysed: string | null
}

const OURS = `schemaname IN ${CONTEXT_LIST.replace(')', ", 'sync')")}`

/** The largest first; a partition counts for itself. */
export function readTableUse(db: Reader): Promise<TableUse[]> {
  return db.query<TableUse>(
    `SELECT schemaname || '.' || relname AS "table", pg_total_relation_size(relid) AS bytes, n_live_tup AS live, n_dead_tup AS dead,
       seq_scan AS sequential, coalesce(idx_scan, 0) AS "byIndex", greatest(last_analyze, last_autoanalyze)::date AS analysed
     FROM pg_stat_user_tables WHERE ${OURS} ORDER BY bytes DESC, "table" LIMIT 15`,
  )
}

export interface IndexUse {
  readonly index: string
  readonly table: string
  readonly bytes: number
  readonly scans: number
}

/** The largest that no query has used; those that carry a rule are used by every write, and not counted. */
export function readIdleIndexes(db: Reader): Promise<IndexUse[]> {
  return db.query<IndexUse>(
    `SELECT indexrelname::text AS index, schemaname || '.' || relname AS "table", pg_relation_size(s.indexrelid) AS bytes, idx_scan AS scans
     FROM pg_stat_user_indexes s JOIN pg_index i ON i.indexrelid = s.indexrelid
     WHERE ${OURS} AND idx_scan = 0 AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = s.indexrelid)
     ORDER BY bytes DESC, index LIMIT 10`,
  )
}

export interface StatementUse {
  readonly totalMs: number
  readonly calls: number
  readonly meanMs: number
  readonly rows: number
  readonly statement: string
}

/** Why there is nothing to show, and what to do; or the statements that took longest in all. */
export type Statements = { readonly missing: string } | { readonly statements: readonly StatementUse[] }

export async function readStatements(db: Reader): Promise<Statements> {
  const [state] = await db.query<{ loaded: boolean; made: string | null; mayRead: boolean }>(
    // Whoever may not see the setting is refused where it is read.
    `SELECT CASE WHEN pg_has_role(current_user, 'pg_read_all_settings', 'USAGE')
       THEN 'pg_stat_statements' = ANY (string_to_array(replace(current_setting('shared_preload_libraries', true), ' ', ''), ','))
       ELSE false END AS loaded,
       (SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = 'pg_stat_statements') AS made,
       pg_has_role(current_user, 'pg_read_all_settings', 'USAGE') AS "mayRead"`,
  )
  if (!state?.mayRead) return { missing: 'This login may not see it. As the owner: GRANT pg_monitor TO that login;' }
  if (!state.loaded) {
    return {
      missing: `It is not switched on. As a superuser: ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'; restart PostgreSQL, then CREATE EXTENSION pg_stat_statements;`,
    }
  }
  if (state.made === null)
    return { missing: 'It is loaded, but not in this database: CREATE EXTENSION pg_stat_statements;' }
  return {
    statements: await db.query<StatementUse>(
      `SELECT round(total_exec_time)::float8 AS "totalMs", calls, round(mean_exec_time::numeric, 2)::float8 AS "meanMs", rows,
         left(regexp_replace(query, '\\s+', ' ', 'g'), 100) AS statement
       FROM ${state.made}.pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
       ORDER BY total_exec_time DESC LIMIT 10`,
    ),
  }
}
