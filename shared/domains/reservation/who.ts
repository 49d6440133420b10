import type { ReservationRecord } from './records.ts'

/** Who is meant, in every refusal and entry. */
export const whoOf = ({ guestName, confirmationNo }: Pick<ReservationRecord, 'guestName' | 'confirmationNo'>) => ({
  guestName,
  confirmationNo,
})
