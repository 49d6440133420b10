import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { afterCommits } from './commits.ts'
import { openPool } from './pool.ts'
import { inTransaction } from './transaction.ts'

let central: CentralDatabase
beforeAll(async () => {
  central = await freshCentral()
  await central.query(`
    CREATE TABLE public.slow_commits (seconds float);
    GRANT INSERT ON public.slow_commits TO authenticated_user;
    CREATE FUNCTION public.sleep_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_sleep(new.seconds); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON public.slow_commits DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION public.sleep_at_commit()`)
})
afterAll(() => central.drop())

it.each([
  ['R20 rows wait for a commit that is under way', 0.05, 30_000, ['committed', 'told']],
  ['R20 rows do not wait for one that PostgreSQL does not answer', 0.5, 10, ['told', 'committed']],
])('%s', async (_, seconds, mostMs, expected) => {
  const pool = openPool(central.url, { max: 1 })
  const order: string[] = []
  const committing = inTransaction(pool, 'authenticated_user', {}, async (db) => {
    await db.execute('INSERT INTO public.slow_commits VALUES ($1)', [seconds])
    // In the turn in which COMMIT goes out.
    setImmediate(() => void afterCommits(pool, mostMs).then(() => order.push('told')))
  }).then(() => order.push('committed'))
  await committing
  await expect.poll(() => order).toEqual(expected)
  await pool.end()
})

it('R20 where nothing is being committed nothing is waited for', async () => {
  const pool = openPool(central.url, { max: 1 })
  await expect(afterCommits(pool)).resolves.toBeUndefined()
  await pool.end()
})
