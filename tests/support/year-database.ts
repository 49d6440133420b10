import type pg from 'pg'
import { inject } from 'vitest'
import { yearHouses } from '../../bench/year.ts'
import { seedHouses } from '../../server/seed/seed-houses.ts'
import { CONTEXT_LIST } from '../../shared/catalog/contexts.ts'
import { TEMPLATE } from './global-setup.ts'
import { asOwner } from './postgres.ts'

const NAME = 'stayos_year'
/** One worker makes it, the others wait. Any number that no other lock of the cluster uses. */
const LOCK = 5_710_465

/** The address of a year of a 300-unit hotel, made once for the whole run: to be looked at, and every change rolled back. */
export async function yearDatabase(): Promise<string> {
  const clusterUrl = inject('clusterUrl')
  const url = clusterUrl.replace(/\/\w+$/, `/${NAME}`)
  await asOwner(clusterUrl, async (cluster) => {
    await cluster.query('SELECT pg_advisory_lock($1)', [LOCK])
    const { rows } = await cluster.query('SELECT FROM pg_database WHERE datname = $1', [NAME])
    if (rows.length > 0) return
    const unfinished = `${NAME}_unfinished`
    await cluster.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`)
    await cluster.query(`CREATE DATABASE ${unfinished} TEMPLATE ${TEMPLATE} STRATEGY file_copy`)
    await asOwner(clusterUrl.replace(/\/\w+$/, `/${unfinished}`), async (client) => {
      const restore = await setAsideIndexes(client)
      await seedHouses(client, yearHouses())
      await restore()
    })
    await cluster.query(`ALTER DATABASE ${unfinished} RENAME TO ${NAME}`)
  })
  return url
}

/** All at once at the end is half the work of one by one. Those that carry a rule stay. */
async function setAsideIndexes(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT c.oid::regclass::text AS name, pg_get_indexdef(c.oid) AS definition
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ${CONTEXT_LIST} AND c.relkind = 'i' AND NOT c.relispartition AND NOT i.indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)`,
  )
  await client.query(rows.map(({ name }) => `DROP INDEX ${name}`).join(';'))
  return async () => {
    await client.query(`SET maintenance_work_mem = '128MB'; ${rows.map(({ definition }) => definition).join(';')}`)
  }
}
