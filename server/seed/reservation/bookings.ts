import type { Uuid } from '../../../shared/kernel/ids.ts'
import type { SeedClock } from '../clock.ts'
import type { GuestBook } from '../guest/guests.ts'
import { type SeedHotel, type SeedUnitType, typeOf } from '../hotels/hotel.ts'
import { type Plan, type PricedNight, PriceList, type Season } from '../property_mgmt/prices.ts'
import type { Random } from '../random.ts'
import { seedId } from '../seed-id.ts'
import type { Calendar, PlannedStay } from './calendar.ts'

export type BookingStatus = 'confirmed' | 'tentative' | 'checked_in' | 'checked_out' | 'cancelled' | 'no_show'

export interface Booking {
  /** Unique over all houses. */
  readonly key: string
  readonly id: Uuid
  readonly confirmationNo: string
  readonly stay: PlannedStay
  readonly status: BookingStatus
  /** Index into the house's guests. */
  readonly guest: number
  readonly adults: number
  readonly children: number
  readonly type: SeedUnitType
  readonly plan: Plan
  readonly nights: readonly PricedNight[]
  /** Cents. */
  readonly total: number
  readonly source: string
  readonly guarantee: string
  readonly bookedAt: string
  readonly checkedInAt: string | null
  readonly checkedOutAt: string | null
  /** For a cancelled one. */
  readonly cancelledOn: number | null
}

export interface BookingWorld {
  readonly hotel: SeedHotel
  readonly clock: SeedClock
  readonly seasons: readonly Season[]
  readonly calendar: Calendar
  readonly book: GuestBook
}

const STATUS: Readonly<Record<PlannedStay['state'], BookingStatus>> = {
  departed: 'checked_out',
  no_show: 'no_show',
  in_house: 'checked_in',
  due_in: 'confirmed',
  future: 'confirmed',
}

/** A booking that was cancelled held no unit: it stands beside the calendar. */
function cancelledTwin(random: Random, hotel: SeedHotel, stay: PlannedStay): PlannedStay | null {
  return random.chance(hotel.demand.cancelled) ? { ...stay, state: 'future', assigned: false } : null
}

function sourceOf(random: Random, lead: number): { source: string; guarantee: string } {
  if (lead === 0 && random.chance(0.6)) return { source: 'walk_in', guarantee: 'none' }
  return random.weighted([
    [{ source: 'channel', guarantee: 'channel' }, 48],
    [{ source: 'web', guarantee: 'card' }, 24],
    [{ source: 'phone', guarantee: 'none' }, 8],
    [{ source: 'email', guarantee: 'deposit' }, 8],
    [{ source: 'corporate', guarantee: 'company' }, 9],
    [{ source: 'desk', guarantee: 'card' }, 3],
  ])
}

function partyOf(random: Random, type: SeedUnitType): { adults: number; children: number } {
  const adults = random.chance(0.25) ? 1 : Math.min(type.baseOccupancy, 2)
  const children =
    type.maxOccupancy > 3 && random.chance(0.5) ? random.between(1, Math.min(2, type.maxOccupancy - 2)) : 0
  return { adults, children }
}

function timesOf(random: Random, clock: SeedClock, { from, to, bookedOn }: PlannedStay, status: BookingStatus) {
  const arrived = status === 'checked_in' || status === 'checked_out'
  return {
    bookedAt: clock.between(random, bookedOn, bookedOn === from ? 6 : 8, bookedOn === from ? 10 : 22),
    checkedInAt: arrived ? clock.between(random, from, from === 0 ? 10 : 15, from === 0 ? 11 : 22) : null,
    checkedOutAt: status === 'checked_out' ? clock.between(random, to, 7, 11) : null,
  }
}

function statusOf(random: Random, stay: PlannedStay, cancelled: boolean): BookingStatus {
  if (cancelled) return 'cancelled'
  return stay.state === 'future' && stay.from > 3 && random.chance(0.05) ? 'tentative' : STATUS[stay.state]
}

function makeBooking(
  random: Random,
  { hotel, clock, book }: BookingWorld,
  prices: PriceList,
  stay: PlannedStay,
  number: number,
  cancelled: boolean,
): Booking {
  const type = typeOf(hotel, hotel.units[stay.unit])
  const plan = random.weighted<Plan>([
    ['BAR', 45],
    ['BB', 35],
    ['NRF', 20],
  ])
  const status = statusOf(random, stay, cancelled)
  const nights = prices.price(type, plan, clock.date(stay.from), stay.to - stay.from)
  const key = `${hotel.code} ${number}`
  return {
    key,
    id: seedId('reservation.reservations', key),
    confirmationNo: `${hotel.code}-${10_000 + number}`,
    stay,
    status,
    guest: book.host(stay.from, stay.to),
    ...partyOf(random, type),
    type,
    plan,
    nights,
    total: nights.reduce((sum, { rate }) => sum + rate, 0),
    ...sourceOf(random, stay.from - stay.bookedOn),
    ...timesOf(random, clock, stay, status),
    cancelledOn: cancelled ? random.between(stay.bookedOn, Math.min(0, stay.from)) : null,
  }
}

/** Everything that was ever booked, in the order of arrival; numbers follow that order. */
export function planBookings(random: Random, world: BookingWorld): Booking[] {
  const prices = new PriceList(world.hotel, world.seasons)
  const bookings: Booking[] = []
  for (const stay of world.calendar.stays) {
    const twin = cancelledTwin(random, world.hotel, stay)
    for (const candidate of twin ? [twin, stay] : [stay]) {
      bookings.push(makeBooking(random, world, prices, candidate, bookings.length + 1, candidate === twin))
    }
  }
  return bookings
}

/** Cents: half inside the last two days, all of it where nothing is refundable. */
export function cancelFeeOf(booking: Booking): number | null {
  if (booking.cancelledOn === null) return null
  if (booking.plan === 'NRF') return booking.total
  return booking.stay.from - booking.cancelledOn < 2 ? Math.round(booking.total / 2) : 0
}
