import { z } from 'zod'
import { isoDate, note, reason, uuid } from '../fields.ts'
import { bookingSources, guaranteeTypes, guestChoice } from './inputs.ts'

/** The higher is called first. */
const priority = z.int().min(0).max(9)

/** Nights of a type that is sold out. */
export const addToWaitlistInput = z.strictObject({
  guest: guestChoice,
  unitTypeId: uuid,
  arrival: isoDate,
  departure: isoDate,
  guests: z.int().min(1).max(99),
  priority,
  notes: note,
})
export type AddToWaitlistInput = z.input<typeof addToWaitlistInput>

const entryId = { entryId: uuid }

export const setPriorityInput = z.strictObject({ ...entryId, priority })
export type SetPriorityInput = z.input<typeof setPriorityInput>

/** The guest was told that there is room. */
export const offerWaitingInput = z.strictObject(entryId)
export type OfferWaitingInput = z.input<typeof offerWaitingInput>

/** The guest does not want it now, and waits on. */
export const declineWaitingInput = z.strictObject(entryId)
export type DeclineWaitingInput = z.input<typeof declineWaitingInput>

export const leaveWaitlistInput = z.strictObject({ ...entryId, reason })
export type LeaveWaitlistInput = z.input<typeof leaveWaitlistInput>

export const lapseWaitingInput = z.strictObject(entryId)
export type LapseWaitingInput = z.input<typeof lapseWaitingInput>

/** The wait is over: a reservation at the prices of now. */
export const bookWaitingInput = z.strictObject({
  ...entryId,
  rateStrategyId: uuid,
  guarantee: z.enum(guaranteeTypes),
  source: z.enum(bookingSources),
})
export type BookWaitingInput = z.input<typeof bookWaitingInput>
