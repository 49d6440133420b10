import { openPool } from './pool.ts'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { classifyFailure } from './failures.ts'
import { prepareStatements } from './prepared.ts'
import { inTransaction } from './transaction.ts'

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
