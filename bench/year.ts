import { asIsoDate } from '../shared/kernel/dates.ts'
import type { HouseSettings } from '../server/seed/house.ts'
import { inventedHouses } from '../server/seed/invented.ts'

export const YEAR_HOTEL = 'H001'

const fixed = { seed: 7, businessDate: asIsoDate('2026-11-23'), now: new Date('2026-11-23T12:00:00Z') }

export interface YearSize {
  readonly units: number
  readonly days: number
}

export const YEAR: YearSize = { units: 300, days: 365 }

/** A year of a hotel of 300 units, and a small sister of it: what asks for the sister must not read the large one's rows. */
export function yearHouses(size: YearSize = YEAR): HouseSettings[] {
  const year = inventedHouses({ properties: 1, ...size, ...fixed })
  const [, sister] = inventedHouses({ properties: 2, units: 12, days: 20, ...fixed })
  return sister ? [...year, sister] : year
}
