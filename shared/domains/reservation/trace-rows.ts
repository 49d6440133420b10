import { z } from 'zod'
import type { Department } from '../../schema/operations.ts'
import { uuid, type Certainty } from '../fields.ts'

export const tracesArgs = z.strictObject({ reservationId: uuid.optional() })

export interface TraceRow {
  traceId: string
  reservationId: string
  confirmationNo: string
  guestName: string
  due: string
  department: Department
  text: string
  doneAt: string | null
  doneByName: string | null
  certainty: Certainty
}
