import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../../server/postgres/embedded.ts'
import { migrateCentral } from '../../server/postgres/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The test cluster, as its owner; no database of a test stands in this one. */
    clusterUrl: string
  }
}

export const TEMPLATE = 'stayos_template'

/** One real PostgreSQL for the whole run, with a migrated database that tests clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'stayos-test-postgres-'))
  const settings = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'shared_buffers=64MB']
  const cluster = await startEmbeddedPostgres({ dataDir, settings })
  const owner = new pg.Client({ connectionString: cluster.url })
  await owner.connect()
  await owner.query(`CREATE DATABASE ${TEMPLATE}`)
  await owner.end()
  await migrateCentral(cluster.url.replace(/\/\w+$/, `/${TEMPLATE}`))
  project.provide('clusterUrl', cluster.url)
  return async () => {
    await cluster.stop()
    rmSync(dataDir, { recursive: true, force: true })
    if (!cluster.folder.startsWith(dataDir)) rmSync(cluster.folder, { recursive: true, force: true })
  }
}
