import { z } from 'zod'
import { departments } from '../../schema/operations.ts'
import { decimal, isoDate, note, reason, uuid } from '../fields.ts'
import { guaranteeTypes } from './inputs.ts'

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
  /** Another type at the price that was booked, with so much more for each night to come ('0': free). */
  upgrade: z.strictObject({ extra: decimal, reason }).optional(),
  /** The promised unit is given up where it cannot be kept. */
  releaseUnit: z.boolean().optional(),
})
export type ModifyInput = z.input<typeof modifyInput>

const step = { reservationId: uuid, reason }

/** `waiveFee`: what the policy asks for is let go, by somebody who may. */
export const noShowInput = z.strictObject({ ...step, waiveFee: z.boolean().optional() })
export type NoShowInput = z.input<typeof noShowInput>

/** `hotel`: the house to which the guest is brought. */
export const walkInput = z.strictObject({ ...step, hotel: z.string().trim().min(1).max(120) })
export type WalkInput = z.input<typeof walkInput>

export const reinstateInput = z.strictObject(step)
export type ReinstateInput = z.input<typeof reinstateInput>

export const reverseCheckInInput = z.strictObject(step)
export type ReverseCheckInInput = z.input<typeof reverseCheckInInput>

export const expireInput = z.strictObject(step)
export type ExpireInput = z.input<typeof expireInput>

/** An offer or a wait becomes a promise; with a guarantee where the guest gave one. */
export const confirmInput = z.strictObject({ reservationId: uuid, guarantee: z.enum(guaranteeTypes).optional() })
export type ConfirmInput = z.input<typeof confirmInput>

export const guaranteeInput = z.strictObject({ reservationId: uuid, guarantee: z.enum(guaranteeTypes) })
export type GuaranteeInput = z.input<typeof guaranteeInput>

/** A locked promise is not moved to another unit before it is unlocked. */
export const lockUnitInput = z.strictObject({ reservationId: uuid, locked: z.boolean() })
export type LockUnitInput = z.input<typeof lockUnitInput>

/** `from`: the first night in the other unit. */
export const splitStayInput = z.strictObject({ reservationId: uuid, unitId: uuid, from: isoDate })
export type SplitStayInput = z.input<typeof splitStayInput>

export const swapUnitsInput = z.strictObject({ reservationId: uuid, otherReservationId: uuid, reason })
export type SwapUnitsInput = z.input<typeof swapUnitsInput>

export const addTraceInput = z.strictObject({
  reservationId: uuid,
  /** The day by which it is to be done. */
  due: isoDate,
  department: z.enum(departments),
  text: z.string().trim().min(1).max(500),
})
export type AddTraceInput = z.input<typeof addTraceInput>

export const completeTraceInput = z.strictObject({ traceId: uuid })
export type CompleteTraceInput = z.input<typeof completeTraceInput>

/** `from`: the notes that were edited. */
export const setNotesInput = z.strictObject({ reservationId: uuid, from: note, to: note })
export type SetNotesInput = z.input<typeof setNotesInput>

/** Null: as many as the property's percentage allows. */
export const setOverbookingInput = z.strictObject({ unitTypeId: uuid, limit: z.int().min(0).max(999).nullable() })
export type SetOverbookingInput = z.input<typeof setOverbookingInput>
