import type { WaitlistStatus } from '../../schema/reservation.ts'
import { noArgs, type Certainty } from '../fields.ts'

export const waitlistArgs = noArgs

/** Somebody who waits for nights of a type. */
export interface WaitlistRow {
  entryId: string
  status: Extract<WaitlistStatus, 'waiting' | 'offered'>
  profileId: string
  guestName: string
  email: string | null
  phone: string | null
  unitTypeId: string
  unitTypeName: string
  arrival: string
  departure: string
  guests: number
  /** 0-9, the higher is called first. */
  priority: number
  requestedAt: string
  offeredAt: string | null
  notes: string
  /** Whether there is room once everybody before them has theirs; null where that is too far ahead to be counted here, or is over. */
  hasRoom: boolean | null
  certainty: Certainty
}
