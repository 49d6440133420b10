import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { entry } from '../resolution/reasons.ts'
import { readStock } from './availability.ts'
import type { Span } from './promises.ts'
import type { ReservationRecord, UnitRecord } from './records.ts'

/** A fact, or a promise that came first, may take a unit of a type that was sold out: then somebody else will find none. */
export async function tellOversold(
  db: Database,
  { propertyId }: CommandContext,
  reservation: ReservationRecord,
  unit: UnitRecord,
  span: Span,
): Promise<Resolution[]> {
  if (unit.unitTypeId === reservation.unitTypeId) return []
  const stock = await readStock(db, propertyId, span, { unitTypeId: unit.unitTypeId })
  const over = stock.find(({ sold, rooms, overbooking }) => sold > rooms + overbooking)
  if (!over) return []
  const { guestName, confirmationNo } = reservation
  const { night, sold, rooms } = over
  const facts = { guestName, confirmationNo, unit: unit.number, unitType: unit.typeName, night, sold, rooms }
  return [entry('type_oversold', facts, { reservationId: reservation.id, unitId: unit.id }, reservation.id)]
}
