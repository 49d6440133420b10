import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { entry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { changeType, spanOf } from './promises.ts'
import { findUpgrade } from './re-room.ts'
import { lockType, type ReservationRecord } from './records.ts'
import { setStatus } from './stay.ts'
import { whoOf } from './who.ts'

/**
 * The type has no room for this stay, which holds no unit: a better type free of charge, else the waitlist and a call. It is confirmed when
 * this begins.
 */
export async function upgradeOrWait(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
): Promise<Resolution> {
  const { propertyId } = context
  const { id, unitTypeId, guests, arrival, departure, profileId } = reservation
  const type = await lockType(db, propertyId, unitTypeId)
  await settleEntries(db, context, 're_plan', id, '')
  const need = { reservationId: id, unitTypeId, guests, span: spanOf(arrival, departure) }
  const better = await findUpgrade(db, propertyId, need, { unit: false })
  const [who, concerns] = [whoOf(reservation), { reservationId: id, profileId }]
  const oldType = type?.name ?? ''
  if (better) {
    await changeType(db, propertyId, id, better.type.id, arrival)
    return entry('upgraded', { ...who, oldType, newType: better.type.name, oldUnit: null, newUnit: null }, concerns, id)
  }
  await setStatus(db, propertyId, id, 'waitlisted')
  return entry('waitlisted', { ...who, unitType: oldType, arrival, departure }, concerns, id)
}
