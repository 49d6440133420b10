import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Span } from './promises.ts'

export interface FoundUnit {
  readonly unitId: Uuid
  readonly number: string
}

/**
 * A unit of this type that can be promised for all the days: vacant and ready ones first. Units that another transaction is deciding about
 * are passed over; what was counted before the lock is checked again under it.
 */
export async function findFreeUnit(
  db: Database,
  propertyId: Uuid,
  unitTypeId: Uuid,
  span: Span,
  except: readonly Uuid[] = [],
): Promise<FoundUnit | undefined> {
  for (const candidate of await freeUnits(db, propertyId, { unitTypeId, span, except })) {
    const locked = await db.query(
      'SELECT id FROM property_mgmt.inventory_units WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED',
      [candidate.unitId],
    )
    if (locked.length === 0) continue
    const [still] = await freeUnits(db, propertyId, { unitId: candidate.unitId, unitTypeId, span, except })
    if (still) return still
  }
  return undefined
}

function freeUnits(
  db: Database,
  propertyId: Uuid,
  wanted: { unitTypeId: Uuid; unitId?: Uuid; span: Span; except: readonly Uuid[] },
): Promise<FoundUnit[]> {
  const { from, to } = wanted.span
  return db.query<FoundUnit>(
    `SELECT u.id AS "unitId", u.number FROM property_mgmt.inventory_units u
     WHERE u.property_id = $1 AND u.unit_type_id = $2 AND u.deleted_at IS NULL
       AND ($6::uuid IS NULL OR u.id = $6::uuid) AND u.id <> ALL ($5::uuid[]) AND ${UNIT_IS_FREE}
     ORDER BY u.occupancy_status, u.housekeeping_status NOT IN ('clean', 'inspected'), u.number`,
    [propertyId, wanted.unitTypeId, from, to, wanted.except, wanted.unitId ?? null],
  )
}

/** $3 and $4: the first day and the first day after. A guest who is in the unit without a promise (oversold) holds it too. */
export const UNIT_IS_FREE = `NOT (u.block_status IN ('out_of_order', 'house_use') AND (u.block_until IS NULL OR $3::date < u.block_until))
  AND NOT EXISTS (
    SELECT FROM reservation.unit_assignments a
    WHERE a.unit_id = u.id AND a.stay && daterange($3::date, $4::date) AND a.active AND a.deleted_at IS NULL)
  AND NOT EXISTS (
    SELECT FROM guest.stays s JOIN reservation.reservations r ON r.id = s.reservation_id
    WHERE s.property_id = $1 AND s.unit_id = u.id AND s.status = 'in_house' AND s.deleted_at IS NULL AND r.departure > $3::date)`
