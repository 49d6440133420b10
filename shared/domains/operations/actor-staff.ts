import type { CommandContext } from '../../command/command.ts'
import type { Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'

/** Who gives the command, as somebody to whom work is assigned; null for whoever is not on the list of staff. */
export async function readStaffId(db: Reader, { propertyId, actor }: CommandContext): Promise<Uuid | null> {
  const [row] = await db.query<{ id: Uuid }>(
    `SELECT id FROM operations.staff WHERE property_id = $1 AND user_id = $2 AND deleted_at IS NULL ORDER BY id LIMIT 1`,
    [propertyId, actor],
  )
  return row?.id ?? null
}
