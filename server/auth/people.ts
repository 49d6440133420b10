import type { Database } from '../../shared/command/database.ts'
import { faultOfPin } from '../../shared/domains/access/pin.ts'
import { hashPin } from '../../shared/node/pin-hash.ts'
import { Problem } from '../problem.ts'
import type { PepperOf } from './pin-pepper.ts'

export interface NewPin {
  readonly propertyId: string
  readonly userId: string
  /** Never kept, never logged. */
  readonly pin: string
  /** Whether they choose their own at the next sign-in, as whoever was given one does. */
  readonly mustChange: boolean
}

/** Head office gives somebody a PIN, as the owner of the database. Throws `Problem` where it is none, or the person does not work there. */
export async function setPin(
  db: Database,
  pepperOf: PepperOf,
  { propertyId, userId, pin, mustChange }: NewPin,
): Promise<void> {
  const fault = faultOfPin(pin)
  if (fault) {
    throw new Problem(
      400,
      fault,
      'A PIN has four to eight digits, and they are not all alike or in a row. Give another.',
    )
  }
  const changed = await db.execute(
    `UPDATE shared.user_property_roles SET pin_hash = $3, pin_set_at = now(), pin_must_change = $4
     WHERE property_id = $1 AND user_id = $2 AND ended_at IS NULL AND deleted_at IS NULL`,
    [propertyId, userId, await hashPin(pepperOf(propertyId), pin), mustChange],
  )
  if (changed > 0) return
  throw new Problem(400, 'person_not_here', 'This person has no role in this property. Give them one first.')
}
