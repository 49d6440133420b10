import type pg from 'pg'
import type { Database, SqlValue } from '../../shared/command/database.ts'
import { isStalePlan } from './failures.ts'
import { databaseOf, gatherWrites } from './handle.ts'
import { forgetPlans } from './prepared.ts'

/** The roles that requests are served as; the login itself only enters them. */
export type ServingRole = 'authenticated_user' | 'stayos_gatekeeper'

/** Takes the last statements of a transaction, all of them sent already: COMMIT goes along, and one that fails leaves nothing of it. */
export type SendLast = (statements: Promise<unknown>) => void

/** A transaction whose COMMIT has been sent, with the last of its statements. */
export interface Ending<T> {
  readonly value: T
  /** Fails where PostgreSQL kept nothing of it. */
  readonly committed: Promise<void>
}

type Transaction<T> = [
  role: ServingRole,
  settings: Readonly<Record<string, string>>,
  work: (db: Database, sendLast: SendLast) => Promise<T>,
]

/** Begins a transaction and resolves once its COMMIT has been sent: the next one may begin then, and goes out with it. */
export type Begin = <T>(...transaction: Transaction<T>) => Promise<Ending<T>>

/**
 * Runs READ COMMITTED transactions under a role, one after the other on one connection, with settings that end with each. `work` begins no
 * further one once one has failed. A connection whose transaction could not be closed is thrown away.
 */
export async function onConnection<T>(pool: pg.Pool, work: (begin: Begin) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const noteBreak = (error: Error) => (broken = error)
  client.on('error', noteBreak)
  const begun: Promise<unknown>[] = []
  try {
    return await work((...transaction) => {
      const ending = beginTransaction(client, ...transaction)
      begun.push(Promise.allSettled([ending.then(({ committed }) => committed)]))
      return ending
    })
  } catch (error) {
    await Promise.all(begun)
    if (isStalePlan(error)) forgetPlans(client)
    await client.query('ROLLBACK').catch(noteBreak)
    throw error
  } finally {
    // Nothing may be sent on a connection that was given back.
    await Promise.all(begun)
    client.off('error', noteBreak)
    client.release(broken)
  }
}

/** One such transaction, to its end. */
export function inTransaction<T>(pool: pg.Pool, ...transaction: Transaction<T>): Promise<T> {
  return onConnection(pool, async (begin) => {
    const { value, committed } = await begin(...transaction)
    await committed
    return value
  })
}

/**
 * The first statements of `work` go out with BEGIN and the settings: where these fail the transaction has failed, and everything in it (a BEGIN
 * fails with its connection alone).
 */
async function beginTransaction<T>(
  client: pg.PoolClient,
  ...[role, settings, work]: Transaction<T>
): Promise<Ending<T>> {
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
  // What failed first is why the others did.
  const throwFirst = async () => {
    const failed = [...(await beginning), ...(await ending), working].find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
  }
  const committed = throwFirst()
  if (working.status === 'rejected') await committed
  committed.catch(() => undefined)
  return { value: (working as PromiseFulfilledResult<T>).value, committed }
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
  const all = Object.entries({ role, ...settings })
  const calls = all.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`).join(', ')
  await db.query(`SELECT ${calls}`, all.flat())
}
