import { z } from 'zod'
import type { Refusal } from '../../command/command.ts'
import type { Decimal } from '../../kernel/money.ts'
import type { Certainty } from '../fields.ts'
import { isoDate, noArgs, uuid } from '../fields.ts'
import type { HousekeepingStatus } from '../property_mgmt/inputs.ts'
import type { ResolutionRow } from '../resolution/rows.ts'
import type { ReservationStatus } from './status.ts'
import type { OccupancyStatus } from '../../schema/property_mgmt.ts'

/** Arguments and answers of the queries desk.* and reservation.*: types only, so that a page imports no handler. */
export const deskArgs = noArgs

export interface DeskSummaryRow {
  businessDate: string
  arrivalsDue: number
  arrivalsDone: number
  departuresDue: number
  departuresDone: number
  inHouse: number
  unitsTotal: number
  unitsVacantReady: number
  unitsDirty: number
  openResolutions: number
  /** Units occupied of all units that count, 0-100. */
  occupancyPct: number
}

/** One reservation in the lists of the desk. */
export interface DeskRow {
  reservationId: string
  confirmationNo: string
  guestName: string
  profileId: string
  vipLevel: string
  arrival: string
  departure: string
  nights: number
  adults: number
  children: number
  unitTypeId: string
  unitTypeCode: string
  unitTypeName: string
  unitId: string | null
  unitNumber: string | null
  unitHousekeeping: HousekeepingStatus | null
  unitOccupancy: OccupancyStatus | null
  /** 'HH:MM' */
  eta: string | null
  guarantee: string
  status: ReservationStatus
  total: Decimal
  currency: string
  notes: string
  certainty: Certainty
}

export interface InHouseRow extends DeskRow {
  dueOut: boolean
}

/** Who waits for an answer or a room: inquiries, options and the waitlist. */
export interface WaitingRow extends DeskRow {
  /** The last day on which an offer or an option stands. */
  holdUntil: string | null
  /** Whether the type has room on all the nights; null where that is too far ahead to be counted here. An option holds its room. */
  hasRoom: boolean | null
}

export const groupArgs = z.strictObject({ groupCode: z.string().min(1).max(40) })

export const detailArgs = z.strictObject({ reservationId: uuid })

export interface NightRow {
  night: string
  rate: Decimal
  unitTypeCode: string
}
export interface AssignmentRow {
  assignmentId: string
  unitId: string
  unitNumber: string
  from: string
  to: string
  active: boolean
  locked: boolean
}
export interface StayRow {
  stayId: string
  unitId: string
  unitNumber: string
  status: 'in_house' | 'departed'
  checkInAt: string
  checkOutAt: string | null
  keysGiven: number | null
}
export interface PendingRow {
  commandId: string
  name: string
  predicted: Refusal | null
}
export interface ReservationDetailRow extends Omit<DeskRow, 'nights'> {
  nights: NightRow[]
  source: string
  vip: boolean
  rateStrategyId: string
  /** The type whose price is paid; another than `unitTypeId` after a free upgrade. */
  bookedTypeId: string
  groupCode: string | null
  holdUntil: string | null
  rateCode: string
  mealPlan: string
  policyName: string
  cancelledAt: string | null
  cancelReason: string | null
  cancelFee: Decimal | null
  /** The folio that the fee was charged to. */
  feeFolioNo: string | null
  /** The house where a guest sleeps who was walked. */
  walkedTo: string | null
  checkedInAt: string | null
  checkedOutAt: string | null
  createdAt: string
  firstName: string
  lastName: string
  email: string | null
  phone: string | null
  nationality: string | null
  language: string | null
  guestNotes: string
  noPost: boolean
  /** Whether a card waits for the line, a refund for an answer, and anything was paid that may be given back. */
  money: { queued: boolean; asked: boolean; captured: boolean }
  assignments: AssignmentRow[]
  stay: StayRow | null
  pending: PendingRow[]
  resolutions: ResolutionRow[]
}

const stayDates = { arrival: isoDate, departure: isoDate }
export const availabilityArgs = z.strictObject(stayDates)

export interface AvailabilityRow {
  unitTypeId: string
  code: string
  name: string
  maxOccupancy: number
  upgradeRank: number
  /** Units that can be sold: out of order ones taken off, the overbooking limit added. */
  capacity: number
  /** How many more than there are may be sold; null: by the property's percentage. */
  overbookingLimit: number | null
  /** The lowest over the nights; negative where more is sold than there is. */
  free: number
}

export const quoteArgs = z.strictObject({ unitTypeId: uuid, ...stayDates })

export interface QuoteRow {
  rateStrategyId: string
  code: string
  name: string
  mealPlan: string
  currency: string
  total: Decimal
  nights: { night: string; rate: Decimal }[]
  policyName: string
}

/** Units free for all the nights; `reservationId`: its own promises do not stand in its way. */
export const freeUnitsArgs = z.strictObject({
  unitTypeId: uuid.optional(),
  ...stayDates,
  reservationId: uuid.optional(),
})

export interface FreeUnitRow {
  unitId: string
  number: string
  floor: string
  unitTypeId: string
  unitTypeCode: string
  housekeepingStatus: HousekeepingStatus
  occupancyStatus: OccupancyStatus
  /** On the first of the days. Out of order and house use are never offered. */
  blockStatus: 'none' | 'out_of_service'
  /** Of its type: higher is better. */
  upgradeRank: number
  features: string[]
}

export const searchArgs = z.strictObject({ text: z.string().max(200) })

export interface SearchRow {
  /** Null where a guest was found who has no reservation here. */
  reservationId: string | null
  profileId: string
  guestName: string
  email: string | null
  phone: string | null
  confirmationNo: string | null
  arrival: string | null
  departure: string | null
  status: ReservationStatus | null
  unitNumber: string | null
  certainty: Certainty
}
