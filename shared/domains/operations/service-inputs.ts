import { z } from 'zod'
import { priorities, requestCategories } from '../../schema/operations.ts'
import { note, reason, uuid } from '../fields.ts'

export const requestServiceInput = z.strictObject({
  /** Whose wish it is; null: nobody's who is in house. */
  reservationId: uuid.nullable(),
  /** Where to; of a guest, where the guest is unless said otherwise. */
  unitId: uuid.nullable(),
  category: z.enum(requestCategories),
  priority: z.enum(priorities),
  description: z.string().trim().min(1).max(2000),
})
export type RequestServiceInput = z.input<typeof requestServiceInput>

export const acknowledgeServiceInput = z.strictObject({ requestId: uuid })
export type AcknowledgeServiceInput = z.input<typeof acknowledgeServiceInput>

export const completeServiceInput = z.strictObject({ requestId: uuid, note: note.optional() })
export type CompleteServiceInput = z.input<typeof completeServiceInput>

export const cancelServiceInput = z.strictObject({ requestId: uuid, reason })
export type CancelServiceInput = z.input<typeof cancelServiceInput>
