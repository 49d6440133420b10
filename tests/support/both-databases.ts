import pg from 'pg'
import { databaseOf as databaseOfPglite } from '../../electron/core/database/handle.ts'
import { databaseOf as databaseOfPostgres } from '../../server/postgres/handle.ts'
import type { Database } from '../../shared/command/database.ts'
import { freshTerminalDatabase } from './pglite.ts'
import { freshCentral } from './postgres.ts'

export interface Subject {
  readonly db: Database
  /** Several statements at once. */
  script(sql: string): Promise<void>
  close(): Promise<void>
}

export async function openPostgres(): Promise<Subject> {
  const central = await freshCentral()
  const client = new pg.Client({ connectionString: central.url })
  await client.connect()
  return {
    db: databaseOfPostgres(client),
    script: async (sql) => void (await client.query(sql)),
    async close() {
      await client.end()
      await central.drop()
    },
  }
}

async function openPglite(): Promise<Subject> {
  const terminal = await freshTerminalDatabase()
  return {
    db: databaseOfPglite(terminal),
    script: async (sql) => void (await terminal.exec(sql)),
    close: () => terminal.close(),
  }
}

/** For `describe.each`: what holds at the centre must hold on a terminal. */
export const bothDatabases: readonly (readonly [string, () => Promise<Subject>])[] = [
  ['PostgreSQL', openPostgres],
  ['PGlite', openPglite],
]
