import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { temporaryHome } from '../../tests/support/home.ts'
import { connectToEmbedded, startEmbeddedPostgres } from './embedded.ts'

const home = temporaryHome('embedded')
const dataDir = home.path
afterAll(() => home.remove())

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
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
