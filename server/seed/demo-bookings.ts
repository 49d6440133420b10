import type { PlannedStay } from './demo-calendar.ts'
import { type DemoGuest, GuestBook } from './demo-guests.ts'
import type { DemoHotel, DemoUnitType } from './demo-hotels.ts'
import { type Plan, type PricedNight, priceStay, type Season, seasonsOf } from './demo-prices.ts'
import { MEAL_PLANS, policyOf, propertyIdOf, rateCodeOf, rateIdOf, unitIdOf, unitTypeIdOf } from './demo-property.ts'
import { type DemoClock, demoId } from './demo-time.ts'
import type { Random } from './random.ts'
import { addRow, type TableRows } from './rows.ts'

interface Booking {
  readonly key: string
  readonly confirmationNo: string
  readonly stay: PlannedStay
  readonly status: string
  readonly guest: number
  readonly type: DemoUnitType
  readonly plan: Plan
  readonly nights: readonly PricedNight[]
  readonly total: string
  /** Days between booking and arrival. */
  readonly lead: number
  /** The day of the cancellation, for a cancelled one. */
  readonly cancelledOn: number | null
}

const NOTES = [
  'Late arrival, after 22:00.',
  'Wedding anniversary: flowers in the room.',
  'Asks for a quiet room.',
  'Cot needed.',
  'Airport transfer booked.',
  'Two rooms together if possible.',
]

const STATUS: Readonly<Record<PlannedStay['state'], string>> = {
  departed: 'checked_out',
  no_show: 'no_show',
  in_house: 'checked_in',
  due_in: 'confirmed',
  future: 'confirmed',
}

/** A booking that was cancelled held no unit: it stands beside the calendar, for about one in eleven that was kept. */
function cancelledTwin(random: Random, stay: PlannedStay): PlannedStay | null {
  return random.chance(0.09) ? { ...stay, state: 'future', assigned: false } : null
}

function leadOf(random: Random): number {
  return random.weighted([
    [random.between(0, 2), 22],
    [random.between(3, 14), 33],
    [random.between(15, 60), 33],
    [random.between(61, 180), 12],
  ])
}

function makeBooking(
  random: Random,
  hotel: DemoHotel,
  book: GuestBook,
  seasons: readonly Season[],
  clock: DemoClock,
  stay: PlannedStay,
  number: number,
  cancelled: boolean,
): Booking {
  const code = hotel.units[stay.unit]?.type
  const type = hotel.unitTypes.find((candidate) => candidate.code === code)
  if (!type) throw new Error(`${hotel.code} has no unit ${stay.unit}`)
  const plan = random.weighted<Plan>([
    ['BAR', 45],
    ['BB', 35],
    ['NRF', 20],
  ])
  const nights = priceStay(hotel, type, plan, clock.date(stay.from), stay.to - stay.from, seasons)
  // What lies ahead must have been booked by now.
  const lead = Math.max(leadOf(random), stay.from)
  const cancelledOn = cancelled ? random.between(stay.from - lead, Math.min(0, stay.from)) : null
  const confirmed = stay.state === 'future' && stay.from > 3 && random.chance(0.05) ? 'tentative' : STATUS[stay.state]
  return {
    key: `${hotel.code} ${number}`,
    confirmationNo: `${hotel.code}-${10_000 + number}`,
    stay,
    status: cancelled ? 'cancelled' : confirmed,
    guest: book.host(stay.from, stay.to),
    type,
    plan,
    nights,
    total: nights.reduce((sum, { rate }) => sum + Number(rate), 0).toFixed(2),
    lead,
    cancelledOn,
  }
}

function planBookings(
  random: Random,
  hotel: DemoHotel,
  stays: readonly PlannedStay[],
  book: GuestBook,
  clock: DemoClock,
): Booking[] {
  const seasons = seasonsOf(hotel, clock.today)
  const bookings: Booking[] = []
  for (const stay of stays) {
    const twin = cancelledTwin(random, stay)
    for (const candidate of twin ? [twin, stay] : [stay]) {
      bookings.push(
        makeBooking(random, hotel, book, seasons, clock, candidate, bookings.length + 1, candidate === twin),
      )
    }
  }
  return bookings
}

