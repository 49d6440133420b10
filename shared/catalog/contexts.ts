/** The bounded contexts, one SQL schema each, in the order of their migrations. `sync` stands outside: each side has its own. */
export const CONTEXTS = [
  'shared',
  'property_mgmt',
  'guest',
  'operations',
  'reservation',
  'billing',
  'compliance',
  'channel',
  'fb',
  'procurement',
] as const
export type Context = (typeof CONTEXTS)[number]

/** For `WHERE n.nspname IN ${CONTEXT_LIST}`. */
export const CONTEXT_LIST = `(${CONTEXTS.map((context) => `'${context}'`).join(', ')})`

/** Every table of the contexts as `t (oid, name, context)`, partitions left out; the name is 'schema.table'. */
export const TABLES = `SELECT c.oid, n.nspname || '.' || c.relname AS name, n.nspname::text AS context
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ${CONTEXT_LIST}`
