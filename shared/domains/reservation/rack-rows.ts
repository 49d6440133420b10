import { z } from 'zod'
import { daysBetween } from '../../kernel/dates.ts'
import type { BlockStatus, OccupancyStatus } from '../../schema/property_mgmt.ts'
import { isoDate, noArgs, type Certainty } from '../fields.ts'
import type { HousekeepingStatus } from '../property_mgmt/inputs.ts'
import type { ReservationStatus } from './status.ts'

/** Arguments and answers of the queries rack.*: types only, so that a page imports no handler. */

export const rackUnitsArgs = noArgs

/** Days that one question may be about: the longest view with what lies beside it. */
const MOST_DAYS = 366

/** Days from `from` up to but without `to`. */
export const rackWindow = z
  .strictObject({ from: isoDate, to: isoDate })
  .refine(({ from, to }) => from < to && daysBetween(from, to) <= MOST_DAYS, `1 to ${MOST_DAYS} days are expected`)

export interface RackUnitRow {
  unitId: string
  number: string
  floor: string
  unitTypeId: string
  unitTypeCode: string
  unitTypeName: string
  /** Of its type: higher is better. */
  upgradeRank: number
  housekeepingStatus: HousekeepingStatus
  occupancyStatus: OccupancyStatus
  certainty: Certainty
}

/**
 * What a bar stands for: a unit that is promised; a reservation that wants one; a guest who is in a unit that is not promised to them, which
 * is a fact.
 */
export type Placement = 'promised' | 'unassigned' | 'fact'

/** One stretch of a reservation in one unit, or in none. */
export interface RackStayRow {
  /** The assignment, or the reservation where none stands behind it. */
  barId: string
  placement: Placement
  unitId: string | null
  /** The first night, and the day after the last; in house it reaches the business date at least. */
  from: string
  to: string
  locked: boolean
  reservationId: string
  confirmationNo: string
  guestName: string
  vip: boolean
  /** The type of its nights; an upgrade has changed it. */
  unitTypeId: string
  arrival: string
  departure: string
  groupCode: string | null
  status: ReservationStatus
  certainty: Certainty
}

export interface RackBlockRow {
  blockId: string
  unitId: string
  kind: Exclude<BlockStatus, 'none'>
  from: string
  /** The first day after it; null until further notice. */
  to: string | null
  reason: string
}

export interface RackNightRow {
  night: string
  unitTypeId: string
  /** Units that are not out of order. */
  rooms: number
  sold: number
}
