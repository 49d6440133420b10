import { z } from 'zod'
import { decimal, uuid } from '../fields.ts'

/** `float` is the cash that was counted in. */
export const openDrawerInput = z.strictObject({
  drawerId: uuid,
  float: decimal.refine((amount) => !amount.startsWith('-'), 'not below zero'),
})
export type OpenDrawerInput = z.input<typeof openDrawerInput>