const profileIdOf = (hotel: DemoHotel, guest: number) => demoId('guest.profiles', `${hotel.code} ${guest}`)

function addProfiles(
  rows: TableRows,
  random: Random,
  hotel: DemoHotel,
  guests: readonly DemoGuest[],
  clock: DemoClock,
): void {
  guests.forEach((guest, i) => {
    addRow(rows, 'guest.profiles', {
      id: profileIdOf(hotel, i),
      property_id: propertyIdOf(hotel),
      first_name: guest.firstName,
      last_name: guest.lastName,
      email: guest.email,
      phone: guest.phone,
      nationality: guest.country,
      language: guest.language,
      vip_level: guest.vipLevel,
      preferences: guest.preferences,
      consents: { marketing: { granted: guest.marketing, at: `${clock.date(-90)}T12:00:00Z` } },
      notes: guest.notes,
    })
    if (guest.vipLevel === 'none') return
    addRow(rows, 'guest.loyalty_memberships', {
      id: demoId('guest.loyalty_memberships', `${hotel.code} ${i}`),
      property_id: propertyIdOf(hotel),
      profile_id: profileIdOf(hotel, i),
      program: 'StayOS Circle',
      number: `SC${hotel.code}${String(i).padStart(5, '0')}`,
      tier: guest.vipLevel,
      points: random.between(5, 400) * 100,
      joined_on: clock.date(-random.between(100, 900)),
    })
  })
}

