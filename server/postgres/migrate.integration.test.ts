import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { migrateCentral } from './migrate.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function emptyDatabase(): Promise<CentralDatabase> {
  const database = await freshCentral({ empty: true })
  cleanups.push(() => database.drop())
  return database
}

async function copyOfSql(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stayos-sql-'))
  cleanups.push(() => rm(folder, { recursive: true }))
  await cp('sql', folder, { recursive: true })
  return folder
}

it('migrates an empty database once, and keeps the history that Flyway keeps', async () => {
  const database = await emptyDatabase()
  const ran = await migrateCentral(database.url)
  expect(ran.slice(0, 5).map((script) => script.split('__')[0])).toEqual([
    'V1.0.0',
    'V1.0.1',
    'V1.0.2',
    'V1.0.3',
    'V1.0.4',
  ])
  expect(await migrateCentral(database.url)).toEqual([])
  const history = await database.query(
    'SELECT version, type, success FROM flyway_schema_history ORDER BY installed_rank',
  )
  expect(history[0]).toEqual({ version: '1.0.0', type: 'SQL', success: true })
  expect(history).toHaveLength(ran.length)
})

it('lets two programs migrate at once', async () => {
  const database = await emptyDatabase()
  const both = await Promise.all([migrateCentral(database.url), migrateCentral(database.url)])
  expect(both.filter((ran) => ran.length === 0)).toHaveLength(1)
})

it('refuses an edited applied file by its name and changes nothing', async () => {
  const database = await emptyDatabase()
  const sql = await copyOfSql()
  await migrateCentral(database.url, sql)
  const file = join(sql, 'migrations', 'V1.0.2__create_guest_schema.sql')
  await writeFile(file, `${await readFile(file, 'utf8')}\n-- edited`)
  await expect(migrateCentral(database.url, sql)).rejects.toThrow(
    /V1\.0\.2__create_guest_schema\.sql was changed after/,
  )
})

it('takes a failing file back whole and names it', async () => {
  const database = await emptyDatabase()
  const sql = await copyOfSql()
  await writeFile(join(sql, 'migrations', 'V9.0.0__broken.sql'), 'CREATE TABLE public.half (id int); SELECT nonsense;')
  await expect(migrateCentral(database.url, sql)).rejects.toThrow(/V9\.0\.0__broken\.sql failed/)
  expect(await database.query("SELECT to_regclass('public.half') AS half")).toEqual([{ half: null }])
})
