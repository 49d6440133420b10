import type { Uuid } from '../../../shared/kernel/ids.ts'
import { fromMinor } from '../../../shared/kernel/money.ts'
import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { isHot } from '../hot.ts'
import type { Booking } from '../reservation/bookings.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { profileIdOf } from './profiles.ts'

export const stayIdOf = (booking: Booking): Uuid => seedId('guest.stays', booking.key)

/** A booking whose guest has come. */
export interface StayedBooking extends Booking {
  readonly checkedInAt: string
}

export function* stayedBookings(house: House): Iterable<StayedBooking> {
  for (const booking of house.bookings) {
    if (hasStayed(booking)) yield booking
  }
}

const hasStayed = (booking: Booking): booking is StayedBooking => booking.checkedInAt !== null

function* stayRows(house: House): Iterable<CopyRow> {
  for (const booking of stayedBookings(house)) {
    const left = booking.checkedOutAt
    yield {
      id: stayIdOf(booking),
      property_id: house.propertyId,
      hot: isHot(booking.status, booking.stay.to),
      profile_id: profileIdOf(house, booking.guest),
      reservation_id: booking.id,
      unit_id: house.unitIds[booking.stay.unit] ?? '',
      status: left === null ? 'in_house' : 'departed',
      check_in_at: booking.checkedInAt,
      check_out_at: left,
      revenue: left === null ? '0' : fromMinor(booking.total),
      currency: house.hotel.currency,
      created_at: booking.checkedInAt,
      updated_at: left ?? booking.checkedInAt,
    }
  }
}

/** Who stayed where, and when: the facts. */
export function stayTables(house: House): SeedTable[] {
  return [tableOf('guest.stays', () => stayRows(house))]
}
