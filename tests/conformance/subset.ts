import pg from 'pg'
import { SESSION_SETTINGS, TEXT_VALUES } from '../../server/replication/session-settings.ts'
import type { CatalogTable } from '../../server/shapes/catalog.ts'
import { rowKey } from '../../server/shapes/messages.ts'
import type { ResolvedShape } from '../../server/shapes/resolved-shape.ts'
import { parseVisibility } from '../../server/shapes/visibility.ts'
import { withParameters } from './any-table.ts'
import { quoteName } from './identifiers.ts'

/** What a client wants of a shape besides its log ('subset__*', or the body of a POST). */
export interface SubsetRequest {
  readonly where?: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly order_by?: string
  readonly limit?: number
  readonly offset?: number
}

export function readSubset(params: URLSearchParams): SubsetRequest | undefined {
  const entries = [...params].flatMap(([name, value]) =>
    name.startsWith('subset__') ? [[name.slice('subset__'.length), value] as const] : [],
  )
  if (entries.length === 0) return undefined
  const { params: values, limit, offset, ...rest } = Object.fromEntries(entries) as Record<string, string>
  return {
    ...rest,
    ...(values !== undefined && { params: JSON.parse(values) as Record<string, unknown> }),
    ...(limit !== undefined && { limit: Number(limit) }),
    ...(offset !== undefined && { offset: Number(offset) }),
  }
}

export const isSound = (subset: SubsetRequest) =>
  subset.order_by !== undefined || (subset.limit === undefined && subset.offset === undefined)

/** Rows of one moment beside the log: `{metadata, data}`. The product has no such request: its shapes are what a role may see, whole. */
export async function querySubset(
  databaseUrl: string,
  table: CatalogTable,
  shape: ResolvedShape,
  subset: SubsetRequest,
): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl, types: TEXT_VALUES })
  await client.connect()
  try {
    await client.query(`${SESSION_SETTINGS}; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`)
    const { rows: moments } = await client.query<{ snapshot: string; lsn: string }>(
      `SELECT pg_current_snapshot()::text AS snapshot, (pg_current_wal_lsn() - '0/0')::text AS lsn`,
    )
    const { rows } = await client.query<Record<string, string | null>>(sqlOf(table, shape, subset))
    const { xmin, xmax, running } = parseVisibility(moments[0]?.snapshot ?? '')
    const mark = Math.floor(Math.random() * 2 ** 31)
    const metadata = {
      ...{ xmin: String(xmin), xmax: String(xmax), xip_list: [...running].map(String) },
      ...{ database_lsn: moments[0]?.lsn, snapshot_mark: mark },
    }
    const data = rows.map((value) => ({
      key: rowKey(table, (column) => value[column]),
      value,
      headers: { operation: 'insert', relation: [table.schema, table.relation], snapshot_mark: mark },
    }))
    return JSON.stringify({ metadata, data })
  } finally {
    await client.end()
  }
}

function sqlOf(table: CatalogTable, shape: ResolvedShape, subset: SubsetRequest): string {
  const values = new Map(Object.entries(subset.params ?? {}).map(([name, value]) => [name, String(value)]))
  const and = subset.where === undefined ? '' : ` AND (${withParameters(subset.where, values)})`
  const order = subset.order_by === undefined ? '' : ` ORDER BY ${subset.order_by}`
  const limit = subset.limit === undefined ? '' : ` LIMIT ${subset.limit}`
  const offset = subset.offset === undefined ? '' : ` OFFSET ${subset.offset}`
  const columns = shape.columns.map(quoteName).join(', ')
  const from = `${quoteName(table.schema)}.${quoteName(table.relation)}`
  return `SELECT ${columns} FROM ${from} WHERE (${shape.where})${and}${order}${limit}${offset}`
}
