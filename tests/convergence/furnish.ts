import type { Database } from '../../shared/command/database.ts'
import { newId } from '../../shared/kernel/ids.ts'
import type { SmallHotel } from '../contract/fixture.ts'

/** What a shift needs beside a small hotel: codes under which nights and sundries are posted, and a colleague. */
export async function furnishForShift(db: Database, { propertyId }: SmallHotel): Promise<void> {
  await db.execute(
    `INSERT INTO billing.transaction_codes (property_id, code, name, revenue_group, tax_code)
     VALUES ($1, 'ROOM', 'Room', 'rooms', 'ROOM'), ($1, 'MISC', 'Sundries', 'miscellaneous', 'DRINK')`,
    [propertyId],
  )
  const ben = newId()
  await db.execute(
    `INSERT INTO shared.users (id, email, display_name, status, role) VALUES ($1, $2, 'Ben Desk', 'active', 'front_desk')`,
    [ben, `${ben}@hotel.invalid`],
  )
  await db.execute(
    `INSERT INTO shared.user_property_roles (property_id, user_id, role, display_name) VALUES ($1, $2, 'front_desk', 'Ben Desk')`,
    [propertyId, ben],
  )
}
