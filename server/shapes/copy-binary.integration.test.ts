import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { BINARY_HEADER, BINARY_TRAILER } from '../../shared/protocol/copy-rows.ts'
import { hasTypes, type RowBlock, rowBlocks } from './copy-binary.ts'
import type { CatalogTable } from './catalog.ts'

let central: CentralDatabase
let copied: Buffer
beforeAll(async () => {
  central = await freshCentral()
  const client = new pg.Client({ connectionString: central.url })
  await client.connect()
  const parts: Buffer[] = []
  const rows = `SELECT g, repeat('x', g % 50), CASE WHEN g % 2 = 0 THEN now() END FROM generate_series(1, 500) g`
  for await (const part of client.query(copyTo(`COPY (${rows}) TO STDOUT (FORMAT binary)`))) parts.push(part as Buffer)
  copied = Buffer.concat(parts)
  await client.end()
})
afterAll(() => central.drop())

async function blocksOf(bytes: Buffer, step: number, size: number): Promise<RowBlock[]> {
  const source = (async function* () {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
  })()
  const blocks: RowBlock[] = []
  for await (const block of rowBlocks(source, size)) blocks.push(block)
  return blocks
}

describe('B8 binary rows are cut between rows', () => {
  it.each([7, 100, 4_096, 1 << 20])('B8 whatever the pieces in which they come (%i bytes)', async (step) => {
    const blocks = await blocksOf(copied, step, 2_000)
    expect(blocks.reduce((sum, { rows }) => sum + rows, 0)).toBe(500)
    expect(Buffer.concat([BINARY_HEADER, ...blocks.map(({ bytes }) => bytes), BINARY_TRAILER])).toEqual(copied)
  })

  it('B8 no rows are no block', async () => {
    expect(await blocksOf(Buffer.concat([BINARY_HEADER, BINARY_TRAILER]), 100, 100)).toEqual([])
  })

  it.each([
    ['end early', () => copied.subarray(0, -3)],
    ['are text', () => Buffer.from('1\tx\n'.repeat(20))],
  ])('B8 rows that %s are an error', async (_, bytes) => {
    await expect(blocksOf(bytes(), 64, 100)).rejects.toThrow('PostgreSQL sent')
  })
})

it('B8 a terminal that lacks a column, or has another type for it, gets text', () => {
  const column = (name: string, type: string) => ({ name, type, typeOid: 0, generated: false, header: {} })
  const table: CatalogTable = {
    ...{ name: 's.t', schema: 's', relation: 't', primaryKey: ['id'] },
    columns: [column('id', 'uuid'), column('n', 'int4'), column('secret', 'text')],
  }
  const withhold = ['id', 'n']
  expect(hasTypes(table, withhold, { id: 'uuid', n: 'int4', other: 'text' })).toBe(true)
  expect(hasTypes(table, withhold, { id: 'uuid', n: 'int8' })).toBe(false)
  expect(hasTypes(table, withhold, { id: 'uuid' })).toBe(false)
  expect(hasTypes(table, withhold, undefined)).toBe(false)
})
