import type pg from 'pg'
import type { Database, SqlValue } from '../../shared/command/database.ts'
import { isStalePlan } from './failures.ts'
import { noteCommit } from './commits.ts'
import { databaseOf, gatherWrites } from './handle.ts'
import { forgetPlans } from './prepared.ts'

/** The roles that requests are served as; the login itself only enters them. */
export type ServingRole = 'authenticated_user' | 'stayos_gatekeeper'

/** Takes the last statements of a transaction, all of them sent already: COMMIT goes along, and one that fails leaves nothing of it. */
export type SendLast = (statements: Promise<unknown>) => void

/**
 * Runs `work` in one READ COMMITTED transaction under `role`, with settings that end with it. A connection whose transaction could not be
 * closed is thrown away. The first statements of `work` go out with BEGIN and the settings: where these fail the transaction has failed, and
 * everything in it (a BEGIN fails with its connection alone).
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  role: ServingRole,
  settings: Readonly<Record<string, string>>,
  work: (db: Database, sendLast: SendLast) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const noteBreak = (error: Error) => (broken = error)
  client.on('error', noteBreak)
  try {
    const db = databaseOf(client)
    gatherWrites(client)
    const beginning = Promise.allSettled([client.query('BEGIN'), enterRole(db, role, { ...LIMITS, ...settings })])
    const last: Promise<unknown>[] = []
    const sendLast = (sent: Promise<unknown>) => {
      last.push(sent)
      sent.catch(() => undefined)
    }
    const [working] = await Promise.allSettled([work(db, sendLast)])
    gatherWrites(client)
    const ending = Promise.allSettled([...last, ...(working.status === 'fulfilled' ? [client.query('COMMIT')] : [])])
    noteCommit(pool, ending)
    // All to their end: nothing may be sent on a connection that was given back. What failed first is why the others did.
    const failed = [...(await beginning), ...(await ending), working].find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
    return (working as PromiseFulfilledResult<T>).value
  } catch (error) {
    if (isStalePlan(error)) forgetPlans(client)
    await client.query('ROLLBACK').catch(noteBreak)
    throw error
  } finally {
    client.off('error', noteBreak)
    client.release(broken)
  }
}

/** One statement that reads, in such a transaction and in ONE round trip, on a connection of `openPool`. */
export async function readInTransaction<T extends object>(
  pool: pg.Pool,
  role: ServingRole,
  sql: string,
  params: readonly SqlValue[],
): Promise<T[]> {
  const { reading } = await inTransaction(pool, role, {}, (db, sendLast) => {
    const reading = db.query<T>(sql, params)
    sendLast(reading)
    return Promise.resolve({ reading })
  })
  return reading
}

const LIMITS = {
  statement_timeout: '30s',
  lock_timeout: '15s',
  idle_in_transaction_session_timeout: '60s',
}

/** The rest of the transaction runs under `role`, with settings that end with it. */
export async function enterRole(
  db: Database,
  role: ServingRole,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  await setLocal(db, { role, ...settings })
}

/** Until the end of the transaction, or of a savepoint that is rolled back. */
export async function setLocal(db: Database, settings: Readonly<Record<string, string>>): Promise<void> {
  const all = Object.entries(settings)
  const calls = all.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`).join(', ')
  await db.query(`SELECT ${calls}`, all.flat())
}
