import type { Reader } from '../command/database.ts'
import { type Context, CONTEXTS } from './contexts.ts'

/** How much of everything one context holds. Partitions are left out: they come and go. */
export interface Figures {
  readonly tables: number
  /** Enums, domains, and composite types that were made as such. */
  readonly types: number
  /** Those of primary keys and other constraints too. */
  readonly indexes: number
  /** What the migrations of both sides bring; a terminal's own triggers (`sync.*` functions) are left out. */
  readonly triggers: number
  readonly views: number
  readonly functions: number
}

export type ContextFigures = Figures & { readonly context: Context }

const FIGURES = `
SELECT context,
  (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p') AND NOT c.relispartition) AS tables,
  (SELECT count(*) FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
   WHERE t.typnamespace = n.oid AND (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND c.relkind = 'c')) AS types,
  (SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
   WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p') AND NOT c.relispartition) AS indexes,
  (SELECT count(*) FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc f ON f.oid = g.tgfoid
   WHERE c.relnamespace = n.oid AND NOT c.relispartition AND NOT g.tgisinternal
     AND f.pronamespace <> ALL (SELECT oid FROM pg_namespace WHERE nspname = 'sync')) AS triggers,
  (SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('v', 'm')) AS views,
  (SELECT count(*) FROM pg_proc f WHERE f.pronamespace = n.oid
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND d.deptype = 'e')) AS functions
FROM unnest($1::text[]) WITH ORDINALITY AS wanted (context, place)
JOIN pg_namespace n ON n.nspname = context
ORDER BY place`

/** One row per context that is there, in the order of the contexts. */
export function readFigures(db: Reader): Promise<ContextFigures[]> {
  return db.query<ContextFigures>(FIGURES, [CONTEXTS])
}

export function totalOf(rows: readonly Figures[]): Figures {
  const sum = (key: keyof Figures) => rows.reduce((total, row) => total + row[key], 0)
  return {
    tables: sum('tables'),
    types: sum('types'),
    indexes: sum('indexes'),
    triggers: sum('triggers'),
    views: sum('views'),
    functions: sum('functions'),
  }
}
