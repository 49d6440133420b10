import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import type { Subject } from '../support/both-databases.ts'

/** A colleague of Ana Duty's, who is duty manager. Who works here is the owner's to say; terminals have no roles of the database. */
export async function hire(subject: Subject, database: string, propertyId: Uuid, role: string): Promise<Uuid> {
  const id = newId()
  const insert = [
    `INSERT INTO shared.users (id, email, display_name, status, role)
     VALUES ('${id}', '${id}@hotel.invalid', 'Rui Novo', 'active', '${role}')`,
    `INSERT INTO shared.user_property_roles (property_id, user_id, role, display_name)
     VALUES ('${propertyId}', '${id}', '${role}', 'Rui Novo')`,
  ].join('; ')
  await subject.script(database === 'PGlite' ? insert : `RESET ROLE; ${insert}; SET ROLE authenticated_user`)
  return id
}
