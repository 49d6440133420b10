import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { setPin } from '../../server/auth/people.ts'
import { loadPinPepper } from '../../server/auth/pin-pepper.ts'
import { databaseOf } from '../../server/postgres/handle.ts'
import { type RunningServer, startServer } from '../../server/start-server.ts'
import type { CommandContext } from '../../shared/command/command.ts'
import type { Database } from '../../shared/command/database.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import type { Role } from '../../shared/domains/access/permissions.ts'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import { contextAt, insertSmallHotel, prepareCommand, runCommand, type SmallHotel } from '../contract/fixture.ts'
import { type StayDays, wishOf } from '../contract/wish.ts'
import { ANA, type Login } from './desk.ts'
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
  /** Somebody who works here, with their PIN. */
  hire(login: Login, role: Role): Promise<void>
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
  const pepperOf = await loadPinPepper(join(home, 'centre'))
  const givePin = (userId: string, pin: string) =>
    atCentre(central, (db) => setPin(db, pepperOf, { propertyId: hotel.propertyId, userId, pin, mustChange: false }))
  await givePin(hotel.actor, ANA.pin)
  const desks: Desk[] = []
  return {
    central,
    server,
    hotel,
    folder: (name) => join(home, name),
    async hire({ name, pin }, role) {
      const userId = newId()
      await atCentre(central, async (db) => {
        await db.execute(
          `INSERT INTO shared.users (id, email, display_name, status, role) VALUES ($1, $2, $3, 'active', $4)`,
          [userId, `${userId}@hotel.invalid`, name, role],
        )
        await db.execute(
          `INSERT INTO shared.user_property_roles (property_id, user_id, role, display_name) VALUES ($1, $2, $4, $3)`,
          [hotel.propertyId, userId, name, role],
        )
      })
      await givePin(userId, pin)
    },
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
  return atCentre(central, async (db) => {
    const hotel = await insertSmallHotel(db)
    await arrange(db, hotel)
    return hotel
  })
}

/** What happens at the centre without a desk, in one transaction. */
export async function atCentre<T>(central: CentralDatabase, work: (db: Database) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: central.url })
  await client.connect()
  try {
    await client.query('BEGIN')
    const result = await work(databaseOf(client))
    await client.query('COMMIT')
    return result
  } finally {
    await client.end()
  }
}

/** A reservation made before the story begins, by default for tonight. Returns its id. */
export async function book(db: Database, hotel: SmallHotel, profileId: Uuid, days: StayDays = {}): Promise<string> {
  const input = wishOf(hotel, { kind: 'existing', profileId }, days)
  const args = await give(db, hotel, 'v1.reservation.create', input, days.from)
  return created.parse(args).reservationId
}

const created = z.looseObject({ reservationId: z.string() })

/** Gives a command as another desk did, on the business date or some days before it. Returns its arguments. */
export async function give(db: Database, hotel: SmallHotel, name: string, input: unknown, from = 0): Promise<unknown> {
  const changes: Partial<CommandContext> = { businessDate: addDays(hotel.businessDate, Math.min(from, 0)) }
  const context = contextAt(hotel, '08:00', changes)
  const args = await prepareCommand(db, name, input, context)
  const { outcome, refusal } = await runCommand(db, name, args, context)
  if (outcome !== 'applied') throw new Error(`the fixture was refused: ${refusal?.code}`)
  return args
}
