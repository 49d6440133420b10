import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { inject } from 'vitest'
import type { Row } from '../../shared/command/database.ts'
import { TEMPLATE } from './global-setup.ts'

export interface CentralDatabase {
  /** Logs in as the owner (a superuser): for arranging and for looking, never for serving. */
  readonly url: string
  query<T extends object = Row>(sql: string, params?: readonly unknown[]): Promise<T[]>
  drop(): Promise<void>
}

/** A fresh database with every migration of the centre, cloned from a template on the run's own PostgreSQL. */
export async function freshCentral(options: { empty?: boolean } = {}): Promise<CentralDatabase> {
  const clusterUrl = inject('clusterUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asOwner(clusterUrl, (client) => clone(client, name, options.empty ? 'template0' : TEMPLATE))
  const url = clusterUrl.replace(/\/\w+$/, `/${name}`)
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  pool.on('error', () => undefined)
  return {
    url,
    query: async <T extends object>(sql: string, params: readonly unknown[] = []) =>
      (await pool.query(sql, [...params])).rows as T[],
    async drop() {
      await pool.end()
      await asOwner(clusterUrl, (client) => dropDatabase(client, name))
    },
  }
}

export async function asOwner(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

async function clone(client: pg.Client, name: string, template: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`)
      return
    } catch (error) {
      // 55006: another test is cloning the template at this very moment
      if (!(error instanceof pg.DatabaseError) || error.code !== '55006' || attempt === 50) throw error
      await sleep(100)
    }
  }
}

async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ slot_name: string; active_pid: number | null }>(
    'SELECT slot_name, active_pid FROM pg_replication_slots WHERE database = $1',
    [name],
  )
  for (const slot of rows) {
    if (slot.active_pid !== null) await client.query('SELECT pg_terminate_backend($1, 5000)', [slot.active_pid])
    await client.query('SELECT pg_drop_replication_slot($1)', [slot.slot_name])
  }
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
}
