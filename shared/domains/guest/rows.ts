import { z } from 'zod'
import type { Certainty } from '../fields.ts'
import { uuid } from '../fields.ts'
import type { vipLevels } from './inputs.ts'

export const profileArgs = z.strictObject({ profileId: uuid })

export interface AlternativeRow {
  field: string
  value: string | boolean | null
  at: string | null
  command: string | null
}
export interface ProfileStayRow {
  reservationId: string
  arrival: string
  departure: string
  unitNumber: string | null
  status: string
  confirmationNo: string
}
export interface ProfileRow {
  profileId: string
  firstName: string
  lastName: string
  fullName: string
  email: string | null
  phone: string | null
  nationality: string | null
  language: string | null
  vipLevel: (typeof vipLevels)[number]
  notes: string
  noPost: boolean
  erased: boolean
  mergedIntoId: string | null
  /** Values that lost against a newer edit of the same field. */
  alternatives: AlternativeRow[]
  /** Newest first. */
  stays: ProfileStayRow[]
  certainty: Certainty
}
