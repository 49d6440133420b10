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
