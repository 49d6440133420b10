import { fromMinor } from '../../../shared/kernel/money.ts'
import type { CopyRow } from '../../postgres/copy.ts'
import { channelBookingIdOf } from '../channel/channels.ts'
import type { House } from '../house.ts'
import { rateCodeOf, rateIdOf, unitTypeIdOf } from '../property_mgmt/ids.ts'
import { MEAL_PLANS, policyOf } from '../property_mgmt/policies.ts'
import type { PricedNight } from '../property_mgmt/prices.ts'
import { profileIdOf } from '../guest/profiles.ts'
import type { Random } from '../random.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { isHot, isHotDay } from '../hot.ts'
import { type Booking, cancelFeeOf } from './bookings.ts'
import { nightLineIdOf } from './night-ids.ts'

const NOTES = [
  'Late arrival, after 22:00.',
  'Wedding anniversary: flowers in the room.',
  'Asks for a quiet room.',
  'Cot needed.',
  'Airport transfer booked.',
  'Two rooms together if possible.',
]
const REASONS = ['Plans changed', 'Flight cancelled', 'Found another date', 'Illness']

const frozen = ({ night, rate, tax }: PricedNight) => ({ night, rate: fromMinor(rate), tax: fromMinor(tax) })

function reservationRow(house: House, random: Random, booking: Booking): CopyRow {
  const { hotel, clock } = house
  const { stay, type, plan, cancelledOn } = booking
  const vipLevel = house.guests[booking.guest]?.vipLevel ?? 'none'
  const cancelFee = cancelFeeOf(booking)
  const expected = stay.from >= 0 && random.chance(0.5)
  return {
    id: booking.id,
    property_id: house.propertyId,
    hot: isHot(booking.status, stay.to),
    confirmation_no: booking.confirmationNo,
    profile_id: profileIdOf(house, booking.guest),
    status: booking.status,
    arrival: clock.date(stay.from),
    departure: clock.date(stay.to),
    adults: booking.adults,
    children: booking.children,
    unit_type_id: unitTypeIdOf(hotel, type.code),
    rate_strategy_id: rateIdOf(hotel, plan, type.code),
    rate_snapshot: JSON.stringify({
      code: rateCodeOf(plan, type.code),
      meal_plan: MEAL_PLANS[plan],
      nights: booking.nights.map(frozen),
    }),
    policy_snapshot: JSON.stringify(policyOf(plan)),
    currency: hotel.currency,
    total: fromMinor(booking.total),
    guarantee_type: booking.guarantee,
    source: booking.source,
    channel_booking_id: channelBookingIdOf(booking),
    vip: vipLevel === 'gold' || vipLevel === 'platinum',
    eta: expected ? `${random.between(13, 22)}:${random.pick(['00', '15', '30', '45'])}` : null,
    notes: random.chance(0.12) ? random.pick(NOTES) : '',
    cancelled_at: cancelledOn === null ? null : clock.at(cancelledOn, 22 * 60 + random.between(0, 119)),
    cancel_reason: cancelledOn === null ? null : random.pick(REASONS),
    cancel_fee: cancelFee === null ? null : fromMinor(cancelFee),
    checked_in_at: booking.checkedInAt,
    checked_out_at: booking.checkedOutAt,
    created_at: booking.bookedAt,
    updated_at: booking.checkedOutAt ?? booking.checkedInAt ?? booking.bookedAt,
  }
}

function* nightRows(house: House): Iterable<CopyRow> {
  for (const booking of house.bookings) {
    const unitTypeId = unitTypeIdOf(house.hotel, booking.type.code)
    const hot = isHot(booking.status, booking.stay.to)
    for (const { night, rate, tax } of booking.nights) {
      yield {
        id: nightLineIdOf(booking.key, night),
        property_id: house.propertyId,
        hot,
        reservation_id: booking.id,
        night,
        unit_type_id: unitTypeId,
        rate: fromMinor(rate),
        tax: fromMinor(tax),
        currency: house.hotel.currency,
        created_at: booking.bookedAt,
        updated_at: booking.bookedAt,
      }
    }
  }
}

function* assignmentRows(house: House): Iterable<CopyRow> {
  const random = house.random('assignments')
  const { clock } = house
  for (const booking of house.bookings) {
    if (!booking.stay.assigned) continue
    yield {
      id: seedId('reservation.unit_assignments', booking.key),
      property_id: house.propertyId,
      hot: isHot(booking.status, booking.stay.to),
      reservation_id: booking.id,
      unit_id: house.unitIds[booking.stay.unit] ?? '',
      stay: `[${clock.date(booking.stay.from)},${clock.date(booking.stay.to)})`,
      locked: booking.status === 'confirmed' && random.chance(0.1),
      active: booking.status !== 'no_show',
      created_at: booking.bookedAt,
      updated_at: booking.bookedAt,
    }
  }
}

const QUOTE_STATES = ['draft', 'sent', 'sent', 'sent', 'declined', 'expired'] as const

/** About one offer that led to nothing (yet) for fifty bookings that were made. */
function* quoteRows(house: House): Iterable<CopyRow> {
  const random = house.random('quotes')
  const { hotel, clock } = house
  let number = 0
  for (const booking of house.bookings) {
    if (!random.chance(0.02)) continue
    const status = booking.stay.from < 7 ? 'expired' : random.pick(QUOTE_STATES)
    const offeredOn = Math.max(booking.stay.bookedOn - random.between(0, 5), house.firstDay - 200)
    const validUntil = Math.min(offeredOn + 14, booking.stay.from)
    yield {
      id: seedId('reservation.quotes', booking.key),
      property_id: house.propertyId,
      hot: status === 'draft' || status === 'sent' || isHotDay(validUntil),
      quote_no: `${hotel.code}-Q${1000 + ++number}`,
      profile_id: profileIdOf(house, booking.guest),
      status,
      valid_until: clock.date(validUntil),
      arrival: clock.date(booking.stay.from),
      departure: clock.date(booking.stay.to),
      unit_type_id: unitTypeIdOf(hotel, booking.type.code),
      rate_strategy_id: rateIdOf(hotel, booking.plan, booking.type.code),
      lines: JSON.stringify(booking.nights.map(frozen)),
      currency: hotel.currency,
      created_at: clock.between(random, offeredOn, 9, 18),
    }
  }
}

/** What was promised to whom, for which nights, at which price, in which unit. */
export function reservationTables(house: House): SeedTable[] {
  return [
    tableOf('reservation.reservations', () => {
      const random = house.random('details')
      return mapped(house.bookings, (booking) => reservationRow(house, random, booking))
    }),
    tableOf('reservation.reservation_line_items', () => nightRows(house)),
    tableOf('reservation.unit_assignments', () => assignmentRows(house)),
    tableOf('reservation.quotes', () => quoteRows(house)),
  ]
}

function* mapped<T>(list: readonly T[], row: (item: T) => CopyRow): Iterable<CopyRow> {
  for (const item of list) yield row(item)
}
