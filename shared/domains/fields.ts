import { z } from 'zod'
import { asIsoDate, isIsoDate } from '../kernel/dates.ts'
import { asUuid } from '../kernel/ids.ts'

/** The fields that inputs and arguments of every context are made of. */
export const uuid = z.uuid().transform(asUuid)

export const isoDate = z.string().refine(isIsoDate, 'a date as YYYY-MM-DD is expected').transform(asIsoDate)

/** An amount in the major unit, as PostgreSQL prints it. */
export const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,4})?$/)

export const note = z.string().trim().max(2000)

/** What a person must say to be let through: never empty. */
export const reason = z.string().trim().min(1).max(500)

export const noArgs = z.strictObject({})

/** How sure a row is: as the centre has it, with changes of this terminal that the centre has not confirmed, or waiting for a person. */
export type Certainty = 'synced' | 'queued' | 'review'
