import { z } from 'zod'
import type { Refusal } from '../../command/command.ts'

export const resolutionListArgs = z.strictObject({ status: z.enum(['open', 'resolved', 'all']) })

export interface ResolutionRow {
  resolutionId: string
  reason: string
  facts: Refusal['facts']
  nextStep: string
  outcome: 'applied' | 'applied_with_changes' | 'refused'
  commandName: string
  /** The arguments of a command that was refused and may be given again (given-again.ts); the dialog reads what it asks for. */
  entered: unknown
  reservationId: string | null
  unitId: string | null
  profileId: string | null
  raisedAt: string
  /** Who gave the command, and where. */
  givenByName: string | null
  terminalName: string | null
  status: 'open' | 'resolved'
  resolvedAt: string | null
  resolvedByName: string | null
  resolutionNote: string | null
  /** What has happened since and settled it, instead of a person: then it is not opened again. */
  settled: { by: string; unit: string } | null
  /** The guest of the reservation is in a unit now. */
  inHouse: boolean
  guestName: string | null
  confirmationNo: string | null
}
