import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareStatements } from './prepared.ts'

let pg: PGlite
let plain: PGlite

beforeAll(async () => {
  const schema = `CREATE TABLE things (id int PRIMARY KEY, n int, tags text[], body jsonb, at timestamptz, bytes bytea, price numeric(8,2));
    SET TIME ZONE 'UTC'`
  pg = await PGlite.create()
  plain = await PGlite.create()
  for (const each of [pg, plain]) await each.exec(schema)
  prepareStatements(pg)
})
afterAll(async () => {
  await pg.close()
  await plain.close()
})

const INSERT = 'INSERT INTO things VALUES ($1, $2, $3, $4, $5, $6, $7)'
const ROWS = [
  [1, 10, ['a', 'b "c"'], { x: [1, null] }, '2026-11-23T10:00:00Z', new Uint8Array([0, 255]), '12.50'],
  [2, null, [], [], null, null, null],
  [3, -1, ['ä'], '"text"', new Date('2026-01-01T00:00:00Z'), new Uint8Array(), '0.00'],
]
const preparedTexts = async () =>
  (await pg.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements')).rows.map(
    (row) => row.statement,
  )

test('D9 a statement of a transaction is prepared when it comes again, and answers what it answered', async () => {
  for (const each of [pg, plain]) {
    for (const row of ROWS)
      expect(await each.transaction((tx) => tx.query(INSERT, row))).toMatchObject({ affectedRows: 1 })
  }
  expect(await preparedTexts()).toEqual([INSERT])
  const read = (each: PGlite) =>
    each.transaction((tx) => tx.query('SELECT * FROM things WHERE id >= $1 ORDER BY id', [0]))
  const expected = await read(plain)
  for (let i = 0; i < 8; i += 1) expect(await read(pg)).toEqual(expected)
  const update = (each: PGlite) => each.transaction((tx) => tx.query('UPDATE things SET n = n RETURNING id'))
  for (let i = 0; i < 2; i += 1) expect(await update(pg)).toEqual(await update(plain))
})

test('D9 parsers and serializers of one call are its own', async () => {
  const read = (n: number) =>
    pg.transaction((tx) =>
      tx.query('SELECT n FROM things WHERE id = $1', ['1'], { parsers: { 23: (text) => `${text}/${n}` } }),
    )
  for (let i = 0; i < 3; i += 1) expect((await read(i)).rows).toEqual([{ n: `10/${i}` }])
})

test('D9 an error is told as before, and a savepoint brings the transaction back', async () => {
  await pg.transaction(async (tx) => {
    for (let i = 0; i < 3; i += 1) {
      await tx.exec('SAVEPOINT s')
      const failed = tx.query(INSERT, ROWS[0])
      await expect(failed).rejects.toMatchObject({ code: '23505', constraint: 'things_pkey' })
      await tx.exec('ROLLBACK TO s')
    }
    expect((await tx.query('SELECT count(*)::int AS n FROM things')).rows).toEqual([{ n: 3 }])
  })
  const nonsense = () => pg.transaction((tx) => tx.query('SELECT nothing FROM things'))
  for (let i = 0; i < 3; i += 1) await expect(nonsense()).rejects.toMatchObject({ code: '42703' })
})

test('D9 a transaction that is closed takes nothing more; one that fails leaves nothing', async () => {
  let kept: { query(sql: string): Promise<unknown> } | undefined
  for (let i = 0; i < 2; i += 1) {
    await pg.transaction(async (tx) => {
      kept = tx
      await tx.query('SELECT 1')
    })
  }
  await expect(kept?.query('SELECT 1')).rejects.toThrow('closed')
  const failing = pg.transaction(async (tx) => {
    await tx.query('DELETE FROM things')
    throw new Error('stop')
  })
  await expect(failing).rejects.toThrow('stop')
  expect((await pg.query('SELECT count(*)::int AS n FROM things')).rows).toEqual([{ n: 3 }])
})

test('D9 plans are bounded: the one not used for longest goes', async () => {
  for (let i = 0; i < 230; i += 1) {
    for (let twice = 0; twice < 2; twice += 1) await pg.transaction((tx) => tx.query(`SELECT ${i} AS n`))
  }
  const texts = await preparedTexts()
  expect(texts).toHaveLength(200)
  expect(texts).toContain('SELECT 229 AS n')
  expect(texts).not.toContain('SELECT 0 AS n')
})
