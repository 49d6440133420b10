import { z } from 'zod'
import {
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { reason, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { checkOutInput } from './inputs.ts'
import { endPromises } from './promises.ts'
import { lockReservation, lockUnit, readStayOf, type ReservationRecord } from './records.ts'
import { leaveHouse } from './stay.ts'
import { readSubject, subjectFields, subjectKeys, subjectRows } from './subject.ts'
import { vacateUnit } from './vacate.ts'

const args = z.strictObject({ reservationId: uuid, reason: reason.nullable(), ...subjectFields })
type Args = z.output<typeof args>

export const checkOutCommand = defineCommand({
  name: 'v1.reservation.checkOut',
  input: checkOutInput,
  args,
  async prepare({ reservationId, reason }, { db, propertyId }): Promise<Args> {
    return { reservationId, reason: reason ?? null, ...(await readSubject(db, propertyId, reservationId)) }
  },
  keys: (args) => subjectKeys(args.reservationId, args),
  seen: (args) => subjectRows(args.reservationId, args.seen?.unitId),
  execute: checkOut,
  reconcile: reconcileCheckOut,
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'open_reservation', { reservationId }),
})

async function checkOut(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const reservation = await lockReservation(db, context.propertyId, args.reservationId)
  if (!reservation) return no('reservation_not_found')
  const { guestName, confirmationNo, status } = reservation
  const stay = await readStayOf(db, context.propertyId, reservation.id)
  if (!stay) {
    return status === 'checked_out'
      ? no('already_departed', { guestName, confirmationNo })
      : no('not_in_house', { guestName, confirmationNo, status })
  }
  // Locked before the stay changes: whoever decides about this unit waits for what becomes of it.
  await lockUnit(db, context.propertyId, stay.unitId)
  await leaveHouse(db, context, { stayId: stay.id, reservation })
  await endPromises(db, context.propertyId, reservation.id, context.businessDate)
  await settleEntries(db, context, 'departure', reservation.id, stay.unitNumber)
  const resolutions = await vacateUnit(db, context, stay.unitId)
  await shortenStay(db, context, reservation)
  return { resolutions }
}

/**
 * An early departure gives the nights back that were not slept; the first night stays owed. The price that was quoted stands in the snapshot.
 */
async function shortenStay(db: Database, context: CommandContext, reservation: ReservationRecord): Promise<void> {
  const { propertyId, businessDate } = context
  if (businessDate >= reservation.departure) return
  const departure = businessDate > reservation.arrival ? businessDate : reservation.arrival
  await db.execute('UPDATE reservation.reservations SET departure = $3::date WHERE property_id = $1 AND id = $2', [
    propertyId,
    reservation.id,
    departure,
  ])
  await db.execute(
    `UPDATE reservation.reservation_line_items SET deleted_at = shared.command_time()
     WHERE property_id = $1 AND reservation_id = $2 AND kind = 'room' AND night >= $3::date AND night > $4::date
       AND deleted_at IS NULL`,
    [propertyId, reservation.id, departure, reservation.arrival],
  )
}

/** The first check-out wins; the second has nothing left to do, and nobody needs to hear of it. */
function reconcileCheckOut(
  _db: Database,
  _args: Args,
  _context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  return Promise.resolve(refusal.code === 'already_departed' ? [] : undefined)
}
