import { z } from 'zod'
import { maintenanceCategories, severities } from '../../schema/operations.ts'
import { reason, uuid } from '../fields.ts'

export const reportFaultInput = z
  .strictObject({
    /** Null: not in a unit; then `place` says where. */
    unitId: uuid.nullable(),
    place: z.string().trim().max(200),
    category: z.enum(maintenanceCategories),
    severity: z.enum(severities),
    description: z.string().trim().min(1).max(2000),
  })
  .refine(({ unitId, place }) => unitId !== null || place !== '', 'a unit or a place is expected')
export type ReportFaultInput = z.input<typeof reportFaultInput>

export const faultStepInput = z.strictObject({ requestId: uuid })
export type FaultStepInput = z.input<typeof faultStepInput>

/** A step that says what was done, or why. */
export const faultWordInput = z.strictObject({ requestId: uuid, note: reason })
export type FaultWordInput = z.input<typeof faultWordInput>
