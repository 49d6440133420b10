import type { IsoDate } from '../../shared/kernel/dates.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import { makeClock, type SeedClock } from './clock.ts'
import { GuestBook, type SeedGuest } from './guest/guests.ts'
import type { SeedHotel } from './hotels/hotel.ts'
import { stateOfUnits, type UnitToday } from './operations/unit-states.ts'
import { propertyIdOf, unitIdOf } from './property_mgmt/ids.ts'
import { type Season, seasonsOf } from './property_mgmt/prices.ts'
import { makeRandom, type Random } from './random.ts'
import { type Booking, planBookings } from './reservation/bookings.ts'
import { type Calendar, type Horizon, planCalendar } from './reservation/calendar.ts'
import { seedId } from './seed-id.ts'

export interface HouseSettings extends Horizon {
  readonly hotel: SeedHotel
  readonly seed: number
  readonly businessDate: IsoDate
  /** Whether somebody asked for this very date: a house that stands on another one is then not the one meant. */
  readonly dateIsGiven: boolean
  /** The moment of the business date at which the house stands. */
  readonly asOf: Date
}

/** What happened in one house and lies ahead of it, decided once: the rows of every table tell this same story. */
export interface House extends HouseSettings {
  readonly propertyId: Uuid
  readonly clock: SeedClock
  readonly seasons: readonly Season[]
  /** In the order of the hotel's units. */
  readonly unitIds: readonly Uuid[]
  readonly unitsToday: readonly UnitToday[]
  readonly calendar: Calendar
  readonly guests: readonly SeedGuest[]
  /** In the order of arrival. */
  readonly bookings: readonly Booking[]
  /** The id of the day before the business date: it tells a later run by which settings this house was made. */
  readonly mark: Uuid
  /** The same name, the same numbers: reading a table twice gives the same rows. */
  random(name: string): Random
}

export function markOf({
  hotel,
  seed,
  firstDay,
  lastDay,
}: Pick<HouseSettings, 'hotel' | 'seed' | keyof Horizon>): Uuid {
  const settings = [hotel.code, hotel.units.length, seed, firstDay, lastDay].join(' ')
  return seedId('property_mgmt.business_days', `mark ${settings}`)
}

/** Pure: everything follows from the settings. */
export function planHouse(settings: HouseSettings): House {
  const { hotel, seed, businessDate, asOf, firstDay, lastDay } = settings
  const random = makeRandom(seed).fork(hotel.code)
  const clock = makeClock(businessDate, asOf, hotel.timezone)
  const seasons = seasonsOf(hotel, clock.date(firstDay), clock.date(lastDay))
  const calendar = planCalendar(random.fork('calendar'), hotel, clock, settings)
  const book = new GuestBook(random.fork('guests'), 0.4)
  const bookings = planBookings(random.fork('bookings'), { hotel, clock, seasons, calendar, book })
  return {
    ...settings,
    propertyId: propertyIdOf(hotel),
    clock,
    seasons,
    unitIds: hotel.units.map((unit) => unitIdOf(hotel, unit.number)),
    unitsToday: stateOfUnits({ hotel, calendar, random: (name) => random.fork(name) }),
    calendar,
    guests: book.guests,
    bookings,
    mark: markOf(settings),
    random: (name) => random.fork(name),
  }
}
