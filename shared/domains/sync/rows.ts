import type { Refusal } from '../../command/command.ts'
import { noArgs } from '../fields.ts'

export const pendingArgs = noArgs

/** A command of this terminal that the centre has not confirmed. */
export interface PendingCommandRow {
  commandId: string
  seq: number
  name: string
  args: unknown
  /** ISO 8601: the instant of the command's clock reading. */
  occurredAt: string
  /** The refusal that the last replay here met: a prediction. */
  predicted: Refusal | null
}
