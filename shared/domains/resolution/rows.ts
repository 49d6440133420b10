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
  reservationId: string | null
  unitId: string | null
  profileId: string | null
  raisedAt: string
  status: 'open' | 'resolved'
  resolvedAt: string | null
  resolvedByName: string | null
  resolutionNote: string | null
  guestName: string | null
  confirmationNo: string | null
}
