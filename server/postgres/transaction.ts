import type pg from 'pg'
import type { Database } from '../../shared/command/database.ts'
import { isStalePlan } from './failures.ts'
import { databaseOf } from './handle.ts'
import { forgetPlans } from './prepared.ts'

/** The roles that requests are served as; the login itself only enters them. */
export type ServingRole = 'authenticated_user' | 'stayos_gatekeeper'

/**
 * Runs `work` in one READ COMMITTED transaction under `role`, with settings that end with it. A connection whose transaction could not be
 * closed is thrown away.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  role: ServingRole,
  settings: Readonly<Record<string, string>>,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  const noteBreak = (error: Error) => (broken = error)
  client.on('error', noteBreak)
  try {
    const db = databaseOf(client)
    // Both are awaited before anything else is sent: nothing may run outside of them.
    await Promise.all([client.query('BEGIN'), applySettings(db, { role, ...LIMITS, ...settings })])
    const result = await work(db)
    await client.query('COMMIT')
    return result
  } catch (error) {
    if (isStalePlan(error)) forgetPlans(client)
    await client.query('ROLLBACK').catch(noteBreak)
    throw error
  } finally {
    client.off('error', noteBreak)
    client.release(broken)
  }
}

const LIMITS = {
  statement_timeout: '30s',
  lock_timeout: '15s',
  idle_in_transaction_session_timeout: '60s',
}

async function applySettings(db: Database, settings: Readonly<Record<string, string>>): Promise<void> {
  const names = Object.keys(settings)
  const calls = names.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`).join(', ')
  await db.query(
    `SELECT ${calls}`,
    names.flatMap((name) => [name, settings[name] ?? '']),
  )
}
