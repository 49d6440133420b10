import { z } from 'zod'
import { note, uuid } from '../fields.ts'

export const completeTaskInput = z.strictObject({ taskId: uuid, result: note.optional() })
export type CompleteTaskInput = z.input<typeof completeTaskInput>
