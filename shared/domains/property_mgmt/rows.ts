import type { Certainty } from '../fields.ts'
import { noArgs } from '../fields.ts'
import type { HousekeepingStatus } from './inputs.ts'
import type { BlockStatus, OccupancyStatus } from '../../schema/property_mgmt.ts'

export const unitListArgs = noArgs

export interface UnitRow {
  unitId: string
  number: string
  floor: string
  wing: string
  unitTypeCode: string
  unitTypeName: string
  occupancyStatus: OccupancyStatus
  housekeepingStatus: HousekeepingStatus
  blockStatus: BlockStatus
  /** The block of now or the next one, with its days; null where there is none, or none with dates. */
  blockId: string | null
  blockKind: Exclude<BlockStatus, 'none'> | null
  blockFrom: string | null
  blockUntil: string | null
  blockReason: string | null
  /** Who is in house; several names where two were put into one unit. */
  guestName: string | null
  reservationId: string | null
  departure: string | null
  /** Assigned and due in today. */
  arrivingGuest: string | null
  taskId: string | null
  taskType: string | null
  taskStatus: string | null
  assignedName: string | null
  certainty: Certainty
}
