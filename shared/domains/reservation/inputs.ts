import { z } from 'zod'
import { isoDate, note, reason, uuid } from '../fields.ts'

export const guaranteeTypes = ['none', 'card', 'deposit', 'company', 'channel'] as const
export const bookingSources = ['desk', 'phone', 'email', 'walk_in', 'web', 'channel', 'corporate', 'group'] as const

const text = (max: number) => z.string().trim().max(max)

export const guestChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('existing'), profileId: uuid }),
  z.strictObject({
    kind: z.literal('new'),
    firstName: text(80),
    lastName: text(80).min(1),
    email: z
      .string()
      .trim()
      .regex(/^[^@\s]+@[^@\s]+$/)
      .max(200)
      .optional(),
    phone: z
      .string()
      .trim()
      .regex(/^[+0-9(][0-9 ()./-]{2,30}$/)
      .optional(),
    /** ISO 3166-1 alpha-2. */
    nationality: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
  }),
])

export const createInput = z.strictObject({
  guest: guestChoice,
  arrival: isoDate,
  /** The same day as `arrival` is day use. */
  departure: isoDate,
  adults: z.int().min(0).max(99),
  children: z.int().min(0).max(99),
  unitTypeId: uuid,
  rateStrategyId: uuid,
  /** Assigned at once. */
  unitId: uuid.optional(),
  guarantee: z.enum(guaranteeTypes),
  source: z.enum(bookingSources),
  eta: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  notes: note,
  vip: z.boolean().optional(),
  /** Confirmed, unless it is only asked about, held as an option, or waits for a room. */
  status: z.enum(['inquiry', 'tentative', 'confirmed', 'waitlisted']).optional(),
  /** What the rooms of one group have in common. */
  groupCode: z.string().trim().min(1).max(40).optional(),
  /** The last day on which an offer or an option stands. */
  holdUntil: isoDate.optional(),
})
export type CreateInput = z.input<typeof createInput>

export const assignUnitInput = z.strictObject({ reservationId: uuid, unitId: uuid, locked: z.boolean().optional() })
export type AssignUnitInput = z.input<typeof assignUnitInput>

/** Before arrival another promise; in house the guest moves now. */
export const moveUnitInput = z.strictObject({ reservationId: uuid, unitId: uuid, reason })
export type MoveUnitInput = z.input<typeof moveUnitInput>

export const checkInInput = z.strictObject({
  reservationId: uuid,
  /** Where absent: the assigned unit. */
  unitId: uuid.optional(),
  /** Lets a guest into a unit that is not ready. */
  override: z.strictObject({ reason }).optional(),
  /** Lets in who was cancelled or marked a no-show: the reservation stands again, and no fee is owed. */
  reinstate: z.boolean().optional(),
  /** How many keys are handed out. */
  keys: z.int().min(0).max(20).optional(),
})
export type CheckInInput = z.input<typeof checkInInput>

/** What becomes of what is still owed: the company that guaranteed the stay is billed, or it is left open for a reason. */
export const settlement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('city_ledger') }),
  z.strictObject({ kind: z.literal('left_open'), reason }),
])

/** Without a settlement nobody leaves who owes anything. */
export const checkOutInput = z.strictObject({
  reservationId: uuid,
  reason: reason.optional(),
  settlement: settlement.optional(),
})
export type CheckOutInput = z.input<typeof checkOutInput>

/** `waiveFee`: what the policy asks for is let go, by somebody who may. */
export const cancelInput = z.strictObject({ reservationId: uuid, reason, waiveFee: z.boolean().optional() })
export type CancelInput = z.input<typeof cancelInput>
