import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { temporaryHome } from '../../tests/support/home.ts'
import { connectToEmbedded, startEmbeddedPostgres } from './embedded.ts'

const home = temporaryHome('embedded')
const dataDir = home.path
afterAll(() => home.remove())

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined) // the query is told too
  await client.connect()
  try {
    return (await client.query(sql)).rows as unknown[]
  } finally {
    await client.end()
  }
}

it('starts, keeps its data over a restart, is taken over while it runs, and stops', async () => {
  const first = await startEmbeddedPostgres({ dataDir })
  await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n')
  expect(await query(first.url, 'SHOW wal_level')).toEqual([{ wal_level: 'logical' }])
  expect(await query(first.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])

  const second = await startEmbeddedPostgres({ dataDir })
  expect(second.url).toBe(first.url)
  await second.stop()
  expect(await connectToEmbedded(dataDir)).toBeUndefined()

  const third = await startEmbeddedPostgres({ dataDir })
  expect(await query(third.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
  await third.stop()
})

it('waits for what a postmaster that was killed has left running', async () => {
  const killed = await startEmbeddedPostgres({ dataDir })
  // It computes, and looks for its postmaster when it is done.
  const busy = query(killed.url, 'SELECT count(*) FROM generate_series(1, 30_000_000)').catch(() => undefined)
  await expect
    .poll(() =>
      query(killed.url, `SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT count(*)%' AND state = 'active'`),
    )
    .toHaveLength(1)
  process.kill(Number(readFileSync(join(killed.folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  const started = await startEmbeddedPostgres({ dataDir })
  expect(await query(started.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }])
  await busy
  await started.stop()
})
