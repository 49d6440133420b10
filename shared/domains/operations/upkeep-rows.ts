import { z } from 'zod'
import type {
  MaintenanceCategory,
  MaintenanceStatus,
  Priority,
  RequestCategory,
  RequestStatus,
  Severity,
} from '../../schema/operations.ts'
import type { BlockStatus } from '../../schema/property_mgmt.ts'
import { uuid, type Certainty } from '../fields.ts'

/** All that are open, or those of one unit. */
export const faultsArgs = z.strictObject({ unitId: uuid.optional() })

export interface FaultRow {
  requestId: string
  unitId: string | null
  unitNumber: string | null
  /** Where it is, in or outside a unit; may be empty. */
  place: string
  category: MaintenanceCategory
  severity: Severity
  status: MaintenanceStatus
  description: string
  /** What other desks said of the same fault. */
  alsoReported: string[]
  /** ISO 8601 instant. */
  reportedAt: string
  reportedByName: string | null
  assignedName: string | null
  /** What was done, or why it waits. */
  outcome: string | null
  blockStatus: BlockStatus | null
  blockUntil: string | null
  certainty: Certainty
}

export interface ServiceRow {
  requestId: string
  unitId: string | null
  unitNumber: string | null
  guestName: string | null
  reservationId: string | null
  category: RequestCategory
  priority: Priority
  status: RequestStatus
  description: string
  /** ISO 8601 instants. */
  requestedAt: string
  acknowledgedAt: string | null
  assignedName: string | null
  /** Answered in time; null while it is not answered. */
  inTime: boolean | null
  certainty: Certainty
}
