import { createHash } from 'node:crypto'
import { setPin } from '../../server/auth/people.ts'
import type { PepperOf } from '../../server/auth/pin-pepper.ts'
import { DEMO_PROPERTY_IDS } from '../../server/seed/demo.ts'
import type { Database } from '../../shared/command/database.ts'
import { faultOfPin } from '../../shared/domains/access/pin.ts'
import { isPin } from '../../shared/node/pin-hash.ts'

/** By property and person: 'property/person'. Of the demo's invented people alone. */
export type DemoPins = ReadonlyMap<string, string>

export const keyOfPin = (propertyId: string, userId: string) => `${propertyId}/${userId}`

/** Gives the people of the demo houses who have no PIN one each, and tells those that still hold. Nobody else's PIN is ever known. */
export async function giveDemoPins(db: Database, pepperOf: PepperOf): Promise<DemoPins> {
  const people = await db.query<{ propertyId: string; userId: string; pinHash: string | null }>(
    `SELECT property_id AS "propertyId", user_id AS "userId", pin_hash AS "pinHash" FROM shared.user_property_roles
     WHERE property_id = ANY ($1::uuid[]) AND ended_at IS NULL AND deleted_at IS NULL`,
    [DEMO_PROPERTY_IDS],
  )
  const pins = new Map<string, string>()
  for (const { propertyId, userId, pinHash } of people) {
    const pin = demoPin(userId)
    if (pinHash === null) await setPin(db, pepperOf, { propertyId, userId, pin, mustChange: false })
    else if (!(await isPin(pepperOf(propertyId), pin, pinHash))) continue
    pins.set(keyOfPin(propertyId, userId), pin)
  }
  return pins
}

/** The same for each start: four digits that follow from who it is. */
function demoPin(userId: string): string {
  for (let n = 0; ; n++) {
    const number = createHash('sha256').update(`${userId} ${n}`).digest().readUInt32BE(0)
    const pin = String(number % 10_000).padStart(4, '0')
    if (faultOfPin(pin) === null) return pin
  }
}
