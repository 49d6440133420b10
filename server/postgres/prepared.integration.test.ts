import { openPool } from './pool.ts'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { classifyFailure } from './failures.ts'
import { prepareStatements } from './prepared.ts'
import { inTransaction, readInTransaction } from './transaction.ts'

let central: CentralDatabase
let pool: pg.Pool
const READ = 'SELECT * FROM public.things WHERE id = $1'

beforeAll(async () => {
  central = await freshCentral({ empty: true })
  pool = openPool(central.url, { max: 1 })
  prepareStatements(pool)
  await pool.query(`CREATE ROLE authenticated_user`).catch(() => undefined)
  await pool.query(
    'CREATE TABLE public.things (id int PRIMARY KEY, name text); INSERT INTO public.things VALUES (1, $$one$$)',
  )
  await pool.query('GRANT SELECT ON public.things TO authenticated_user')
})
afterAll(async () => {
  await pool.end()
  await central.drop()
})

const inOne = <T>(work: Parameters<typeof inTransaction<T>>[3]) => inTransaction(pool, 'authenticated_user', {}, work)
const read = () => inOne((db) => db.query(READ, [1]))
const preparedTexts = async () =>
  (await pool.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements')).rows.map(
    ({ statement }) => statement,
  )

it('X7: a statement that comes again is prepared, and answers what it answered', async () => {
  expect(await read()).toEqual([{ id: 1, name: 'one' }])
  expect(await preparedTexts()).not.toContain(READ)
  for (let n = 0; n < 7; n++) expect(await read()).toEqual([{ id: 1, name: 'one' }])
  expect((await preparedTexts()).filter((text) => text === READ)).toHaveLength(1)
})

it('X7: one that fails, in a transaction that has failed too, is none the worse for it', async () => {
  const divide = (by: number) => inOne((db) => db.query('SELECT 1 / $1::int AS n', [by]))
  expect(await divide(1)).toEqual([{ n: 1 }])
  await expect(divide(0)).rejects.toMatchObject({ sqlState: '22012' })
  const both = inOne((db) => Promise.all([db.query('SELECT 1 / $1::int AS n', [0]), db.query(READ, [1])]))
  await expect(both).rejects.toMatchObject({ sqlState: '22012' })
  expect(await divide(1)).toEqual([{ n: 1 }])
  expect(await read()).toEqual([{ id: 1, name: 'one' }])
})

it('X7: after a migration the transaction is one to be run again, by new plans', async () => {
  await read()
  const other = new pg.Client({ connectionString: central.url })
  await other.connect()
  await other.query(`ALTER TABLE public.things ADD COLUMN note text DEFAULT 'new'`)
  await other.end()
  const failure = await read().catch((error: unknown) => error)
  expect(classifyFailure(failure)).toBe('conflict')
  expect(await read()).toEqual([{ id: 1, name: 'one', note: 'new' }])
})

it('X8: what goes out with BEGIN runs under its role and settings, and where these fail nothing runs', async () => {
  const who = 'SELECT current_user::text AS role, current_setting($1) AS value'
  const settings = { 'app.actor': 'somebody' }
  const read = (role: 'authenticated_user') => inTransaction(pool, role, settings, (db) => db.query(who, ['app.actor']))
  expect(await read('authenticated_user')).toEqual([{ role: 'authenticated_user', value: 'somebody' }])
  const unknown = 'nobody_at_all' as 'authenticated_user'
  const written = `INSERT INTO public.things (id, name) VALUES ($1, 'by nobody')`
  await expect(inTransaction(pool, unknown, {}, (db) => db.execute(written, [99]))).rejects.toMatchObject({
    sqlState: '22023',
  })
  await expect(readInTransaction(pool, unknown, who, ['app.actor'])).rejects.toMatchObject({ sqlState: '22023' })
  expect((await pool.query('SELECT FROM public.things WHERE id = 99')).rowCount).toBe(0)
  expect(await readInTransaction(pool, 'authenticated_user', READ, [1])).toHaveLength(1)
})

it('X8: a last statement that fails leaves nothing of its transaction', async () => {
  await pool.query('GRANT INSERT ON public.things TO authenticated_user')
  const put = (id: number) =>
    inTransaction(pool, 'authenticated_user', {}, async (db, sendLast) => {
      await db.execute('INSERT INTO public.things (id, name) VALUES ($1, $2)', [id + 1, 'before'])
      sendLast(db.execute('INSERT INTO public.things (id, name) VALUES ($1, $2)', [id, 'last']))
    })
  await expect(put(1)).rejects.toMatchObject({ sqlState: '23505' })
  expect((await pool.query('SELECT FROM public.things WHERE id = 2')).rowCount).toBe(0)
  await put(10)
  expect((await pool.query('SELECT FROM public.things WHERE id IN (10, 11)')).rowCount).toBe(2)
})
