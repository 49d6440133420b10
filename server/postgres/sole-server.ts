import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartProblem } from '../start-problem.ts'
import { describeDatabase } from './check-central.ts'

/** A server that was killed gives way when PostgreSQL notices, not at once. */
const PATIENCE_MS = 3000
const RECLAIM_EVERY_MS = 1000

/**
 * Holds the database for this server: two would tear one replication stream apart. The hold is a session's advisory lock, taken again by
 * itself when PostgreSQL was away. Throws `StartProblem` where another server has it. Returns the release.
 */
export async function holdDatabase(databaseUrl: string, onLost: () => void): Promise<() => Promise<void>> {
  let client = await claimWithin(databaseUrl, PATIENCE_MS)
  if (!client) {
    throw new StartProblem(
      `Another StayOS server serves the database at ${describeDatabase(databaseUrl)}. Stop that one first, or give another DATABASE_URL.`,
    )
  }
  let released = false
  const watch = (holder: pg.Client) => {
    holder.on('error', () => undefined)
    holder.once('end', () => {
      if (released) return
      onLost()
      void reclaim()
    })
  }
  const reclaim = async () => {
    client = undefined
    while (!released && !client) {
      await sleep(RECLAIM_EVERY_MS, undefined, { ref: false })
      client = await claim(databaseUrl).catch(() => undefined)
    }
    if (released) await client?.end()
    else if (client) watch(client)
  }
  watch(client)
  return async () => {
    released = true
    await client?.end().catch(() => undefined)
  }
}

async function claimWithin(databaseUrl: string, patienceMs: number): Promise<pg.Client | undefined> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const client = await claim(databaseUrl)
    if (client || Date.now() > deadline) return client
    await sleep(200)
  }
}

async function claim(databaseUrl: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'stayos-server hold',
  })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ held: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended('stayos server', 0)) AS held`,
  )
  if (rows[0]?.held) return client
  await client.end()
  return undefined
}
