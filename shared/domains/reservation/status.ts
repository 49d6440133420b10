import type { StateTable } from '../transitions.ts'
import { only } from '../transitions.ts'

/** The states of a reservation. due in, due out and stayover are derived from the business date, not stored. */
export const reservationStatuses = [
  'inquiry',
  'tentative',
  'confirmed',
  'waitlisted',
  'checked_in',
  'checked_out',
  'cancelled',
  'no_show',
  'expired',
  'walked',
] as const
export type ReservationStatus = (typeof reservationStatuses)[number]

/** Nobody was expected any more, and the guest may stand at the desk all the same. */
export const isGivenUp = (status: ReservationStatus): boolean => status === 'no_show' || status === 'cancelled'

/** Somebody comes or is here: a unit may be promised. */
export const keepsUnit = (status: ReservationStatus): boolean =>
  status === 'tentative' || status === 'confirmed' || status === 'checked_in'

export const reservationEvents = [
  'hold',
  'confirm',
  'waitlist',
  'expire',
  'cancel',
  'check_in',
  'reverse_check_in',
  'check_out',
  'miss',
  'walk',
  'reinstate',
] as const
export type ReservationEvent = (typeof reservationEvents)[number]

const on = (allowed: Partial<Record<ReservationEvent, ReservationStatus>>) => only(reservationEvents, allowed)

export const reservationStates: StateTable<ReservationStatus, ReservationEvent> = {
  inquiry: on({
    hold: 'tentative',
    confirm: 'confirmed',
    waitlist: 'waitlisted',
    expire: 'expired',
    cancel: 'cancelled',
  }),
  tentative: on({ confirm: 'confirmed', expire: 'expired', cancel: 'cancelled' }),
  waitlisted: on({ confirm: 'confirmed', expire: 'expired', cancel: 'cancelled' }),
  confirmed: on({
    check_in: 'checked_in',
    cancel: 'cancelled',
    miss: 'no_show',
    walk: 'walked',
    waitlist: 'waitlisted',
  }),
  no_show: on({ check_in: 'checked_in' }),
  cancelled: on({ reinstate: 'confirmed' }),
  checked_in: on({ check_out: 'checked_out', reverse_check_in: 'confirmed' }),
  checked_out: on({ reinstate: 'checked_in' }),
  expired: on({ reinstate: 'confirmed' }),
  walked: on({}),
}
