import type { Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'

/** Somebody who works in the property now. */
export interface Colleague {
  /** Of the role's row. */
  readonly id: Uuid
  readonly role: string
  readonly person: string
  readonly pinSetAt: string | null
}

export async function readColleague(db: Reader, propertyId: Uuid, userId: Uuid): Promise<Colleague | undefined> {
  const [row] = await db.query<Colleague>(
    `SELECT id, role, display_name AS person, pin_set_at AS "pinSetAt" FROM shared.user_property_roles
     WHERE user_id = $2 AND property_id = $1 AND ended_at IS NULL AND deleted_at IS NULL`,
    [propertyId, userId],
  )
  return row
}
