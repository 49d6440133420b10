import { join } from 'node:path'
import pg from 'pg'
import { openTerminal, type Terminal } from '../../electron/core/open-terminal.ts'
import { issueEnrolmentCode } from '../../server/auth/enrolment.ts'
import { connect } from '../../server/jobs/database.ts'
import { startEmbeddedPostgres } from '../../server/postgres/embedded.ts'
import { migrateCentral } from '../../server/postgres/migrate.ts'
import { inventedHouses } from '../../server/seed/invented.ts'
import { propertyIdOf } from '../../server/seed/property_mgmt/ids.ts'
import { seedHouses } from '../../server/seed/seed-houses.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { startChild } from './child.ts'
import { fillReservations } from './fill-reservations.ts'
import { temporaryFolder } from './folder.ts'

/** A hotel of 100 units with a month behind it, at a centre in processes of its own. */
export interface World {
  readonly databaseUrl: string
  readonly serverUrl: string
  readonly floorUrl: string
  readonly propertyId: string
  /** Every unit, in order of its number. */
  readonly units: readonly string[]
  readonly central: pg.Pool
  /** A desk that is enrolled; in this process, as in the station. It holds nothing yet. */
  openDesk(name: string, options?: { fetch?: typeof fetch }): Promise<Terminal>
  folder(name: string): string
  close(): Promise<void>
}

/** `reservations`: how many stand beside those of the seed. */
export async function openWorld(reservations: number, say: (step: string) => void): Promise<World> {
  const home = temporaryFolder()
  const folder = (name: string) => join(home.path, name)
  say('a central PostgreSQL ...')
  const postgres = await startEmbeddedPostgres({ dataDir: folder('postgres') })
  await migrateCentral(postgres.url)
  const [house] = inventedHouses({
    properties: 1,
    units: 100,
    days: 30,
    seed: 7,
    businessDate: asIsoDate('2026-11-23'),
    now: new Date('2026-11-23T12:00:00Z'),
  })
  if (!house) throw new Error('no hotel was invented')
  const client = await connect(postgres.url, 'bench')
  await seedHouses(client, [house])
  await client.end()
  const propertyId = propertyIdOf(house.hotel)
  const central = new pg.Pool({ connectionString: postgres.url, max: 4 })
  say(`${reservations} reservations ...`)
  await fillReservations(central, propertyId, reservations)
  await central.query('ANALYZE reservation.reservations')
  const centre = await startChild('centre-process.ts', { databaseUrl: postgres.url, dataDir: folder('centre') })
  const floor = await startChild('floor-process.ts', { databaseUrl: postgres.url })
  const units = await central.query<{ id: string }>(
    'SELECT id FROM property_mgmt.inventory_units WHERE property_id = $1 ORDER BY number',
    [propertyId],
  )
  const actors = await central.query<{ id: string }>('SELECT user_id AS id FROM shared.user_property_roles LIMIT 1')
  const actor = actors.rows[0]?.id ?? ''
  return {
    databaseUrl: postgres.url,
    serverUrl: centre.url,
    floorUrl: floor.url,
    propertyId,
    units: units.rows.map(({ id }) => id),
    central,
    folder,
    openDesk: async (name, options = {}) => {
      const code = await issueEnrolmentCode(central, { name, role: 'desk', propertyIds: [propertyId], actor })
      return openTerminal({ dataDir: folder(name), serverUrl: centre.url, enrolment: { code }, ...options })
    },
    close: async () => {
      await floor.stop()
      await centre.stop()
      await central.end()
      await postgres.stop()
      home.remove()
    },
  }
}
