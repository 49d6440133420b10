import { resolve } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { databaseOf as databaseOfPglite } from '../electron/core/database/handle.ts'
import { openDatabase } from '../electron/core/database/open.ts'
import { readIdentity } from '../electron/core/identity/enrol.ts'
import { databaseOf as databaseOfPostgres } from '../server/postgres/handle.ts'
import type { Database } from '../shared/command/database.ts'
import { asIsoDate, type IsoDate } from '../shared/kernel/dates.ts'
import { asUuid, type Uuid } from '../shared/kernel/ids.ts'
import { lockFolder } from '../shared/node/lock-folder.ts'

/** One database to ask, as one hotel's desk. */
export interface Subject {
  readonly title: string
  readonly propertyId: Uuid
  readonly businessDate: IsoDate
  /** Each question in a transaction of its own, as the desk does it. */
  within<T>(ask: (db: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A terminal's folder; the desk must be closed. */
export async function openTerminalFolder(dataDir: string): Promise<Subject> {
  const identity = readIdentity(resolve(dataDir))
  if (!identity) throw new Error(`${dataDir} is no terminal's folder: it holds no identity.json.`)
  const lock = await lockFolder(resolve(dataDir))
  const { pg: pglite } = await openDatabase({ dataDir: resolve(dataDir) })
  const subject = await terminalSubject(pglite, asUuid(identity.properties[0] ?? ''))
  return {
    ...subject,
    close: async () => {
      await subject.close()
      await lock.release()
    },
  }
}

/** An open terminal database. */
export async function terminalSubject(pglite: PGlite, propertyId: Uuid): Promise<Subject> {
  const within: Subject['within'] = (ask) => pglite.transaction((tx) => ask(databaseOfPglite(tx)))
  const version = await within((db) => db.query<{ version: string }>('SELECT version()'))
  return {
    title: `terminal, PGlite: ${version[0]?.version.split(' on ')[0]}`,
    propertyId,
    businessDate: await within((db) => readBusinessDate(db, propertyId)),
    within,
    close: () => pglite.close(),
  }
}

/** The central database, under the owner's login. */
export async function openCentral(url: string, code: string): Promise<Subject> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const db = databaseOfPostgres(client)
  const within: Subject['within'] = async (ask) => {
    await client.query('BEGIN READ ONLY')
    try {
      return await ask(db)
    } finally {
      await client.query('ROLLBACK')
    }
  }
  const [property] = await db.query<{ id: string }>(
    'SELECT id FROM property_mgmt.properties WHERE code = $1 AND deleted_at IS NULL',
    [code],
  )
  if (!property) throw new Error(`There is no property ${code} in this database.`)
  const propertyId = asUuid(property.id)
  const [server] = await db.query<{ version: string }>('SELECT version()')
  return {
    title: `centre, ${server?.version.split(' on ')[0]}`,
    propertyId,
    businessDate: await readBusinessDate(db, propertyId),
    within,
    close: () => client.end(),
  }
}

async function readBusinessDate(db: Database, propertyId: Uuid): Promise<IsoDate> {
  const [row] = await db.query<{ date: string }>(
    'SELECT business_date AS date FROM property_mgmt.v_business_dates WHERE property_id = $1',
    [propertyId],
  )
  if (!row) throw new Error('The hotel has no open business day.')
  return asIsoDate(row.date)
}
