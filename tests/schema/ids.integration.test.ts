import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { millisecondsOf, proveManyIds, stampOf, VERSION_7 } from './support/many-ids.ts'

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
  beforeAll(async () => {
    central = await freshCentral()
  })
  afterAll(() => central.drop())

  it('are all different, in order on each connection, and in order of time over all', () => proveManyIds(central.url))
})
