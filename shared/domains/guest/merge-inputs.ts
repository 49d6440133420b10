import { z } from 'zod'
import { uuid } from '../fields.ts'
import { profileChanges } from './inputs.ts'

/** Two records are one guest: what of the survivor is to be as the other has it, or as a person wrote it. */
export const mergeInput = z.strictObject({ survivorId: uuid, mergedId: uuid, changes: profileChanges.optional() })
export type MergeInput = z.input<typeof mergeInput>

/** Two records that were suggested as one guest, and are two. */
export const tellApartInput = z.strictObject({ profileId: uuid, otherId: uuid })
export type TellApartInput = z.input<typeof tellApartInput>
