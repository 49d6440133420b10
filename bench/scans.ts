import { z } from 'zod'
import type { Database, SqlValue } from '../shared/command/database.ts'

const MANY_ROWS = 2000

const baseNode = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
})
interface PlanNode extends z.infer<typeof baseNode> {
  Plans?: PlanNode[] | undefined
}
const planNode: z.ZodType<PlanNode> = baseNode.extend({ Plans: z.lazy(() => z.array(planNode)).optional() })
const explained = z.array(z.object({ Plan: planNode }))

/** A handle that explains each statement as it answers it; `scans` fills with the large tables that were read from end to end. */
export function watchScans(db: Database, scans: Set<string>): Database {
  return {
    execute: (sql, params) => db.execute(sql, params),
    async query<T extends object>(sql: string, params?: readonly SqlValue[]): Promise<T[]> {
      const [plan] = await db.query<{ 'QUERY PLAN': unknown }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, params)
      for (const { Plan } of explained.parse(plan?.['QUERY PLAN'])) noteScans(Plan, scans)
      return db.query<T>(sql, params)
    },
  }
}

function noteScans(node: PlanNode, scans: Set<string>): void {
  const read = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
  if (node['Node Type'] === 'Seq Scan' && read > MANY_ROWS) scans.add(node['Relation Name'] ?? '?')
  for (const child of node.Plans ?? []) noteScans(child, scans)
}
