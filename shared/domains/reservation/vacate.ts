import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { derivedId, type Uuid } from '../../kernel/ids.ts'
import { setHousekeeping, setOccupancy } from '../property_mgmt/set-unit.ts'
import { settleEntries } from '../resolution/settle.ts'
import { takeUnit } from './assign.ts'
import { isPromised, readPromises, spanOf } from './promises.ts'
import { reRoomPromise } from './re-room.ts'
import { keptUntil, lockReservation, lockUnit, readStaysIn, type StayRecord, type UnitRecord } from './records.ts'
import { tellOversold } from './tell-oversold.ts'

/**
 * After a guest, who holds no promise of it any more, has left a unit: vacant, unless somebody else is in it too, who then holds it; dirty,
 * with a departure task for today.
 */
export async function vacateUnit(db: Database, context: CommandContext, unitId: Uuid): Promise<Resolution[]> {
  const unit = await lockUnit(db, context.propertyId, unitId)
  if (!unit) return []
  const entries = await leave(db, context, unit)
  // Cleaned by somebody who came later than this departure: there is nothing to clean.
  if (await setHousekeeping(db, context, unit, 'dirty')) await addCleaning(db, context, unitId, 'departure')
  return entries
}

/** As `vacateUnit`, of a guest who was never in it: it is as clean as before. */
export async function leaveUnused(db: Database, context: CommandContext, unitId: Uuid): Promise<Resolution[]> {
  const unit = await lockUnit(db, context.propertyId, unitId)
  return unit ? leave(db, context, unit) : []
}

async function leave(db: Database, context: CommandContext, unit: UnitRecord): Promise<Resolution[]> {
  const others = await readStaysIn(db, context.propertyId, unit.id)
  if (others.length === 0) await setOccupancy(db, context.propertyId, unit.id, 'vacant')
  return leaveTo(db, context, unit, others)
}

/** Two guests were in the unit, and one of them was to be moved: whoever is left and came first keeps it, like any guest in house. */
async function leaveTo(
  db: Database,
  context: CommandContext,
  unit: UnitRecord,
  others: readonly StayRecord[],
): Promise<Resolution[]> {
  const { propertyId, businessDate } = context
  for (const { reservationId } of others) {
    if (await isPromised(db, propertyId, reservationId, unit.id, businessDate)) return []
  }
  const reservation = others[0] && (await lockReservation(db, propertyId, others[0].reservationId))
  if (!reservation) return []
  await settleEntries(db, context, 'alone', reservation.id, unit.number)
  // Due out: the unit is theirs until they leave, and nobody's after that.
  if (keptUntil(reservation.arrival, reservation.departure) <= businessDate) return []
  const entries: Resolution[] = []
  const span = spanOf(businessDate, reservation.departure)
  const cause = { how: 'in_house', takenBy: reservation.guestName, unit } as const
  for (const promise of await readPromises(db, propertyId, unit.id, span, reservation.id)) {
    entries.push(...(await reRoomPromise(db, context, promise, cause)))
  }
  await takeUnit(db, context, reservation, unit, { span, locked: false })
  return [...entries, ...(await tellOversold(db, context, reservation, unit, span))]
}

/** A task of today, unless one of its kind is open already. */
export async function addCleaning(
  db: Database,
  context: CommandContext,
  unitId: Uuid,
  type: 'departure' | 'touch_up',
): Promise<void> {
  const { propertyId, businessDate } = context
  await db.execute(
    `INSERT INTO operations.housekeeping_tasks (id, property_id, unit_id, type, scheduled_date)
     SELECT $1::uuid, $2::uuid, $3::uuid, $5::operations.task_type, $4::date
     WHERE NOT EXISTS (
       SELECT FROM operations.housekeeping_tasks
       WHERE property_id = $2::uuid AND unit_id = $3::uuid AND scheduled_date = $4::date AND type = $5::operations.task_type
         AND deleted_at IS NULL AND status IN ('pending', 'assigned', 'in_progress', 'paused'))`,
    [derivedId(context.commandId, 'operations.housekeeping_tasks', unitId), propertyId, unitId, businessDate, type],
  )
}
