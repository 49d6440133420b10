import { type CommandContext, type ExecuteResult, type Refusal } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { no } from '../refusals.ts'
import { settleEntries } from '../resolution/settle.ts'
import { isOfBusinessDay } from './business-day.ts'
import { reverseCheckInInput } from './change-inputs.ts'
import { lockUnit, readStayOf, type ReservationRecord, type StayRecord } from './records.ts'
import { defineStep } from './step.ts'
import { whoOf } from './who.ts'
import { leaveUnused } from './vacate.ts'

/** A check-in that was none: on the same business date, and before anything was charged. The promise of the unit stands. */
export const reverseCheckInCommand = defineStep({
  name: 'v1.reservation.reverseCheckIn',
  input: reverseCheckInInput,
  done: ['not_in_house_yet'],
  execute: reverseCheckIn,
})

async function reverseCheckIn(
  db: Database,
  args: { seen: { unitId: Uuid | null } | null },
  context: CommandContext,
  reservation: ReservationRecord,
): Promise<ExecuteResult> {
  const { propertyId } = context
  const { id, status } = reservation
  const stay = await readStayOf(db, propertyId, id)
  if (!stay) {
    const who = whoOf(reservation)
    return status === 'confirmed' ? no('not_in_house_yet', who) : no('not_in_house', { ...who, status })
  }
  const refusal = await refuseReversal(db, context, reservation, stay, args.seen?.unitId ?? null)
  if (refusal) return { refused: refusal }
  await lockUnit(db, propertyId, stay.unitId)
  await db.execute(`UPDATE guest.stays SET status = 'reversed' WHERE property_id = $1 AND id = $2`, [
    propertyId,
    stay.id,
  ])
  await db.execute(
    `UPDATE reservation.reservations SET status = 'confirmed', checked_in_at = NULL WHERE property_id = $1 AND id = $2`,
    [propertyId, id],
  )
  await settleEntries(db, context, 'reverse', id, stay.unitNumber)
  return { resolutions: await leaveUnused(db, context, stay.unitId) }
}

async function refuseReversal(
  db: Reader,
  { propertyId, businessDate }: CommandContext,
  reservation: ReservationRecord,
  stay: StayRecord,
  seenUnit: Uuid | null,
): Promise<Refusal | undefined> {
  const who = whoOf(reservation)
  const unit = stay.unitNumber
  if (!(await isOfBusinessDay(db, propertyId, businessDate, stay.checkInAt)))
    return no('checked_in_before', { ...who, unit }).refused
  // Where a guest was moved to at another desk is where the guest is.
  if (seenUnit && seenUnit !== stay.unitId) return no('guest_moved', { ...who, unit }).refused
  return (await hasCharges(db, propertyId, reservation.id)) ? no('charges_posted', { ...who, unit }).refused : undefined
}

async function hasCharges(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<boolean> {
  const rows = await db.query(
    `SELECT FROM billing.folios f JOIN billing.folio_line_items l ON l.folio_id = f.id
     WHERE f.property_id = $1 AND f.reservation_id = $2 AND f.deleted_at IS NULL AND l.kind = 'charge'
       AND NOT EXISTS (SELECT FROM billing.folio_line_items r WHERE r.reverses_id = l.id AND r.kind IN ('reversal', 'transfer_out'))
     LIMIT 1`,
    [propertyId, reservationId],
  )
  return rows.length > 0
}
