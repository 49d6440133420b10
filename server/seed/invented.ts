import type { IsoDate } from '../../shared/kernel/dates.ts'
import type { HouseSettings } from './house.ts'
import { inventHotel } from './hotels/invent-hotel.ts'
import { momentOf } from './moment.ts'

export interface InventedOptions {
  readonly properties: number
  /** Units of each. */
  readonly units: number
  /** Days that lie behind the business date. */
  readonly days: number
  readonly seed: number
  readonly businessDate?: IsoDate | undefined
  readonly now: Date
}

/** The longest time that anybody books ahead. */
const BOOK_AHEAD_DAYS = 180

/** A group of made-up hotels: the same for the same numbers and date. */
export function inventedHouses({ properties, units, days, seed, businessDate, now }: InventedOptions): HouseSettings[] {
  return Array.from({ length: properties }, (_, i) => {
    const hotel = inventHotel(seed, i, units)
    return { hotel, seed, firstDay: -days, lastDay: BOOK_AHEAD_DAYS, ...momentOf(hotel.timezone, businessDate, now) }
  })
}
