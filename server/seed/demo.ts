import type pg from 'pg'
import { dateInTimeZone, type IsoDate } from '../../shared/kernel/dates.ts'
import type { HouseSettings } from './house.ts'
import { DEMO_HOTELS } from './hotels/demo-hotels.ts'
import { momentOf } from './moment.ts'
import { propertyIdOf } from './property_mgmt/ids.ts'
import { seedHouses } from './seed-houses.ts'

export const DEFAULT_SEED = 7
/** The demo's past and book: enough for its lists, and quick to load on a terminal. */
const DEMO_HORIZON = { firstDay: -60, lastDay: 90 }

export const DEMO_PROPERTY_IDS: readonly string[] = DEMO_HOTELS.map(propertyIdOf)

export interface DemoOptions {
  /** The same number on the same day makes the same hotels. */
  readonly seed?: number | undefined
  /** The day on which they stand; without it today, no later than now. */
  readonly businessDate?: IsoDate | undefined
  readonly now: Date
}

export function demoToday(now: Date): IsoDate {
  return dateInTimeZone(now, DEMO_HOTELS[0]?.timezone ?? 'UTC')
}

/** Two hotels as they stand this morning. */
export function demoHouses({ seed = DEFAULT_SEED, businessDate, now }: DemoOptions): HouseSettings[] {
  return DEMO_HOTELS.map((hotel) => ({
    hotel,
    seed,
    ...DEMO_HORIZON,
    ...momentOf(hotel.timezone, businessDate, now),
  }))
}

/**
 * Gives the demo group to a database that holds no other property, and finishes one that was cut short. False where there was nothing to do.
 * Under the owner; each house is a transaction of its own.
 */
export async function seedDemo(client: pg.Client, options: DemoOptions): Promise<boolean> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM property_mgmt.properties')
  const found = rows.map(({ id }) => id)
  if (found.length >= DEMO_PROPERTY_IDS.length || found.some((id) => !DEMO_PROPERTY_IDS.includes(id))) return false
  await seedHouses(client, demoHouses(options))
  return true
}
