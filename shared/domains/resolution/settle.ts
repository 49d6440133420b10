import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Reason } from './reasons.ts'

/** What makes entries about a reservation say nothing any more. */
export type Occasion =
  | 'assign'
  | 'arrival'
  | 'move'
  | 'alone'
  | 'departure'
  | 'cancel'
  | 're_plan'
  | 'change'
  | 'promote'
  | 'reinstate'
  | 'reverse'

const whereToSleep: readonly Reason[] = ['re_roomed', 'upgraded', 'unit_lost_unassigned']
const beforeArrival: readonly Reason[] = [...whereToSleep, 'waitlisted']
const whereTheyAre: readonly Reason[] = [
  'oversold_move_now',
  'checked_in_elsewhere',
  'not_ready_occupied',
  'out_of_order_occupied',
  'type_oversold',
]

const settledBy: Readonly<Record<Occasion, readonly Reason[]>> = {
  assign: whereToSleep,
  re_plan: whereToSleep,
  arrival: beforeArrival,
  move: [...beforeArrival, ...whereTheyAre],
  alone: ['oversold_move_now'],
  departure: [...beforeArrival, ...whereTheyAre, 'stay_dates_differ', 'occupancy_exceeded', 'extended_oversold'],
  promote: ['waitlisted'],
  reinstate: ['changed_after_end'],
  reverse: [...whereTheyAre, 'stay_dates_differ', 'reinstated'],
  change: ['stay_dates_differ', 'occupancy_exceeded'],
  cancel: [...beforeArrival, 'type_oversold', 'occupancy_exceeded'],
}

const notes: Readonly<Record<Occasion, (unit: string) => string>> = {
  assign: (unit) => `Unit ${unit} was assigned.`,
  re_plan: (unit) => `Unit ${unit} was lost again: see the newer entry.`,
  arrival: (unit) => `Checked in to unit ${unit}.`,
  move: (unit) => `Moved to unit ${unit}.`,
  alone: (unit) => `The other guest has left unit ${unit}.`,
  departure: (unit) => `Checked out of unit ${unit}.`,
  promote: () => 'The reservation was confirmed.',
  reinstate: () => 'The reservation was reinstated.',
  reverse: (unit) => `The check-in to unit ${unit} was taken back.`,
  change: () => 'The stay was changed.',
  cancel: () => 'The reservation was cancelled.',
}

/** An entry that stays open speaks of the world as it is. */
export async function settleEntries(
  db: Database,
  context: CommandContext,
  by: Occasion,
  reservationId: Uuid,
  unitNumber: string,
): Promise<void> {
  await db.execute(
    `UPDATE sync.resolutions SET status = 'resolved', resolved_at = $4::timestamptz, resolved_by = $5, resolution_note = $6
     WHERE property_id = $1 AND reservation_id = $2 AND status = 'open' AND reason = ANY ($3::text[])`,
    [
      context.propertyId,
      reservationId,
      settledBy[by],
      hlcInstant(context.occurredAt),
      context.actor,
      notes[by](unitNumber),
    ],
  )
}
