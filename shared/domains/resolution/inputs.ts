import { z } from 'zod'
import { reason, uuid } from '../fields.ts'

/** `note` says what was done about it. */
export const resolveInput = z.strictObject({ resolutionId: uuid, note: reason })
export type ResolveInput = z.input<typeof resolveInput>

export const reopenInput = z.strictObject({ resolutionId: uuid })
export type ReopenInput = z.input<typeof reopenInput>
