import pg from 'pg'
import { copyRows } from './copy.ts'
import type { TableRows } from './frame.ts'
import { ImportProblem } from './problem.ts'

/** Keeps two imports into one database from writing at once. Any number that nothing else uses. */
const LOCK = 5_710_464

/** The central database, logged in as its owner. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'stayos import:bookings' })
  client.on('error', () => undefined) // the query that runs reports it
  try {
    await client.connect()
  } catch (error) {
    throw new ImportProblem(
      `The central database at ${placeOf(url)} does not answer (${error instanceof Error ? error.message || codeOf(error) : String(error)}).`,
      'Start it, or correct --database or DATABASE_URL. Without either, the database that "npm start" keeps is used.',
      { cause: error },
    )
  }
  return client
}

export async function inOneTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK])
    const result = await work()
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

export async function writeTables(client: pg.Client, tables: readonly TableRows[]): Promise<void> {
  for (const { table, rows } of tables) await copyRows(client, table, rows)
}

/** Those of `rows` whose id the table does not have yet. */
export async function newRows<T extends { readonly id: string }>(
  client: pg.Client,
  table: string,
  rows: readonly T[],
): Promise<T[]> {
  const known = await knownIds(
    client,
    table,
    rows.map((row) => row.id),
  )
  return rows.filter((row) => !known.has(row.id))
}

export async function knownIds(client: pg.Client, table: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM ${table} WHERE id = ANY($1::uuid[])`, [ids])
  return new Set(rows.map((row) => row.id))
}

/** Host, port and name, never the password. */
export function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url)
    return `${host}${pathname}`
  } catch {
    return 'an address that is none'
  }
}

const codeOf = (error: Error) => ('code' in error ? String(error.code) : error.name)
