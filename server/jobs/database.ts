import pg from 'pg'
import { JobProblem } from './problem.ts'

/** Keeps two jobs on one database from writing at once. Any number that nothing else uses. */
const LOCK = 5_710_464

/** The central database, logged in as its owner. `job` is what its administrator sees. */
export async function connect(url: string, job: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: `stayos ${job}` })
  client.on('error', () => undefined) // the query that runs reports it
  try {
    await client.connect()
  } catch (error) {
    throw new JobProblem(
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
