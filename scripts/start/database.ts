import pg from 'pg'
import type { PepperOf } from '../../server/auth/pin-pepper.ts'
import { checkPostgres } from '../../server/postgres/check-central.ts'
import { databaseOf } from '../../server/postgres/handle.ts'
import { migrateCentral } from '../../server/postgres/migrate.ts'
import { DEMO_PROPERTY_IDS, demoToday, seedDemo } from '../../server/seed/demo.ts'
import { type Roll, rollBusinessDate } from '../../server/seed/roll-business-date.ts'
import type { Database } from '../../shared/command/database.ts'
import { giveDemoPins, keyOfPin } from './demo-pins.ts'
import { StartRefused } from './options.ts'

export interface Prepared {
  readonly migrations: number
  readonly seeded: boolean
  readonly rolls: readonly Roll[]
}

async function withOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** In one transaction. */
async function asOwner<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  return withOwner(url, async (client) => {
    await client.query('BEGIN')
    const result = await work(databaseOf(client))
    await client.query('COMMIT')
    return result
  })
}

/** Brings the database level with this program, and the demo group to this morning. A database that holds any property gets no demo. */
export async function prepareDatabase(url: string, now: Date): Promise<Prepared> {
  await checkPostgres(url)
  const migrations = (await migrateCentral(url)).length
  const seeded = await withOwner(url, (client) => seedDemo(client, { now }))
  const rolls = await asOwner(url, (db) => rollBusinessDate(db, DEMO_PROPERTY_IDS, demoToday(now)))
  return { migrations, seeded, rolls }
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly role: string
  /** Of the demo's invented people, where they have not changed it. */
  readonly pin?: string | undefined
}

export interface House {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly businessDate: string | null
  readonly people: readonly Person[]
}

/** The properties in this database and who works there. */
export async function readHouses(url: string, pepperOf: PepperOf): Promise<House[]> {
  return asOwner(url, async (db) => {
    const pins = await giveDemoPins(db, pepperOf)
    const houses = await db.query<Omit<House, 'people'>>(
      `SELECT p.id, p.code, p.name, d.business_date AS "businessDate" FROM property_mgmt.properties p
       LEFT JOIN property_mgmt.v_business_dates d ON d.property_id = p.id
       WHERE p.deleted_at IS NULL ORDER BY p.id = ANY ($1::uuid[]) DESC, p.code DESC`,
      [DEMO_PROPERTY_IDS],
    )
    const people = await db.query<Person & { house: string }>(
      `SELECT user_id AS id, display_name AS name, role, property_id AS house
       FROM shared.user_property_roles WHERE deleted_at IS NULL AND ended_at IS NULL ORDER BY role, display_name`,
    )
    return houses.map((house) => ({
      ...house,
      people: people
        .filter((person) => person.house === house.id)
        .map(({ id, name, role }) => ({ id, name, role, pin: pins.get(keyOfPin(house.id, id)) })),
    }))
  })
}

/** The hotel that the desk is for: the one asked for, else the demo's city hotel, else the first. */
export function chooseHouse(houses: readonly House[], code: string | undefined): House {
  const chosen = code === undefined ? houses[0] : houses.find((house) => house.code === code.toUpperCase())
  if (chosen) return chosen
  const known = houses.map((house) => house.code).join(', ')
  throw new StartRefused(
    code === undefined
      ? 'The database holds no property, and so no desk can be opened.'
      : `There is no property ${code}. Give one of: ${known}.`,
  )
}

/** Who answers for the nth desk of a house: somebody who may do all that a desk does. */
export function chooseActor(house: House, desk: number): Person {
  const having = (role: string) => house.people.filter((person) => person.role === role)
  const people = [...having('duty_manager'), ...having('front_desk')]
  const actor = people[desk % Math.max(1, people.length)]
  if (actor) return actor
  throw new StartRefused(
    `Nobody works at the front desk of ${house.name}. Give somebody the role duty_manager there (shared.user_property_roles).`,
  )
}
