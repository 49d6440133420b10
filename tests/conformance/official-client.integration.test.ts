import { setTimeout as sleep } from 'node:timers/promises'
import { type Row, Shape, ShapeStream, type ShapeStreamInterface } from '@electric-sql/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/engine.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { type ConformanceServer, startConformanceServer } from './server.ts'

/** The official client, unmodified, against the engine over real PostgreSQL; what it holds is compared with what a query says. */
let central: CentralDatabase
let server: ConformanceServer
const folder = temporaryFolder()
const aborter = new AbortController()

beforeAll(async () => {
  central = await freshCentral({ empty: true })
  await central.query(TYPES)
  server = await startConformanceServer({
    ...{ databaseUrl: central.url, dataDir: folder.path, port: 0, chunkBytes: 200_000, longPollMs: 500 },
    ages: { maxAge: 1, staleAge: 3 },
  })
})
afterAll(async () => {
  aborter.abort()
  await server?.stop()
  await central?.drop()
  folder.remove()
})

const IN_TESTS = 20_000
/** 100,000 by `npm run soak:server`, which says how it went. */
const ROWS = Number(process.env['STAYOS_TRANSACTION_ROWS'] ?? IN_TESTS)

type Values = Record<string, unknown>

function follow(table: string, options: { liveSse?: boolean; params?: Record<string, string> } = {}) {
  const stream = new ShapeStream({
    url: `${server.url}/v1/shape`,
    params: { table, ...options.params },
    liveSse: options.liveSse ?? false,
    signal: aborter.signal,
  })
  return { stream, shape: new Shape(stream as unknown as ShapeStreamInterface<Row>) }
}

const ask = (table: string, params: Record<string, string>, etag?: string | null) =>
  fetch(`${server.url}/v1/shape?${new URLSearchParams({ table, ...params })}`, {
    headers: etag ? { 'if-none-match': etag } : {},
  })

async function until(check: () => boolean, patienceMs = 45_000 + ROWS * 3): Promise<void> {
  for (const end = Date.now() + patienceMs; !check(); await sleep(20))
    if (Date.now() > end) throw new Error('it never came')
}

const sorted = (rows: readonly Values[]) => [...rows].sort((a, b) => Number(a['id']) - Number(b['id']))

const TYPES = `
  CREATE TYPE mood AS ENUM ('calm', 'busy');
  CREATE TYPE place AS (street text, number int);
  CREATE DOMAIN percent AS numeric(5, 2) CHECK (VALUE BETWEEN 0 AND 100)`
const kindsTable = (name: string) => `
  CREATE TABLE ${name} (id int PRIMARY KEY, big int8, amount numeric(20, 6), ratio float8, yes boolean, text text, padded char(6), secret bytea, day date,
    at timestamptz, local timestamp, clock time, span interval, nights daterange, data jsonb, raw json, mood mood, home place, share percent, ints int[],
    moods mood[], places place[], texts text[], matrix int[][], twice int GENERATED ALWAYS AS (id * 2) STORED)`
const row = (table: string, id: number) => `
  INSERT INTO ${table} VALUES (${id}, 9007199254740993, 1.5, 'NaN', true, E'a"\\\\b\\n漢', 'ab', '\\xff00', 'infinity', '2026-07-01 12:00+02', '2026-07-01 12:00',
    '23:59:59.5', '1 day 02:03:04.5', '[2026-01-01,2026-01-04)', '{"a": [1, null]}', '{"b":1,  "b":2}', 'busy', ROW('Rua "1", x', NULL), 12.5, '{1,NULL}',
    '{calm,busy}', ARRAY[ROW('x,y', 1)::place], ARRAY['a,b', 'NULL', NULL, ''], '{{1,2},{3,4}}')`

