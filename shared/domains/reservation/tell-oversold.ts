import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
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
  return tell(db, propertyId, reservation, unit, { id: unit.unitTypeId, name: unit.typeName }, span)
}

/** It had been given up, and its guest is in house after all: its nights may have been sold meanwhile. */
export async function tellSoldMeanwhile(
  db: Database,
  { propertyId }: CommandContext,
  reservation: ReservationRecord,
  unit: UnitRecord,
  span: Span,
): Promise<Resolution[]> {
  const [type] = await db.query<UnitType>(
    'SELECT id, name FROM property_mgmt.unit_types WHERE property_id = $1 AND id = $2',
    [propertyId, reservation.unitTypeId],
  )
  return type ? tell(db, propertyId, reservation, unit, type, span) : []
}

interface UnitType {
  readonly id: Uuid
  readonly name: string
}

async function tell(
  db: Database,
  propertyId: Uuid,
  { id, guestName, confirmationNo }: ReservationRecord,
  unit: UnitRecord,
  type: UnitType,
  span: Span,
): Promise<Resolution[]> {
  const stock = await readStock(db, propertyId, span, { unitTypeId: type.id })
  const over = stock.find(({ sold, rooms, overbooking }) => sold > rooms + overbooking)
  if (!over) return []
  const { night, sold, rooms } = over
  const facts = { guestName, confirmationNo, unit: unit.number, unitType: type.name, night, sold, rooms }
  return [entry('type_oversold', facts, { reservationId: id, unitId: unit.id }, `${id}/${type.id}`)]
}
