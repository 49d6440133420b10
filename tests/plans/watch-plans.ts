import type pg from 'pg'
import { z } from 'zod'
import { MANY_ROWS, planNode, sequentialScans } from '../../bench/scans.ts'

const explained = z.object({ Plan: planNode })

export interface PlanWatch {
  /** Large tables that were read from end to end since it was last asked, each with the statement; nested ones too. */
  take(): string[]
  /** How many plans were seen in all: a watch that sees none proves nothing. */
  readonly seen: number
}

/** PostgreSQL itself tells the plan of each statement that this connection runs, those inside functions and triggers included. */
export async function watchPlans(client: pg.Client): Promise<PlanWatch> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND reltuples >= $1",
    [MANY_ROWS],
  )
  const large = new Set(rows.map(({ name }) => name))
  if (large.size === 0) throw new Error('no table is large: nothing can be found out here')
  let found: string[] = []
  let seen = 0
  client.on('notice', ({ message = '' }) => {
    const json = /^duration: .* plan:\n(\{.*)/s.exec(message)?.[1]
    if (json === undefined) return
    seen++
    const text = z.looseObject({ 'Query Text': z.string() }).parse(JSON.parse(json))['Query Text']
    for (const node of sequentialScans(explained.parse(JSON.parse(json)).Plan)) {
      const table = node['Relation Name'] ?? '?'
      if (large.has(table)) found.push(`${table}: ${text.replace(/\s+/g, ' ').slice(0, 300)}`)
    }
  })
  await client.query(`LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on;
    SET auto_explain.log_format = json; SET auto_explain.log_level = notice`)
  return {
    take() {
      const taken = found
      found = []
      return taken
    },
    get seen() {
      return seen
    },
  }
}
