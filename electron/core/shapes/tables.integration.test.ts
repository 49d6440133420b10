import { PGlite } from '@electric-sql/pglite'
import { expect, it } from 'vitest'
import { describeTables, emptyTables, tablesWithRows } from './tables.ts'

it('L1: knows the tables that have rows, in partitions too, and empties them', async () => {
  const pg = await PGlite.create()
  await pg.exec(`CREATE TABLE never (id int PRIMARY KEY);
    CREATE TABLE once (id int PRIMARY KEY); INSERT INTO once VALUES (1); DELETE FROM once;
    CREATE TABLE full_one (id int PRIMARY KEY); INSERT INTO full_one VALUES (1);
    CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE part PARTITION OF parted DEFAULT;
    INSERT INTO parted VALUES (1)`)
  const shapes = ['never', 'once', 'full_one', 'parted'].map((name) => ({
    table: `public.${name}`,
    scope: 'all' as const,
    hot: false,
  }))
  const tables = await describeTables(pg, shapes)
  expect((await tablesWithRows(pg, tables)).map(({ table }) => table)).toEqual(['full_one', 'parted'])
  await pg.transaction((tx) => emptyTables(tx, tables))
  expect(await tablesWithRows(pg, tables)).toEqual([])
  await pg.close()
})
