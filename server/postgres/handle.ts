import pg from 'pg'
import { parse } from 'postgres-array'
import { type Database, DatabaseError, type Row, type SqlValue } from '../../shared/command/database.ts'
import { parserByOid } from '../../shared/command/values.ts'
import { nameOfStatement } from './prepared.ts'

const ARRAYS = new Set([1009, 1015, 2951, 1231, 1005, 1007, 1016, 1182]) // text, varchar, uuid, numeric, int2/4/8, date

/** Types that a migration made. An array of enums begins with a brace; an enum, a composite and a range never do. */
const FIRST_OF_OURS = 16_384

const same = (text: string) => text
const parseTextArray = (text: string) => parse(text, (entry) => entry)

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number) => {
    const parse = parserByOid[oid]
    if (parse) return parse
    if (ARRAYS.has(oid)) return parseTextArray
    return oid < FIRST_OF_OURS ? same : (text: string) => (text.startsWith('{') ? parseTextArray(text) : text)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/** What is sent until the program waits goes out in one write: a statement at a time costs the centre more time than all else of a command. */
export function gatherWrites(client: pg.ClientBase): void {
  const { stream } = (client as pg.Client).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** What commands and queries see of one connection. The caller holds the transaction. */
export function databaseOf(client: pg.ClientBase): Database {
  const run = async (text: string, params: readonly SqlValue[]) => {
    // What has no parameters may be several statements in one text, which cannot be prepared.
    const name = params.length > 0 ? nameOfStatement(client, text) : undefined
    gatherWrites(client)
    try {
      return await client.query<Row>({ text, values: [...params], types, ...(name && { name }) })
    } catch (error) {
      throw asDatabaseError(error)
    }
  }
  return {
    query: async <T extends object>(sql: string, params: readonly SqlValue[] = []) =>
      (await run(sql, params)).rows as T[],
    execute: async (sql, params = []) => (await run(sql, params)).rowCount ?? 0,
  }
}

/** PostgreSQL's own errors become `DatabaseError`; a broken connection stays what it is. */
function asDatabaseError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return error
  return new DatabaseError(error.message, error.code, error.constraint, { cause: error })
}
