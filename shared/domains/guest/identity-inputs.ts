import { z } from 'zod'
import { isoDate, uuid } from '../fields.ts'

export const documentTypes = ['passport', 'id_card', 'driving_licence', 'residence_permit', 'other'] as const
export type DocumentType = (typeof documentTypes)[number]

const country = z.string().regex(/^[A-Z]{2}$/)

/** As they stand on the document that the guest shows: no further than from the page to its own core. */
export const captureIdentityInput = z
  .strictObject({
    profileId: uuid,
    document: z
      .strictObject({
        type: z.enum(documentTypes),
        number: z
          .string()
          .trim()
          .toUpperCase()
          .regex(/^[A-Z0-9][A-Z0-9 ./<-]{2,39}$/),
        country: country.nullable(),
        expiresOn: isoDate.nullable(),
      })
      .optional(),
    dateOfBirth: isoDate.optional(),
  })
  .refine(({ document, dateOfBirth }) => document ?? dateOfBirth, 'nothing to take down')
export type CaptureIdentityInput = z.input<typeof captureIdentityInput>

export const revealIdentityInput = z.strictObject({ profileId: uuid, reason: z.string().trim().max(500) })
export type RevealIdentityInput = z.output<typeof revealIdentityInput>

const TAIL = 3
/** With fewer characters before it a tail would give the number away. */
const HIDDEN_AT_LEAST = 4

/** What of a number is shown while it is masked; null where it is too short to hide. */
export function tailOf(number: string): string | null {
  const bare = number.replace(/[^A-Z0-9]/g, '')
  return bare.length >= HIDDEN_AT_LEAST + TAIL ? bare.slice(-TAIL) : null
}
