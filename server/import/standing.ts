import { addDays, type IsoDate } from '../../shared/kernel/dates.ts'
import type { Booking } from './booking.ts'

export type StandingStatus = 'inquiry' | 'confirmed' | 'cancelled' | 'no_show' | 'checked_in' | 'checked_out'

/**
 * Where a booking stands in the morning of the business date `day`, knowing what had happened by then: what is dated before `day` has
 * happened, cancellations and bookings of `day` itself too, its arrivals and departures not yet.
 *
 * A booking that was made after `day` did not exist: it is an inquiry, which holds no unit and is in no list of the desk.
 */
export function standingOn(day: IsoDate, booking: Booking): StandingStatus {
  if (booking.booked > day) return 'inquiry'
  const due = booking.arrival >= day
  switch (booking.outcome) {
    case 'Canceled':
      return due && booking.outcomeDate > day ? 'confirmed' : 'cancelled'
    case 'No-Show':
      return due ? 'confirmed' : 'no_show'
    case 'Check-Out':
      if (due) return 'confirmed'
      return leftOn(booking) < day ? 'checked_out' : 'checked_in'
  }
}

/** The day on which the guest left: a few left before the nights that they had booked were over. */
export function leftOn(booking: Booking): IsoDate {
  return booking.flags.includes('left_early') ? booking.outcomeDate : booking.departure
}

/** Desks give units to those who are here, were here, or come today or tomorrow. A day use is given none: it has no night to hold. */
export function holdsUnit(day: IsoDate, booking: Booking, status: StandingStatus): boolean {
  if (booking.nights === 0) return false
  if (status === 'confirmed') return booking.arrival <= addDays(day, 1)
  return status === 'checked_in' || status === 'checked_out'
}

const KEEP_HOT_DAYS = 400

/** Whether terminals hold the booking: as sync.cool_settled_rows decides, and never one that was not made yet. */
export function isHot(day: IsoDate, booking: Booking, status: StandingStatus): boolean {
  if (status === 'inquiry') return false
  const open = status === 'confirmed' || status === 'checked_in'
  return open || booking.departure >= addDays(day, -KEEP_HOT_DAYS)
}
