import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Reason } from './reasons.ts'

/** Entries about where somebody will sleep say nothing any more once the guest is in a unit. */
const settledByArrival: readonly Reason[] = ['re_roomed', 'upgraded', 'waitlisted', 'unit_lost_unassigned']
const settledByMove: readonly Reason[] = [...settledByArrival, 'oversold_move_now']

export async function settleEntries(
  db: Database,
  context: CommandContext,
  by: 'arrival' | 'move',
  reservationId: Uuid,
  unitNumber: string,
): Promise<void> {
  await db.execute(
    `UPDATE sync.resolutions SET status = 'resolved', resolved_at = $4::timestamptz, resolved_by = $5, resolution_note = $6
     WHERE property_id = $1 AND reservation_id = $2 AND status = 'open' AND reason = ANY ($3::text[])`,
    [
      context.propertyId,
      reservationId,
      by === 'arrival' ? settledByArrival : settledByMove,
      hlcInstant(context.occurredAt),
      context.actor,
      `${by === 'arrival' ? 'Checked in' : 'Moved'} to unit ${unitNumber}.`,
    ],
  )
}
