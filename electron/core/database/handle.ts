import type { PGlite, Results, Transaction } from '@electric-sql/pglite'
import { type Database, DatabaseError, type Row, type SqlValue } from '../../../shared/command/database.ts'
import { parserByOid } from '../../../shared/command/values.ts'

const parsers = { ...parserByOid }

/** What commands and queries see of PGlite. The caller holds the transaction. */
export function databaseOf(connection: Transaction | PGlite): Database {
  const run = async (sql: string, params: readonly SqlValue[]): Promise<Results<Row>> => {
    try {
      return await connection.query<Row>(sql, [...params], { parsers })
    } catch (error) {
      throw asDatabaseError(error)
    }
  }
  return {
    query: async <T extends object>(sql: string, params: readonly SqlValue[] = []) =>
      (await run(sql, params)).rows as T[],
    execute: async (sql, params = []) => (await run(sql, params)).affectedRows ?? 0,
  }
}

function asDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined
  return new DatabaseError(error.message, error.code, constraint, { cause: error })
}
