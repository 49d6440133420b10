import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Reason } from './reasons.ts'
import type { Occasion } from './settled-words.ts'

const whereToSleep: readonly Reason[] = ['re_roomed', 'upgraded', 'unit_lost_unassigned', 'assigned_twice']
const beforeArrival: readonly Reason[] = [...whereToSleep, 'waitlisted']
/** Of a stay that does not take place, or not in this house. */
const withoutStay: readonly Reason[] = [...beforeArrival, 'type_oversold', 'occupancy_exceeded']
const whereTheyAre: readonly Reason[] = [
  'oversold_move_now',
  'checked_in_elsewhere',
  'moved_twice',
  'not_ready_occupied',
  'out_of_order_occupied',
  'type_oversold',
]

/** The others are about a night of a type, whosever it is. */
type OfReservation = Exclude<Occasion, 'room' | 'night'>

const settledBy: Readonly<Record<OfReservation, readonly Reason[]>> = {
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
  cancel: withoutStay,
  walk: withoutStay,
  no_show: withoutStay,
  payment: ['card_declined', 'card_declined_after_departure'],
}

/** Who settles, and when. */
export type Settler = Pick<CommandContext, 'propertyId' | 'actor' | 'occurredAt'>

/** An entry that stays open speaks of the world as it is. One that a person marked as done is over too: it is not opened again. */
export async function settleEntries(
  db: Database,
  settler: Settler,
  by: OfReservation,
  reservationId: Uuid,
  unitNumber: string,
): Promise<void> {
  await settleEntriesOf(db, settler, by, [reservationId], unitNumber)
}

/** The same of several reservations. */
export async function settleEntriesOf(
  db: Database,
  settler: Settler,
  by: OfReservation,
  reservationIds: readonly Uuid[],
  unitNumber: string,
): Promise<void> {
  await db.execute(
    `UPDATE sync.resolutions SET status = 'resolved', settled = $6::jsonb, resolved_at = coalesce(resolved_at, $4::timestamptz),
       resolved_by = coalesce(resolved_by, $5)
     WHERE property_id = $1 AND reservation_id = ANY ($2::uuid[]) AND settled IS NULL AND reason = ANY ($3::text[])`,
    [
      settler.propertyId,
      reservationIds,
      settledBy[by],
      hlcInstant(settler.occurredAt),
      settler.actor,
      JSON.stringify({ by, unit: unitNumber }),
    ],
  )
}

/** One entry, by its id. */
export async function settleEntry(db: Database, settler: Settler, by: Occasion, entryId: Uuid): Promise<void> {
  await db.execute(
    `UPDATE sync.resolutions SET status = 'resolved', settled = $5::jsonb, resolved_at = $3::timestamptz, resolved_by = $4
     WHERE property_id = $1 AND id = $2 AND status = 'open'`,
    [settler.propertyId, entryId, hlcInstant(settler.occurredAt), settler.actor, JSON.stringify({ by, unit: '' })],
  )
}
