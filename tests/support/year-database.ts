import { inject } from 'vitest'
import { yearHouses } from '../../bench/year.ts'
import { seedHouses } from '../../server/seed/seed-houses.ts'
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
      await seedHouses(client, yearHouses())
    })
    await cluster.query(`ALTER DATABASE ${unfinished} RENAME TO ${NAME}`)
  })
  return url
}
