import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { databaseOf } from '../../server/postgres/handle.ts'
import { type RunningServer, startServer } from '../../server/start-server.ts'
import type { Database } from '../../shared/command/database.ts'
import { contextAt, insertSmallHotel, prepareCommand, runCommand, type SmallHotel } from '../contract/fixture.ts'
import { type Line, openLine } from '../support/line.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { type Station, startStationProcess } from '../support/station.ts'

/** One hotel with its centre; every part real, on loopback. */
export interface Group {
  readonly central: CentralDatabase
  readonly server: RunningServer
  readonly hotel: SmallHotel
  /** A folder that goes away with the group. */
  folder(name: string): string
  /** A terminal with a line of its own to the centre. */
  addDesk(name: string): Promise<Desk>
  close(): Promise<void>
}

export interface Desk {
  readonly dataDir: string
  readonly line: Line
  station: Station
  /** Starts the program of this desk again, on the same folder. */
  restart(): Promise<void>
}

export async function openGroup(arrange: (db: Database, hotel: SmallHotel) => Promise<void>): Promise<Group> {
  const home = mkdtempSync(join(tmpdir(), 'stayos-e2e-'))
  const central = await freshCentral()
  const hotel = await arrangeHotel(central, arrange)
  const server = await startServer({
    databaseUrl: central.url,
    dataDir: join(home, 'centre'),
    writeLog: () => undefined,
  })
  const desks: Desk[] = []
  return {
    central,
    server,
    hotel,
    folder: (name) => join(home, name),
    async addDesk(name) {
      const line = await openLine(server.url)
      const dataDir = join(home, name)
      const enrolmentCode = await server.issueEnrolmentCode({
        name,
        role: 'desk',
        propertyIds: [hotel.propertyId],
        actor: hotel.actor,
        ttlMinutes: 10,
      })
      const options = { dataDir, serverUrl: line.url }
      const desk: Desk = {
        dataDir,
        line,
        station: await startStationProcess({ ...options, enrolmentCode }),
        async restart() {
          desk.station = await startStationProcess(options)
        },
      }
      desks.push(desk)
      return desk
    },
    async close() {
      for (const desk of desks) {
        await desk.station.stop()
        await desk.line.close()
      }
      await server.stop()
      await central.drop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function arrangeHotel(
  central: CentralDatabase,
  arrange: (db: Database, hotel: SmallHotel) => Promise<void>,
): Promise<SmallHotel> {
  const client = new pg.Client({ connectionString: central.url })
  await client.connect()
  try {
    await client.query('BEGIN')
    const hotel = await insertSmallHotel(databaseOf(client))
    await arrange(databaseOf(client), hotel)
    await client.query('COMMIT')
    return hotel
  } finally {
    await client.end()
  }
}

/** A reservation for tonight, made before the story begins. */
export async function bookTonight(db: Database, hotel: SmallHotel, profileId: string, nights = 1): Promise<void> {
  const departure = new Date(Date.parse(`${hotel.businessDate}T00:00:00Z`) + nights * 86_400_000)
    .toISOString()
    .slice(0, 10)
  const args = await prepareCommand(
    db,
    'v1.reservation.create',
    {
      guest: { kind: 'existing', profileId },
      arrival: hotel.businessDate,
      departure,
      adults: 1,
      children: 0,
      unitTypeId: hotel.types.STD,
      rateStrategyId: hotel.rates.BAR,
      guarantee: 'card',
      source: 'desk',
      notes: '',
    },
    hotel,
  )
  const { outcome, refusal } = await runCommand(db, 'v1.reservation.create', args, contextAt(hotel, '08:00'))
  if (outcome !== 'applied') throw new Error(`the fixture was refused: ${refusal?.code}`)
}
