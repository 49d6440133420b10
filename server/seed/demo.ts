import type { Database } from '../../shared/command/database.ts'
import { dateInTimeZone, type IsoDate } from '../../shared/kernel/dates.ts'
import { addBookings } from './demo-bookings.ts'
import { planCalendar } from './demo-calendar.ts'
import { DEMO_HOTELS } from './demo-hotels.ts'
import { addUnits } from './demo-house.ts'
import { addStaff, addUsers, userIdOf } from './demo-people.ts'
import { addProperty, propertyIdOf } from './demo-property.ts'
import { makeClock } from './demo-time.ts'
import { makeRandom } from './random.ts'
import { readReferenceRows } from './reference.ts'
import { insertRows, type TableRows } from './rows.ts'

export interface DemoOptions {
  /** The same number and the same instant make the same hotels. */
  readonly seed?: number
  /** The instant at which the demo begins; its business date is today there. */
  readonly now: Date
}

const DEFAULT_SEED = 7

export const DEMO_PROPERTY_IDS: readonly string[] = DEMO_HOTELS.map(propertyIdOf)

export interface DemoPersonFacts {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly propertyId: string
  readonly propertyName: string
}

/** Who works in the demo's houses, for the start's table and for enrolling its terminals. */
export function demoPeople(): DemoPersonFacts[] {
  return DEMO_HOTELS.flatMap((hotel) =>
    hotel.people.map((person) => ({
      id: userIdOf(person),
      name: person.name,
      role: person.role,
      propertyId: propertyIdOf(hotel),
      propertyName: hotel.name,
    })),
  )
}

export function demoToday(now: Date): IsoDate {
  return dateInTimeZone(now, DEMO_HOTELS[0]?.timezone ?? 'UTC')
}

/** Two hotels as they stand this morning: pure, all of it decided by seed and instant. */
export function makeDemo({ seed = DEFAULT_SEED, now }: DemoOptions): TableRows {
  const rows: TableRows = new Map()
  addUsers(rows)
  for (const hotel of DEMO_HOTELS) {
    const random = makeRandom(seed).fork(hotel.code)
    const clock = makeClock(dateInTimeZone(now, hotel.timezone), now, hotel.timezone)
    addProperty(rows, random, hotel, clock)
    addStaff(rows, hotel, propertyIdOf(hotel), clock)
    const calendar = planCalendar(random.fork('calendar'), hotel)
    addUnits(rows, random.fork('units'), hotel, calendar, clock)
    addBookings(rows, random.fork('guests'), hotel, calendar.stays, clock)
  }
  return rows
}

/** True where the database holds a property, whosever. */
export async function hasProperties(db: Database): Promise<boolean> {
  const [row] = await db.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM property_mgmt.properties) AS found')
  return row?.found ?? false
}

/** Writes reference tables and the demo group. The caller holds the transaction; nothing of either may stand there yet. */
export async function seedDemo(db: Database, options: DemoOptions): Promise<void> {
  // Tables come in an order of convenience; each row's references are there by the end.
  await db.execute('SET CONSTRAINTS ALL DEFERRED')
  await insertRows(db, await readReferenceRows())
  await insertRows(db, makeDemo(options))
  await db.execute('SET CONSTRAINTS ALL IMMEDIATE')
}
