import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PGliteInterface } from '@electric-sql/pglite'
import { type Migration, readMigration } from '../../../shared/migrate/plan.ts'
import { runMigrations } from '../../../shared/migrate/run.ts'

const SQL_FOLDER = fileURLToPath(new URL('../../../sql', import.meta.url))

export async function readTerminalMigrations(folder = SQL_FOLDER): Promise<Migration[]> {
  const folders = ['migrations', 'terminal'].map((name) => join(folder, name))
  const files = await Promise.all(
    folders.map(async (path) => {
      const names = (await readdir(path)).filter((name) => name.endsWith('.sql'))
      return Promise.all(names.map(async (name) => readMigration(name, await readFile(join(path, name), 'utf8'))))
    }),
  )
  return files.flat()
}

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
