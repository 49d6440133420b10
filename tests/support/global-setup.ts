import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../server/postgres/embedded.ts'
import { migrateCentral } from '../../server/postgres/migrate.ts'
import { temporaryHome } from './home.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The test cluster, as its owner; no database of a test stands in this one. */
    clusterUrl: string
  }
}

export const TEMPLATE = 'stayos_template'

/**
 * One real PostgreSQL for the whole run, with a migrated database that tests clone: the embedded one, or that of STAYOS_TEST_POSTGRES
 * (/usr/lib/postgresql/15).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = temporaryHome('test-postgres')
  const settings = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'shared_buffers=64MB']
  const programs = process.env.STAYOS_TEST_POSTGRES
  const cluster = await startEmbeddedPostgres({ dataDir: home.path, settings, ...(programs && { programs }) })
  const owner = new pg.Client({ connectionString: cluster.url })
  await owner.connect()
  await owner.query(`CREATE DATABASE ${TEMPLATE}`)
  await owner.end()
  await migrateCentral(cluster.url.replace(/\/\w+$/, `/${TEMPLATE}`))
  project.provide('clusterUrl', cluster.url)
  const leave = async () => {
    await cluster.stop()
    home.remove()
  }
  // The cluster has a session of its own: a run that is ended from outside, as by a time limit, must take it along.
  const ended = () => {
    process.once('exit', () => home.remove())
    void leave().finally(() => process.exit(143))
  }
  process.once('SIGTERM', ended)
  return async () => {
    process.off('SIGTERM', ended)
    await leave()
  }
}