/** The policy's fee: half inside the last two days, all of it where nothing is refundable. */
function cancelFee(booking: Booking): string | null {
  if (booking.cancelledOn === null) return null
  if (booking.plan === 'NRF') return booking.total
  return (booking.stay.from - booking.cancelledOn < 2 ? Number(booking.total) / 2 : 0).toFixed(2)
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

function addReservation(
  rows: TableRows,
  random: Random,
  hotel: DemoHotel,
  booking: Booking,
  vipLevel: string,
  clock: DemoClock,
): void {
  const { stay, type, plan } = booking
  const booked = clock.between(random, stay.from - booking.lead, 8, 22)
  const checkedIn =
    booking.status === 'checked_in' || booking.status === 'checked_out'
      ? clock.between(random, stay.from, stay.from === 0 ? 10 : 15, stay.from === 0 ? 13 : 22)
      : null
  const checkedOut = booking.status === 'checked_out' ? clock.between(random, stay.to, 7, 11) : null
  const reservationId = demoId('reservation.reservations', booking.key)
  const { source, guarantee } = sourceOf(random, booking.lead)
  addRow(rows, 'reservation.reservations', {
    id: reservationId,
    property_id: propertyIdOf(hotel),
    confirmation_no: booking.confirmationNo,
    profile_id: profileIdOf(hotel, booking.guest),
    status: booking.status,
    arrival: clock.date(stay.from),
    departure: clock.date(stay.to),
    adults: random.chance(0.25) ? 1 : Math.min(type.baseOccupancy, 2),
    children: type.maxOccupancy > 3 && random.chance(0.5) ? random.between(1, Math.min(2, type.maxOccupancy - 2)) : 0,
    unit_type_id: unitTypeIdOf(hotel, type.code),
    rate_strategy_id: rateIdOf(hotel, plan, type.code),
    rate_snapshot: { code: rateCodeOf(plan, type.code), meal_plan: MEAL_PLANS[plan], nights: booking.nights },
    policy_snapshot: policyOf(plan),
    currency: hotel.currency,
    total: booking.total,
    guarantee_type: guarantee,
    source,
    vip: vipLevel === 'gold' || vipLevel === 'platinum',
    eta:
      stay.from >= 0 && random.chance(0.5)
        ? `${random.between(13, 22)}:${random.pick(['00', '15', '30', '45'])}`
        : null,
    notes: random.chance(0.12) ? random.pick(NOTES) : '',
    cancelled_at: booking.cancelledOn === null ? null : clock.between(random, booking.cancelledOn, 22, 24),
    cancel_reason:
      booking.cancelledOn === null
        ? null
        : random.pick(['Plans changed', 'Flight cancelled', 'Found another date', 'Illness']),
    cancel_fee: cancelFee(booking),
    checked_in_at: checkedIn,
    checked_out_at: checkedOut,
    created_at: booked,
    updated_at: booked,
  })
  addNights(rows, hotel, booking, reservationId)
  if (booking.stay.assigned) addAssignment(rows, hotel, booking, reservationId, random, clock)
  if (checkedIn) addStay(rows, random, hotel, booking, reservationId, checkedIn, checkedOut)
}

function addNights(rows: TableRows, hotel: DemoHotel, booking: Booking, reservationId: string): void {
  for (const { night, rate, tax } of booking.nights) {
    addRow(rows, 'reservation.reservation_line_items', {
      id: demoId('reservation.reservation_line_items', `${booking.key} ${night}`),
      property_id: propertyIdOf(hotel),
      reservation_id: reservationId,
      night,
      unit_type_id: unitTypeIdOf(hotel, booking.type.code),
      rate,
      tax,
      currency: hotel.currency,
    })
  }
}

function unitIdOfBooking(hotel: DemoHotel, booking: Booking): string {
  const unit = hotel.units[booking.stay.unit]
  if (!unit) throw new Error(`${booking.key} has no unit`)
  return unitIdOf(hotel, unit)
}

function addAssignment(
  rows: TableRows,
  hotel: DemoHotel,
  booking: Booking,
  reservationId: string,
  random: Random,
  clock: DemoClock,
): void {
  addRow(rows, 'reservation.unit_assignments', {
    id: demoId('reservation.unit_assignments', booking.key),
    property_id: propertyIdOf(hotel),
    reservation_id: reservationId,
    unit_id: unitIdOfBooking(hotel, booking),
    stay: `[${clock.date(booking.stay.from)},${clock.date(booking.stay.to)})`,
    locked: booking.status === 'confirmed' && random.chance(0.1),
    active: booking.status !== 'no_show',
  })
}

function addStay(
  rows: TableRows,
  random: Random,
  hotel: DemoHotel,
  booking: Booking,
  reservationId: string,
  checkedIn: string,
  checkedOut: string | null,
): void {
  const stayId = demoId('guest.stays', booking.key)
  const propertyId = propertyIdOf(hotel)
  addRow(rows, 'guest.stays', {
    id: stayId,
    property_id: propertyId,
    profile_id: profileIdOf(hotel, booking.guest),
    reservation_id: reservationId,
    unit_id: unitIdOfBooking(hotel, booking),
    status: checkedOut ? 'departed' : 'in_house',
    check_in_at: checkedIn,
    check_out_at: checkedOut,
    revenue: checkedOut ? booking.total : '0',
    currency: hotel.currency,
  })
  if (!checkedOut || !random.chance(0.12)) return
  const score = random.weighted([
    [random.between(9, 10), 58],
    [random.between(7, 8), 27],
    [random.between(2, 6), 15],
  ])
  addRow(rows, 'guest.feedback', {
    id: demoId('guest.feedback', booking.key),
    property_id: propertyId,
    stay_id: stayId,
    profile_id: profileIdOf(hotel, booking.guest),
    feedback_type: 'NPS',
    nps_score: score,
    sentiment: score >= 9 ? 'positive' : score >= 7 ? 'neutral' : 'negative',
    source: 'email',
    submitted_at: checkedOut,
  })
}

/** Everything about guests: their profiles, what they booked, the nights, the units, the stays. */
export function addBookings(
  rows: TableRows,
  random: Random,
  hotel: DemoHotel,
  stays: readonly PlannedStay[],
  clock: DemoClock,
): void {
  const book = new GuestBook(random.fork('guests'), 0.4)
  const bookings = planBookings(random.fork('bookings'), hotel, stays, book, clock)
  addProfiles(rows, random.fork('profiles'), hotel, book.guests, clock)
  const details = random.fork('details')
  for (const booking of bookings) {
    addReservation(rows, details, hotel, booking, book.guests[booking.guest]?.vipLevel ?? 'none', clock)
  }
}
