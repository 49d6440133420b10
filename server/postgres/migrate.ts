import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Migration } from '../../shared/migrate/plan.ts'
import { runMigrations } from '../../shared/migrate/run.ts'
import { readMigrations } from '../../shared/node/read-migrations.ts'

const SQL_FOLDER = fileURLToPath(new URL('../../sql', import.meta.url))
/** Keeps two programs from migrating one database at once. Any number that nothing else uses. */
const LOCK = 5_710_463

export const readCentralMigrations = (folder = SQL_FOLDER): Promise<Migration[]> => readMigrations(folder, 'central')

/** Migrates the central database as the owner that `url` logs in as. Returns the scripts that ran. Throws `MigrationProblem`. */
export async function migrateCentral(url: string, folder = SQL_FOLDER): Promise<string[]> {
  const files = await readCentralMigrations(folder)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    return await runMigrations(
      {
        script: async (sql) => void (await client.query(sql)),
        query: async <T extends object>(sql: string, params: readonly (string | number | null)[] = []) =>
          (await client.query(sql, [...params])).rows as T[],
      },
      files,
    )
  } finally {
    await client.end()
  }
}
