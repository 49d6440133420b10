import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'

/** RFC 9562: version 7 in bits 48 to 51, variant 10 in bits 64 and 65. */
const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Unix milliseconds and the fraction of one: the part that follows the clock. */
const stampOf = (id: string) => id.slice(0, 18)
const millisecondsOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16)

describe.each(bothDatabases)('ids made by %s', (_engine, open) => {
  let subject: Subject
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())

  it('are version 7, follow each other, and tell the time', async () => {
    const made = await subject.db.query<{ id: string }>(
      'SELECT shared.uuid_generate_v7() AS id FROM generate_series(1, 2000)',
    )
    const ids = made.map((row) => row.id)
    expect(ids.filter((id) => !VERSION_7.test(id))).toEqual([])
    expect(ids.map(stampOf)).toEqual(ids.map(stampOf).sort())
    expect(Math.abs(Date.now() - millisecondsOf(ids[0] ?? ''))).toBeLessThan(60_000)
  })
})

describe('100,000 ids from 4 connections at once', () => {
  let central: CentralDatabase
  const clients: pg.Client[] = []
  beforeAll(async () => {
    central = await freshCentral()
    for (let n = 0; n < 4; n++) clients.push(new pg.Client({ connectionString: central.url }))
    await Promise.all(clients.map((client) => client.connect()))
  })
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()))
    await central.drop()
  })

  it('are all different, in order on each connection, and in order of time over all', async () => {
    const made = await Promise.all(
      clients.map(async (client) => {
        const { rows } = await client.query<{ id: string }>(
          'SELECT shared.uuid_generate_v7()::text AS id FROM generate_series(1, 25000)',
        )
        return rows.map((row) => row.id)
      }),
    )
    const all = made.flat()
    expect(new Set(all).size).toBe(100_000)
    expect(all.filter((id) => !VERSION_7.test(id))).toEqual([])
    for (const ids of made) expect(ids.map(stampOf)).toEqual(ids.map(stampOf).sort())
    // What one connection makes after another has ended sorts after all of it.
    const [last] = (await clients[0]?.query<{ id: string }>('SELECT shared.uuid_generate_v7()::text AS id'))?.rows ?? []
    expect(all.every((id) => id < (last?.id ?? ''))).toBe(true)
  })
})
