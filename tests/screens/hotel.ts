import { join } from 'node:path'
import pg from 'pg'
import { importBookings } from '../../server/import/import.ts'
import { setPin } from '../../server/auth/people.ts'
import { loadPinPepper } from '../../server/auth/pin-pepper.ts'
import { startEmbeddedPostgres } from '../../server/postgres/embedded.ts'
import { databaseOf } from '../../server/postgres/handle.ts'
import { migrateCentral } from '../../server/postgres/migrate.ts'
import { startServer } from '../../server/start-server.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import { temporaryHome } from '../support/home.ts'
import { startStationProcess } from '../support/station.ts'
import type { Login } from '../e2e/desk.ts'

const DATE = asIsoDate('2016-08-13')
const HOTEL = 'CITY'
const PIN = '639187'

/** The imported city hotel behind a centre of its own, with a desk; every part real, on loopback. */
export interface ScreenHotel {
  readonly url: string
  readonly login: Login
  close(): Promise<void>
}

export async function openScreenHotel(file: string): Promise<ScreenHotel> {
  const home = temporaryHome('screens')
  const folder = (name: string) => join(home.path, name)
  const postgres = await startEmbeddedPostgres({ dataDir: folder('postgres'), settings: ['fsync=off'] })
  await migrateCentral(postgres.url)
  await importBookings({ file, databaseUrl: postgres.url, businessDate: DATE })
  const server = await startServer({
    databaseUrl: postgres.url,
    dataDir: folder('centre'),
    writeLog: () => undefined,
  })
  const person = await letIn(postgres.url, folder('centre'))
  const enrolmentCode = await server.issueEnrolmentCode({
    name: 'Front desk 1',
    role: 'desk',
    propertyIds: [person.propertyId],
    actor: person.userId,
  })
  const station = await startStationProcess({ dataDir: folder('desk'), serverUrl: server.url, enrolmentCode })
  return {
    url: station.url,
    login: { name: person.name, pin: PIN },
    async close() {
      await station.stop()
      await server.stop()
      await postgres.stop()
      home.remove()
    },
  }
}

/** Gives whoever answers for the hotel's desks a PIN. */
async function letIn(databaseUrl: string, centre: string) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const db = databaseOf(client)
    const [person] = await db.query<{ propertyId: Uuid; userId: Uuid; name: string }>(
      `SELECT p.id AS "propertyId", r.user_id AS "userId", r.display_name AS name FROM property_mgmt.properties p
       JOIN shared.user_property_roles r ON r.property_id = p.id WHERE p.code = $1`,
      [HOTEL],
    )
    if (!person) throw new Error(`the file has no ${HOTEL}`)
    await client.query('BEGIN')
    await setPin(db, await loadPinPepper(centre), { ...person, pin: PIN, mustChange: false })
    await client.query('COMMIT')
    return person
  } finally {
    await client.end()
  }
}
