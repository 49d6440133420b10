import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { pathBetween } from '../transitions.ts'
import type { ReservationRecord } from './records.ts'
import { reservationStates, type ReservationStatus } from './status.ts'

/** Writes the stay and brings the reservation in house by allowed steps. False where its state lets nobody in: the stay stands alone. */
export async function enterHouse(
  db: Database,
  context: CommandContext,
  entering: { stayId: Uuid; reservation: ReservationRecord; unitId: Uuid; at: string; keys: number | null },
): Promise<boolean> {
  const { stayId, reservation, unitId, at, keys } = entering
  const { propertyId } = context
  await db.execute(
    `INSERT INTO guest.stays (id, property_id, profile_id, reservation_id, unit_id, check_in_at, currency, keys_given)
     SELECT $1::uuid, property_id, profile_id, id, $4::uuid, $5::timestamptz, currency, $6::smallint
     FROM reservation.reservations WHERE property_id = $2 AND id = $3`,
    [stayId, propertyId, reservation.id, unitId, at, keys],
  )
  const steps = pathBetween(reservationStates, reservation.status, 'checked_in')
  if (!steps) return false
  for (const step of steps) await setStatus(db, propertyId, reservation.id, step)
  await db.execute(
    `UPDATE reservation.reservations
     SET checked_in_at = $3::timestamptz, cancelled_at = NULL, cancel_reason = NULL, cancel_fee = NULL
     WHERE property_id = $1 AND id = $2`,
    [propertyId, reservation.id, at],
  )
  return true
}

export async function leaveHouse(
  db: Database,
  context: CommandContext,
  leaving: { stayId: Uuid; reservation: ReservationRecord },
): Promise<void> {
  const { propertyId, occurredAt } = context
  const at = hlcInstant(occurredAt)
  await db.execute(
    `UPDATE guest.stays SET status = 'departed', check_out_at = $3::timestamptz WHERE property_id = $1 AND id = $2`,
    [propertyId, leaving.stayId, at],
  )
  if (leaving.reservation.status !== 'checked_in') return
  await db.execute(
    `UPDATE reservation.reservations SET status = 'checked_out', checked_out_at = $3::timestamptz
     WHERE property_id = $1 AND id = $2`,
    [propertyId, leaving.reservation.id, at],
  )
}

export async function setStatus(db: Database, propertyId: Uuid, id: Uuid, status: ReservationStatus): Promise<void> {
  await db.execute('UPDATE reservation.reservations SET status = $3 WHERE property_id = $1 AND id = $2', [
    propertyId,
    id,
    status,
  ])
}
