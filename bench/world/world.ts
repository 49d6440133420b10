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
import type { Migration } from '../../shared/migrate/plan.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { temporaryHome } from '../../tests/support/home.ts'
import { startChild } from './child.ts'
import { deskMigrations, makeTables, type Workload, type WorkloadName, workloads } from './workload.ts'

export interface WorldSize {
  readonly units: number
  /** That lie behind the hotel. */
  readonly days: number
  /** How many stand beside those of the seed. */
  readonly reservations: number
}

/** A hotel with some past, at a centre in processes of its own. */
export interface World {
  readonly workload: Workload
  /** Of a desk. */
  readonly migrations: readonly Migration[]
  /** Ids of the rows that were filled in. */
  readonly rows: readonly string[]
  readonly databaseUrl: string
  readonly serverUrl: string
  readonly floorUrl: string
  readonly propertyId: string
  /** Every unit, in order of its number. */
  readonly units: readonly string[]
  readonly central: pg.Pool
  /** A desk that is enrolled; in this process, as in the station. It holds nothing yet. */
  openDesk(name: string, options?: { fetch?: typeof fetch }): Promise<Terminal>
  /** One that is loaded, for all that leave nothing open behind. */
  loadedDesk(): Promise<Terminal>
  /** The folder of another one that was loaded, and closed again. */
  closedDesk(): Promise<string>
  folder(name: string): string
  close(): Promise<void>
}

export async function openWorld(name: WorkloadName, size: WorldSize, say: (step: string) => void): Promise<World> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    return { ...(await build(workloads[name], size, say, closers)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function build(
  workload: Workload,
  size: WorldSize,
  say: (step: string) => void,
  closers: (() => Promise<unknown>)[],
): Promise<Omit<World, 'close'>> {
  const home = temporaryHome('bench')
  closers.push(async () => home.remove())
  const folder = (name: string) => join(home.path, name)
  say('a central PostgreSQL ...')
  const { url: databaseUrl, stop } = await startEmbeddedPostgres({ dataDir: folder('postgres') })
  closers.push(stop)
  const propertyId = await makeHotel(databaseUrl, size, workload.name)
  const central = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  // One that is being closed may still hear that PostgreSQL stops.
  central.on('error', () => undefined)
  closers.push(() => central.end())
  say(`${size.reservations} reservations ...`)
  const rows = await workload.fill(central, propertyId, size.reservations, 'B')
  await central.query(`ANALYZE ${workload.table}`)
  const centre = await startChild('centre-process.ts', {
    databaseUrl,
    dataDir: folder('centre'),
    workload: workload.name,
  })
  closers.push(centre.stop)
  const floor = await startChild('floor-process.ts', { databaseUrl })
  closers.push(floor.stop)
  const actor = await findManager(central, propertyId)
  const units = await central.query<{ id: string }>(FIND_UNITS, [propertyId])
  const migrations = await deskMigrations(workload.name)
  const openDesk: World['openDesk'] = async (name, options = {}) => {
    const code = await issueEnrolmentCode(central, { name, role: 'desk', propertyIds: [propertyId], actor })
    return openTerminal({
      dataDir: folder(name),
      serverUrl: centre.url,
      enrolment: { code },
      domain: workload.domain,
      migrations,
      ...(workload.name === 'hotel' ? {} : { cacheDir: folder('images') }),
      ...options,
    })
  }
  let loaded: Promise<Terminal> | undefined
  let closed: Promise<string> | undefined
  const closeOne = async () => {
    const desk = await openDesk('closed')
    await desk.sync.caughtUp()
    await desk.close()
    return folder('closed')
  }
  return {
    workload,
    migrations,
    rows,
    databaseUrl,
    serverUrl: centre.url,
    floorUrl: floor.url,
    propertyId,
    units: units.rows.map(({ id }) => id),
    central,
    folder,
    openDesk,
    loadedDesk: () => (loaded ??= loadDesk(openDesk, closers)),
    closedDesk: () => (closed ??= closeOne()),
  }
}

async function loadDesk(openDesk: World['openDesk'], closers: (() => Promise<unknown>)[]): Promise<Terminal> {
  const desk = await openDesk('desk')
  closers.push(() => desk.close())
  await desk.sync.caughtUp()
  return desk
}

const FIND_MANAGER = `SELECT user_id AS id FROM shared.user_property_roles WHERE property_id = $1 AND role = 'duty_manager' LIMIT 1`
const FIND_UNITS = 'SELECT id FROM property_mgmt.inventory_units WHERE property_id = $1 ORDER BY number'

/** Somebody who may enrol a desk of the hotel. */
export async function findManager(central: pg.Pool, propertyId: string): Promise<string> {
  const { rows } = await central.query<{ id: string }>(FIND_MANAGER, [propertyId])
  if (!rows[0]) throw new Error('The seeded hotel has no manager.')
  return rows[0].id
}

async function makeHotel(databaseUrl: string, { units, days }: WorldSize, workload: WorkloadName): Promise<string> {
  await migrateCentral(databaseUrl)
  const [house] = inventedHouses({
    properties: 1,
    units,
    days,
    seed: 7,
    businessDate: asIsoDate('2026-11-23'),
    now: new Date('2026-11-23T12:00:00Z'),
  })
  if (!house) throw new Error('no hotel was invented')
  const client = await connect(databaseUrl, 'bench')
  await makeTables(workload, client)
  await seedHouses(client, [house])
  await client.end()
  return propertyIdOf(house.hotel)
}