describe.each([
  { rules: 'S13', liveSse: false },
  { rules: 'S13, S16', liveSse: true },
])('the official client, with events: $liveSse', ({ rules, liveSse }) => {
  // Each variant has tables of its own: one that is made anew while it is followed is another matter (R17).
  const way = liveSse ? 'events' : 'polls'

  it(`${rules} every type arrives alike from the snapshot and from the stream`, async () => {
    const table = `kinds_${way}`
    await central.query(`${kindsTable(table)};${row(table, 1)}`)
    const { shape } = follow(table, { liveSse })
    const [early] = await shape.rows
    await central.query(row(table, 2))
    await until(() => shape.currentRows.length === 2)
    const late = shape.currentRows.find(({ id }) => id === 2)
    expect({ ...late, id: 1 }).toEqual(early)
    expect(early).toMatchObject({
      ...{ big: 9007199254740993n, amount: '1.500000', ratio: NaN, yes: true, text: 'a"\\b\n漢', padded: 'ab    ' },
      ...{ secret: '\\xff00', day: 'infinity', at: '2026-07-01 10:00:00+00', local: '2026-07-01 12:00:00' },
      ...{ clock: '23:59:59.5', span: 'P1DT2H3M4.5S', nights: '[2026-01-01,2026-01-04)', data: { a: [1, null] } },
      ...{ raw: { b: 2 }, mood: 'busy', home: '("Rua ""1"", x",)', share: '12.50', ints: [1, null] },
      ...{
        moods: ['calm', 'busy'],
        places: ['("x,y",1)'],
        texts: ['a,b', 'NULL', null, ''],
        matrix: [
          [1, 2],
          [3, 4],
        ],
      },
    })
    expect(early).not.toHaveProperty('twice')
  })

  it(`${rules} keys change, rows move in and out, large values stay, and TRUNCATE empties`, async () => {
    const moves = `moves_${way}`
    await central.query(`CREATE TABLE ${moves} (id int PRIMARY KEY, place text, long text);
      ALTER TABLE ${moves} ALTER long SET STORAGE EXTERNAL; INSERT INTO ${moves} SELECT n, 'in', repeat('é', 5000) FROM generate_series(1, 3) n`)
    const { shape } = follow(moves, { liveSse, params: { where: "place = 'in'" } })
    expect(await shape.rows).toHaveLength(3)
    await central.query(
      `UPDATE ${moves} SET id = 10 WHERE id = 1; UPDATE ${moves} SET place = 'out' WHERE id = 2; INSERT INTO ${moves} VALUES (4, 'out', repeat('x', 5000))`,
    )
    await central.query(`UPDATE ${moves} SET place = 'in' WHERE id = 4`)
    await until(() => shape.currentRows.some(({ id }) => id === 4))
    expect(sorted(shape.currentRows).map((each) => [each['id'], String(each['long']).length])).toEqual([
      [3, 5000],
      [4, 5000],
      [10, 5000],
    ])
    await central.query(`TRUNCATE ${moves}`)
    await until(() => shape.currentRows.length === 0)
    await central.query(`INSERT INTO ${moves} VALUES (7, 'in', '')`)
    await until(() => shape.currentRows.length === 1)
  })

  it(`${rules} partitions are one table`, async () => {
    const parted = `parted_${way}`
    await central.query(`CREATE TABLE ${parted} (id int PRIMARY KEY, body text) PARTITION BY RANGE (id);
      CREATE TABLE ${parted}_low PARTITION OF ${parted} FOR VALUES FROM (0) TO (10); CREATE TABLE ${parted}_high PARTITION OF ${parted} FOR VALUES FROM (10) TO (20);
      INSERT INTO ${parted} VALUES (1, 'low')`)
    const { shape } = follow(parted, { liveSse })
    expect(await shape.rows).toEqual([{ id: 1, body: 'low' }])
    await central.query(`INSERT INTO ${parted} VALUES (12, 'high'); UPDATE ${parted} SET id = 13 WHERE id = 1`)
    await until(() => shape.currentRows.length === 2 && shape.currentRows.some(({ id }) => id === 13))
    expect(sorted(shape.currentRows)).toEqual([
      { id: 12, body: 'high' },
      { id: 13, body: 'low' },
    ])
  })
})

