import type { Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { policySnapshot, type PolicySnapshot } from './cancellation-fee.ts'

/** As it stands today; a reservation keeps the one that it was made with. */
export async function readPolicy(db: Reader, propertyId: Uuid, policyId: Uuid): Promise<PolicySnapshot | null> {
  const [row] = await db.query(
    `SELECT code, name, tiers, no_show_pct, anchor FROM reservation.cancellation_policies
     WHERE property_id = $1 AND id = $2`,
    [propertyId, policyId],
  )
  return row ? policySnapshot.parse(row) : null
}

/** Null where the rate names none or is not here. */
export async function readPolicyOfRate(
  db: Reader,
  propertyId: Uuid,
  rateStrategyId: Uuid,
): Promise<PolicySnapshot | null> {
  const [row] = await db.query<{ policyId: Uuid | null }>(
    'SELECT cancellation_policy_id AS "policyId" FROM property_mgmt.rate_strategies WHERE property_id = $1 AND id = $2',
    [propertyId, rateStrategyId],
  )
  return row?.policyId ? readPolicy(db, propertyId, row.policyId) : null
}
