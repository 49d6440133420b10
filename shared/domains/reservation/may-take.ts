import type { Refusal } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { no } from '../refusals.ts'
import { findSoldOutNight } from './availability.ts'
import { isPromised, readPromises, type Span } from './promises.ts'
import { blockIn, lockType, readStaysIn, type ReservationRecord, type UnitRecord } from './records.ts'

/** Undefined where this reservation may be promised this unit for the span. */
export async function refusePromise(
  db: Database,
  propertyId: Uuid,
  reservation: ReservationRecord,
  unit: UnitRecord,
  span: Span,
): Promise<Refusal | undefined> {
  const block = blockIn(unit, span)
  if (block) return no('unit_out_of_order', { unit: unit.number, until: block.until }).refused
  const byType = await refuseType(db, propertyId, reservation, unit, span)
  if (byType) return byType
  const [other] = await readPromises(db, propertyId, unit.id, span, reservation.id)
  if (!other) return undefined
  const { guestName, confirmationNo, from, to } = other
  return no('unit_taken', { unit: unit.number, guestName, confirmationNo, from, to }).refused
}

/** The booked type or a better one that is not sold out; a unit that was promised before is right whatever its type. */
async function refuseType(
  db: Database,
  propertyId: Uuid,
  reservation: ReservationRecord,
  unit: UnitRecord,
  span: Span,
): Promise<Refusal | undefined> {
  if (unit.unitTypeId === reservation.unitTypeId) return undefined
  if (await isPromised(db, propertyId, reservation.id, unit.id)) return undefined
  const lower = await refuseLower(db, propertyId, reservation, unit)
  if (lower) return lower
  await lockType(db, propertyId, unit.unitTypeId)
  // A day use sleeps nowhere: that the night is sold out is no reason to send its guest away.
  if (reservation.arrival === reservation.departure) return undefined
  const options = { overbook: true, exceptReservation: reservation.id }
  const night = await findSoldOutNight(db, propertyId, unit.unitTypeId, span, options)
  return night ? no('type_sold_out', { unitType: unit.typeName, night }).refused : undefined
}

export async function refuseLower(
  db: Database,
  propertyId: Uuid,
  { bookedTypeId }: ReservationRecord,
  unit: UnitRecord,
): Promise<Refusal | undefined> {
  const booked = await lockType(db, propertyId, bookedTypeId)
  if (!booked || unit.rank >= booked.rank) return undefined
  return no('unit_type_lower', { unit: unit.number, unitType: unit.typeName, booked: booked.name }).refused
}

/** Undefined where nobody else is in the unit. */
export async function refuseOccupied(
  db: Database,
  propertyId: Uuid,
  unit: UnitRecord,
  reservationId: Uuid,
): Promise<Refusal | undefined> {
  const others = (await readStaysIn(db, propertyId, unit.id)).filter((stay) => stay.reservationId !== reservationId)
  if (unit.occupancy === 'vacant' && others.length === 0) return undefined
  return no('unit_occupied', { unit: unit.number, guestName: others.at(0)?.guestName ?? null }).refused
}
