import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { derivedId, type Uuid } from '../../kernel/ids.ts'
import { setHousekeeping, setOccupancy } from '../property_mgmt/set-unit.ts'
import { lockUnit, readStaysIn } from './records.ts'

/** After a guest has left a unit: vacant, unless somebody else is in it too; dirty, with a departure task for today. */
export async function vacateUnit(db: Database, context: CommandContext, unitId: Uuid): Promise<void> {
  const { propertyId } = context
  const unit = await lockUnit(db, propertyId, unitId)
  if (!unit) return
  const others = await readStaysIn(db, propertyId, unitId)
  if (others.length === 0) await setOccupancy(db, propertyId, unitId, 'vacant')
  // Cleaned by somebody who came later than this departure: there is nothing to clean.
  if (!(await setHousekeeping(db, context, unit, 'dirty'))) return
  await addDepartureTask(db, context, unitId)
}

async function addDepartureTask(db: Database, context: CommandContext, unitId: Uuid): Promise<void> {
  const { propertyId, businessDate } = context
  await db.execute(
    `INSERT INTO operations.housekeeping_tasks (id, property_id, unit_id, type, scheduled_date)
     SELECT $1::uuid, $2::uuid, $3::uuid, 'departure', $4::date
     WHERE NOT EXISTS (
       SELECT FROM operations.housekeeping_tasks
       WHERE property_id = $2::uuid AND unit_id = $3::uuid AND scheduled_date = $4::date AND type = 'departure'
         AND deleted_at IS NULL AND status IN ('pending', 'assigned', 'in_progress', 'paused'))`,
    [derivedId(context.commandId, 'operations.housekeeping_tasks', unitId), propertyId, unitId, businessDate],
  )
}