it('rows beside the log come whole, with the moment at which they were read', async () => {
  await central.query(
    `CREATE TABLE beside (id int PRIMARY KEY, body text); INSERT INTO beside SELECT n, repeat('x', n) FROM generate_series(1, 9) n`,
  )
  const { stream } = follow('beside')
  const { data, metadata } = await stream.fetchSnapshot({ where: 'id > $1', params: { 1: 4 }, orderBy: 'id', limit: 2 })
  expect(data.map(({ value }) => value)).toEqual([
    { id: 5, body: 'xxxxx' },
    { id: 6, body: 'xxxxxx' },
  ])
  expect(BigInt(metadata.database_lsn)).toBeGreaterThan(0n)
})

it('a shape is deleted by what defines it, by its handle, or by both where they agree', async () => {
  await central.query('CREATE TABLE parts (id int PRIMARY KEY)')
  const start = async (params: Record<string, string>) =>
    (await ask('parts', { offset: '-1', ...params })).headers.get('electric-handle') ?? ''
  const remove = async (params: Record<string, string>) =>
    (await fetch(`${server.url}/v1/shape?${new URLSearchParams(params)}`, { method: 'DELETE' })).status
  const part = await start({ where: 'id > 5' })
  expect(await remove({ table: 'parts' })).toBe(404)
  expect(await remove({ table: 'parts', handle: part })).toBe(404)
  expect((await ask('parts', { offset: '0_0', where: 'id > 5', handle: part })).status).toBe(200)
  expect(await remove({ table: 'parts', where: 'id > 5', handle: part })).toBe(202)
  expect((await ask('parts', { offset: '0_0', where: 'id > 5', handle: part })).status).toBe(409)
  expect(await remove({ handle: part })).toBe(404)
  const [whole, another] = [await start({}), await start({ where: 'id < 5' })]
  expect(await remove({ table: 'parts', handle: another })).toBe(400)
  expect(await remove({ handle: whole })).toBe(202)
})

it('S17 a cache is told that what it keeps still stands, but never of a held request in which nothing came', async () => {
  await central.query('CREATE TABLE kept (id int PRIMARY KEY, body text)')
  const start = await ask('kept', { offset: '-1' })
  const handle = start.headers.get('electric-handle') ?? ''
  const then = { handle, offset: start.headers.get('electric-offset') ?? '' }
  const answer = await ask('kept', then)
  const again = await ask('kept', then, answer.headers.get('etag'))
  expect([answer.status, again.status]).toEqual([200, 304])
  const live = { handle, offset: answer.headers.get('electric-offset') ?? '', live: 'true' }
  const idle = await ask('kept', live)
  expect((await ask('kept', live, idle.headers.get('etag'))).status).toBe(200)
  await central.query('INSERT INTO kept VALUES (1)')
  await ask('kept', live)
  expect((await ask('kept', then, answer.headers.get('etag'))).status).toBe(200)
})

it(
  `S14 one transaction of ${ROWS} rows comes in parts, and whole`,
  async () => {
    await central.query('CREATE TABLE many (id int PRIMARY KEY, body text)')
    const { shape, stream } = follow('many')
    await shape.rows
    let answers = 0
    stream.subscribe(() => void answers++)
    const run = async (statement: string, isThere: () => boolean) => {
      const from = { at: performance.now(), answers }
      await central.query(statement)
      const committed = performance.now()
      await until(isThere)
      if (ROWS === IN_TESTS) return
      const [written, followed] = [committed - from.at, performance.now() - committed].map((ms) =>
        (ms / 1000).toFixed(1),
      )
      const megabytes = Math.round(process.memoryUsage().rss / 1e6)
      console.log(
        `${statement.slice(0, 6)}: ${written} s to commit, ${followed} s to follow, ${answers - from.answers} answers, ${megabytes} MB`,
      )
    }
    await run(
      `INSERT INTO many SELECT n, 'row ' || n FROM generate_series(1, ${ROWS}) n`,
      () => shape.currentRows.length === ROWS,
    )
    expect(new Set(shape.currentRows.map(({ id }) => id)).size).toBe(ROWS)
    await run(`UPDATE many SET body = 'changed'`, () => shape.currentRows.every(({ body }) => body === 'changed'))
    await run('DELETE FROM many', () => shape.currentRows.length === 0)
    expect(answers).toBeGreaterThan(3)
  },
  240_000 + ROWS * 10,
)
