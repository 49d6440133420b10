import type pg from 'pg'
import { SESSION_SETTINGS } from '../replication/session-settings.ts'

/** What a table holds, whatever the order of its rows. */
export interface Fingerprint {
  /** 'schema.table', quoted where it needs to be; each partition by itself. */
  readonly table: string
  readonly rows: number
  /** Sum over all rows of 60 bits of the MD5 of the row's text. */
  readonly checksum: string
}

/** Tables of extensions are left out: the extension makes them. */
const TABLES = `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY format('%I.%I', n.nspname, c.relname) COLLATE "C"`

export async function readTableNames(client: pg.ClientBase): Promise<string[]> {
  return (await client.query<{ name: string }>(TABLES)).rows.map((row) => row.name)
}

/** Of every table, as the client's transaction sees it. */
export async function fingerprintTables(
  client: pg.ClientBase,
  onTable: (done: number, total: number, name: string) => void,
  signal: AbortSignal,
): Promise<Fingerprint[]> {
  await client.query(SESSION_SETTINGS)
  const names = await readTableNames(client)
  const prints: Fingerprint[] = []
  for (const [i, table] of names.entries()) {
    signal.throwIfAborted()
    onTable(i, names.length, table)
    const { rows } = await client.query<{ rows: string; checksum: string }>(
      `SELECT count(*)::text AS rows, coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)::text AS checksum FROM ONLY ${table} t`,
    )
    prints.push({ table, rows: Number(rows[0]?.rows), checksum: rows[0]?.checksum ?? '' })
  }
  return prints
}

/** One line for each table that is not as it was, in the words of who reads the report. */
export function differences(expected: readonly Fingerprint[], found: readonly Fingerprint[]): string[] {
  const foundByTable = new Map(found.map((print) => [print.table, print]))
  const known = new Set(expected.map(({ table }) => table))
  const lines = expected.flatMap(({ table, rows, checksum }) => {
    const now = foundByTable.get(table)
    if (!now) return [`${table}: is missing (${rows} rows in the backup)`]
    if (now.rows !== rows) return [`${table}: ${now.rows} rows, ${rows} in the backup`]
    return now.checksum === checksum ? [] : [`${table}: ${rows} rows as in the backup, but not the same`]
  })
  return [...lines, ...found.flatMap(({ table }) => (known.has(table) ? [] : [`${table}: is not in the backup`]))]
}
