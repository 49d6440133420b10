import { z } from 'zod'
import { isoDate, reason, uuid } from '../fields.ts'

/** Out of order leaves the inventory; out of service stays in it, and is given last. */
export const blockKinds = ['out_of_order', 'out_of_service'] as const
export type BlockKind = (typeof blockKinds)[number]

/** How a unit may be given back: it is cleaned, or at least looked at, before a guest sees it. */
export const returnStatuses = ['dirty', 'pickup', 'clean'] as const

export const takeOutOfOrderInput = z.strictObject({
  unitId: uuid,
  kind: z.enum(blockKinds),
  /** The business date unless said otherwise. */
  from: isoDate.optional(),
  /** The first day on which it can be used again. */
  until: isoDate,
  reason,
  returnStatus: z.enum(returnStatuses).optional(),
  /** The fault that is the reason. */
  maintenanceRequestId: uuid.optional(),
  /** The block that is changed: another day, another reason. */
  changes: uuid.optional(),
  /** The reservations with a promise of the unit that the person has seen and lets be re-roomed. */
  reRoom: z.array(uuid).max(200).optional(),
})
export type TakeOutOfOrderInput = z.input<typeof takeOutOfOrderInput>

export const returnToServiceInput = z.strictObject({
  unitId: uuid,
  /** The block that ends; the one of today where none is named. */
  blockId: uuid.optional(),
})
export type ReturnToServiceInput = z.input<typeof returnToServiceInput>
