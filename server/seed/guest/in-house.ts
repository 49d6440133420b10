import type { House } from '../house.ts'
import { type StayedBooking, stayedBookings } from './stays.ts'

/** Day by day who sleeps in the house that night and does not leave before; up to the business date. */
export function* inHouseByDay(house: House): Iterable<readonly [day: number, guests: readonly StayedBooking[]]> {
  const arrivals = [...stayedBookings(house)]
  let inside: StayedBooking[] = []
  let next = 0
  for (let day = house.firstDay; day <= 0; day++) {
    inside = inside.filter(({ stay }) => stay.to > day)
    for (let booking = arrivals[next]; booking && booking.stay.from <= day; booking = arrivals[++next]) {
      if (booking.stay.to > day) inside.push(booking)
    }
    yield [day, inside]
  }
}
