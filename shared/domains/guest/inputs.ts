import { z } from 'zod'
import { uuid } from '../fields.ts'

export const vipLevels = ['none', 'bronze', 'silver', 'gold', 'platinum'] as const

const change = <T extends z.ZodType>(value: T) => z.strictObject({ from: value, to: value }).optional()
const name = z.string().trim().max(80)

/** What a person changed in the form: the value that was shown, and the new one. */
export const profileChanges = z
  .strictObject({
    firstName: change(name),
    lastName: change(name.min(1)),
    email: change(
      z
        .string()
        .trim()
        .regex(/^[^@\s]+@[^@\s]+$/)
        .max(200)
        .nullable(),
    ),
    phone: change(
      z
        .string()
        .trim()
        .regex(/^[+0-9(][0-9 ()./-]{2,30}$/)
        .nullable(),
    ),
    nationality: change(
      z
        .string()
        .regex(/^[A-Z]{2}$/)
        .nullable(),
    ),
    language: change(
      z
        .string()
        .regex(/^[a-z]{2}(-[A-Z]{2})?$/)
        .nullable(),
    ),
    vipLevel: change(z.enum(vipLevels)),
    notes: change(z.string().max(4000)),
    noPost: change(z.boolean()),
  })
  .refine((changes) => Object.values(changes).some(Boolean), 'nothing was changed')
export type ProfileChanges = z.input<typeof profileChanges>
export type ProfileField = keyof ProfileChanges

export const editInput = z.strictObject({ profileId: uuid, changes: profileChanges })
export type EditInput = z.input<typeof editInput>
