import { fileURLToPath } from 'node:url'
import type { PGliteInterface } from '@electric-sql/pglite'
import type { Migration } from '../../../shared/migrate/plan.ts'
import { runMigrations } from '../../../shared/migrate/run.ts'
import { readMigrations } from '../../../shared/node/read-migrations.ts'

const SQL_FOLDER = fileURLToPath(new URL('../../../sql', import.meta.url))

export const readTerminalMigrations = (folder = SQL_FOLDER): Promise<Migration[]> => readMigrations(folder, 'terminal')

/** Migrates a terminal's database. Returns the scripts that ran. Throws `MigrationProblem`; nothing is half done. */
export async function migrateTerminal(pg: PGliteInterface, files?: readonly Migration[]): Promise<string[]> {
  return runMigrations(
    {
      script: async (sql) => void (await pg.exec(sql)),
      query: async <T extends object>(sql: string, params: readonly (string | number | null)[] = []) =>
        (await pg.query<T>(sql, [...params])).rows,
    },
    files ?? (await readTerminalMigrations()),
  )
}
