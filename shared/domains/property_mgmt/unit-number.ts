import type { Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'

/** As it stands on the door; empty where the unit is not here, or there is none. */
export async function readUnitNumber(db: Reader, propertyId: Uuid, unitId: Uuid | null): Promise<string> {
  const [unit] = await db.query<{ number: string }>(
    'SELECT number FROM property_mgmt.inventory_units WHERE property_id = $1 AND id = $2',
    [propertyId, unitId],
  )
  return unit?.number ?? ''
}
