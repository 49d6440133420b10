import type { Transaction } from '@electric-sql/pglite'
import type { SyncedTable } from '../shapes/tables.ts'
import { breathe, ROWS_AT_ONCE } from '../take-turns.ts'
import type { Touched } from './plan.ts'
import { type RowChange, rowName } from './row-change.ts'

/** Rows of pending commands that the centre has made just what they are here, by name (row-change.ts): they need not be brought in. */
export type StandingRows = ReadonlySet<string>

export const NOTHING_STANDS: StandingRows = new Set()

/** A row that commands of the batch wrote here, and what the centre tells of it. */
interface Claim {
  readonly table: string
  readonly row: string
  readonly commands: readonly string[]
  /** What its changes come to, the later over the earlier; null where one of them takes it away, or there is none. */
  readonly told: RowChange['values'] | null
}

/**
 * Finds the commands that a batch judges and whose every row comes out of it exactly as they left it here, and lets go of what would take them
 * back: neither they nor what came after them on their rows has to be undone and run again, however long the queue behind them is. In a row
 * that later commands have changed too, theirs stays on top.
 */
export async function letStand(
  tx: Transaction,
  changes: readonly RowChange[],
  touched: Touched,
  tables: ReadonlyMap<string, SyncedTable>,
): Promise<StandingRows> {
  const applied = [...touched.judged].flatMap(([id, simply]) => (simply ? [id] : []))
  if (applied.length === 0) return NOTHING_STANDS
  const claims = await readClaims(tx, applied, changes)
  const same = await findSame(tx, claims, tables)
  const standing = withoutFallen(claims, same)
  if (standing.length === 0) return NOTHING_STANDS
  const commands = new Set(standing.flatMap((claim) => claim.commands))
  await tx.query('DELETE FROM sync.undo WHERE command_id = ANY ($1::uuid[])', [[...commands]])
  return new Set(standing.map(({ table, row }) => `${table}/${row}`))
}

export function withoutStanding(touched: Touched, standing: StandingRows): Touched {
  const others = <V>(map: ReadonlyMap<string, V>) => new Map([...map].filter(([row]) => !standing.has(row)))
  return { ...touched, rows: others(touched.rows), keysByRow: others(touched.keysByRow) }
}

async function readClaims(
  tx: Transaction,
  commands: readonly string[],
  changes: readonly RowChange[],
): Promise<readonly Claim[]> {
  const { rows } = await tx.query<Omit<Claim, 'told'>>(
    `SELECT u.table_name AS "table", u.row_id AS "row", to_json(array_agg(DISTINCT u.command_id)) AS commands FROM sync.undo u
     JOIN sync.outbox o ON o.id = u.command_id WHERE o.id = ANY ($1::uuid[]) AND o.predicted IS NULL GROUP BY 1, 2`,
    [[...commands]],
  )
  const toldByRow = new Map<string | null, Claim['told']>()
  for (const change of changes) {
    const name = rowName(change)
    const before = toldByRow.get(name)
    toldByRow.set(name, change.operation === 'delete' || before === null ? null : { ...before, ...change.values })
  }
  return rows.map((each) => ({ ...each, told: toldByRow.get(`${each.table}/${each.row}`) ?? null }))
}

/** A command stands with all of its rows, and a row with all who wrote it. */
function withoutFallen(claims: readonly Claim[], same: ReadonlySet<Claim>): readonly Claim[] {
  let standing = claims.filter((claim) => same.has(claim))
  for (;;) {
    const fallen = new Set(claims.filter((claim) => !standing.includes(claim)).flatMap((claim) => claim.commands))
    const left = standing.filter((claim) => !claim.commands.some((command) => fallen.has(command)))
    if (left.length === standing.length) return standing
    standing = left
  }
}

async function findSame(
  tx: Transaction,
  claims: readonly Claim[],
  tables: ReadonlyMap<string, SyncedTable>,
): Promise<ReadonlySet<Claim>> {
  const same = new Set<Claim>()
  for (const name of new Set(claims.map((claim) => claim.table))) {
    const table = tables.get(name)
    const its = claims.filter((claim) => claim.table === name && claim.told !== null)
    for (let at = 0; table && at < its.length; at += ROWS_AT_ONCE) {
      const asked = its.slice(at, at + ROWS_AT_ONCE)
      const json = asked.map(({ row, commands, told }, n) => {
        return `{"n":${n},"id":"${row}","commands":${JSON.stringify(commands)},"told":${recordOf(told ?? {}, table.jsonColumns)}}`
      })
      const { rows } = await tx.query<{ n: number }>(sameText(table), [name, `[${json.join()}]`])
      for (const { n } of rows) same.add(asked[n] as Claim)
      await breathe()
    }
  }
  return same
}

/** JSON whose fields PostgreSQL reads as the columns' own text. */
function recordOf(values: RowChange['values'], json: ReadonlySet<string>): string {
  const fields = Object.entries(values).map(
    ([column, value]) =>
      `${JSON.stringify(column)}:${json.has(column) && value !== null ? value : JSON.stringify(value)}`,
  )
  return `{${fields.join()}}`
}

/**
 * Those of the rows that stand at the centre as the commands left them here: as they were before the first with what the centre told, against
 * what the next command found, or where there is none what stands. Nobody else may have written in between, nor before: what they wrote gives
 * way, and would take these along. What the database computes follows from the rest.
 */
function sameText({ sql: table }: SyncedTable): string {
  return `
SELECT c.n FROM jsonb_to_recordset($2::jsonb) AS c (n int, id uuid, commands uuid[], told jsonb)
CROSS JOIN LATERAL (
  SELECT (array_agg(u.before ORDER BY u.position))[1] AS before, max(u.position) AS last
  FROM sync.undo u WHERE u.command_id = ANY (c.commands) AND u.table_name = $1 AND u.row_id = c.id
) AS its
LEFT JOIN LATERAL (
  SELECT u.before FROM sync.undo u WHERE u.table_name = $1 AND u.row_id = c.id AND u.position > its.last ORDER BY u.position LIMIT 1
) AS later ON true
LEFT JOIN ${table} AS here ON here.id = c.id
CROSS JOIN (
  SELECT coalesce(array_agg(attname::text), '{}') AS names FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attgenerated <> ''
) AS computed
WHERE to_jsonb(jsonb_populate_record(NULL::${table}, coalesce(its.before, '{}') || c.told)) - computed.names
  = coalesce(later.before, to_jsonb(here)) - computed.names
  AND NOT EXISTS (SELECT FROM sync.undo u WHERE u.table_name = $1 AND u.row_id = c.id
    AND u.position <= its.last AND u.command_id <> ALL (c.commands))`
}
