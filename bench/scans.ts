import { z } from 'zod'
import type { Database, SqlValue } from '../shared/command/database.ts'

/** From so many rows on, reading a table from end to end is told. */
export const MANY_ROWS = 2000

const baseNode = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number().optional(),
  'Rows Removed by Filter': z.number().optional(),
})
export interface PlanNode extends z.infer<typeof baseNode> {
  Plans?: PlanNode[] | undefined
}
export const planNode: z.ZodType<PlanNode> = baseNode.extend({ Plans: z.lazy(() => z.array(planNode)).optional() })
const explained = z.array(z.object({ Plan: planNode }))

/** A handle that explains each statement as it answers it; `scans` fills with the large tables that were read from end to end. */
export function watchScans(db: Database, scans: Set<string>, manyRows = MANY_ROWS): Database {
  return {
    execute: (sql, params) => db.execute(sql, params),
    async query<T extends object>(sql: string, params?: readonly SqlValue[]): Promise<T[]> {
      const [plan] = await db.query<{ 'QUERY PLAN': unknown }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, params)
      for (const { Plan } of explained.parse(plan?.['QUERY PLAN'])) {
        for (const node of sequentialScans(Plan)) if (rowsRead(node) > manyRows) scans.add(node['Relation Name'] ?? '?')
      }
      return db.query<T>(sql, params)
    },
  }
}

/** Every node of a plan that reads a table from end to end. */
export function sequentialScans(node: PlanNode): PlanNode[] {
  const own = node['Node Type'] === 'Seq Scan' ? [node] : []
  return [...own, ...(node.Plans ?? []).flatMap(sequentialScans)]
}

/** By one reading: a small table that is read for each of fifty rows is no large one. */
const rowsRead = (node: PlanNode) => (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)
