import { rmSync } from 'node:fs'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { newId } from '../../shared/kernel/ids.ts'
import { scopeHeaders, startEngine, temporaryFolder } from '../../tests/support/engine.ts'
import { PollingTerminal } from '../../tests/support/shape-reader.ts'
import { startEmbeddedPostgres } from '../postgres/embedded.ts'
import { migrateCentral } from '../postgres/migrate.ts'

const folder = temporaryFolder()
const cleanups: (() => unknown)[] = [() => folder.remove()]
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}

it('R16 outlives a restart of PostgreSQL: handles stand, nothing is lost', async () => {
  const first = await startEmbeddedPostgres({ dataDir: `${folder.path}/postgres` })
  cleanups.push(() => rmSync(first.folder, { recursive: true, force: true }))
  await migrateCentral(first.url)
  const add = (code: string) =>
    query(
      first.url,
      `INSERT INTO shared.currencies (code, numeric_code, name, minor_units, symbol) VALUES ('${code}', '999', '${code}', 2, '¤')`,
    )
  const served = await startEngine({ databaseUrl: first.url, dataDir: `${folder.path}/server` })
  cleanups.push(() => served.stop())
  const terminal = new PollingTerminal(['shared.currencies'], scopeHeaders([newId()]))
  await terminal.poll(served.url)
  const codes = () => [...(terminal.rowsByTable.get('shared.currencies')?.values() ?? [])].map((row) => row.code)
  await add('XAA')
  while (!codes().includes('XAA')) await terminal.poll(served.url)
  await first.stop()
  expect(served.engine.status().connected).toBe(false)
  await terminal.poll(served.url, 100) // what is logged is served without PostgreSQL
  const second = await startEmbeddedPostgres({ dataDir: `${folder.path}/postgres` })
  cleanups.push(() => second.stop())
  await add('XBB')
  while (!codes().includes('XBB')) await terminal.poll(served.url)
  expect(terminal.refetches).toBe(0)
})
