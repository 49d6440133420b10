import type { Reader } from '../../../shared/command/database.ts'
import type { QueryContext, QueryDefinition, QueryParts } from '../../../shared/command/query.ts'
import type { ChangedRows, LiveSource } from './live-queries.ts'
import type { KeyedRows } from './diff-rows.ts'

/** Runs work in a transaction of its own; null where the desk has nothing to answer from yet. */
export type Within = <T>(work: (db: Reader, context: QueryContext) => Promise<T>) => Promise<T | null>

/** More rows than that have changed, and all are asked for. */
const MOST_ROWS = 50

/** A query as live queries run it. `always`: tables that every answer depends on beside its own. */
export function liveSource(
  definition: QueryDefinition,
  args: unknown,
  always: readonly string[],
  within: Within,
): LiveSource {
  const { parts, restMs } = definition
  return {
    tables: [...definition.tables, ...always],
    ...(restMs !== undefined && { restMs }),
    key: (row) => definition.key(row),
    run: async () => (await within((db, context) => definition.run(db, args, context))) ?? [],
    ...(parts && {
      parts: {
        place: parts.place,
        covers: (table) => table === parts.own || Object.hasOwn(parts.through ?? {}, table),
        run: async (changed, shown) => {
          if (countOf(changed) > MOST_ROWS) return null
          const keys = keysShown(parts, changed, shown)
          const lookUps = lookUpsOf(parts, changed)
          if (keys.size === 0 && lookUps.length === 0) return { keys, rows: [] }
          return within(async (db, context) => {
            for (const { sql, ids } of lookUps)
              for (const { key } of await db.query<{ key: string }>(sql, [ids])) keys.add(key)
            const rows = keys.size === 0 ? [] : await definition.run(db, args, context, [...keys])
            return { keys, rows }
          })
        },
      },
    }),
  }
}

/** Those that changed themselves, and those of the answer that show what changed. */
function keysShown({ own, through = {} }: QueryParts, changed: ChangedRows, shown: KeyedRows<object>): Set<string> {
  const keys = new Set(changed.get(own))
  for (const [table, { shownIn }] of Object.entries(through)) {
    const ids = changed.get(table)
    if (!ids) continue
    for (const [key, { row }] of shown) if (ids.has(String(Reflect.get(row, shownIn)))) keys.add(key)
  }
  return keys
}

/** What finds the rows that show nothing of it yet, and may from now on. */
const lookUpsOf = ({ through = {} }: QueryParts, changed: ChangedRows) =>
  Object.entries(through).flatMap(([table, { nextIn }]) => {
    const ids = changed.get(table)
    return ids && nextIn !== undefined ? [{ sql: nextIn, ids: [...ids] }] : []
  })

const countOf = (changed: ChangedRows) => [...changed.values()].reduce((sum, ids) => sum + ids.size, 0)
