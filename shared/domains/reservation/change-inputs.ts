import { z } from 'zod'
import { decimal, isoDate, reason, uuid } from '../fields.ts'

/** What becomes of a reservation after it was made: inputs of the commands that change one. */

const people = z.int().min(0).max(99)

/** Only what was changed: a field that is left out stays as whoever changes it at another desk leaves it. */
export const stayChange = z.strictObject({
  arrival: isoDate.optional(),
  departure: isoDate.optional(),
  adults: people.optional(),
  children: people.optional(),
  unitTypeId: uuid.optional(),
  rateStrategyId: uuid.optional(),
})
export type StayChange = z.output<typeof stayChange>

export const modifyInput = z.strictObject({
  reservationId: uuid,
  change: stayChange,
  /** One price for every night that is still to come, instead of what the rate asks: in the currency of the reservation. */
  override: z.strictObject({ rate: decimal, reason }).optional(),
  /** The promised unit is given up where it cannot be kept. */
  releaseUnit: z.boolean().optional(),
})
export type ModifyInput = z.input<typeof modifyInput>
