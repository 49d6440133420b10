import type { Database, Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Span } from './promises.ts'
import type { FreeUnitRow } from './rows.ts'

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
  for (const candidate of await readFreeUnits(db, propertyId, { unitTypeId, span })) {
    if (except.includes(candidate.unitId)) continue
    const locked = await db.query(
      'SELECT id FROM property_mgmt.inventory_units WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED',
      [candidate.unitId],
    )
    if (locked.length === 0) continue
    const [still] = await readFreeUnits(db, propertyId, { unitId: candidate.unitId, span })
    if (still) return still
  }
  return undefined
}

export interface FreeUnitsWanted {
  readonly span: Span
  readonly unitTypeId?: Uuid | undefined
  readonly unitId?: Uuid
  /** Its own promises do not stand in its way. */
  readonly reservationId?: Uuid | undefined
}

const OUT_OF_SERVICE = `(u.block_status = 'out_of_service' AND (u.block_until IS NULL OR $3::date < u.block_until))`

/** Out of service can be given, but last. A guest who is in a unit without a promise (oversold) holds it too. */
export async function readFreeUnits(
  db: Reader,
  propertyId: Uuid,
  wanted: FreeUnitsWanted,
): Promise<(FreeUnitRow & { unitId: Uuid })[]> {
  const { span, unitTypeId = null, unitId = null, reservationId = null } = wanted
  return db.query(
    `SELECT u.id AS "unitId", u.number, u.floor, u.unit_type_id AS "unitTypeId", t.code AS "unitTypeCode",
       u.housekeeping_status AS "housekeepingStatus", u.occupancy_status AS "occupancyStatus",
       CASE WHEN ${OUT_OF_SERVICE} THEN 'out_of_service' ELSE 'none' END AS "blockStatus",
       t.upgrade_rank AS "upgradeRank", u.features
     FROM property_mgmt.inventory_units u
     JOIN property_mgmt.unit_types t ON t.id = u.unit_type_id
     WHERE u.property_id = $1 AND u.deleted_at IS NULL AND ($2::uuid IS NULL OR u.unit_type_id = $2::uuid)
       AND ($5::uuid IS NULL OR u.id = $5::uuid)
       AND NOT (u.block_status IN ('out_of_order', 'house_use') AND (u.block_until IS NULL OR $3::date < u.block_until))
       AND NOT EXISTS (
         SELECT FROM property_mgmt.unit_blocks b
         WHERE b.unit_id = u.id AND b.dates && daterange($3::date, $4::date) AND b.kind IN ('out_of_order', 'house_use')
           AND b.status = 'planned' AND b.deleted_at IS NULL)
       AND NOT EXISTS (
         SELECT FROM reservation.unit_assignments a
         WHERE a.unit_id = u.id AND a.stay && daterange($3::date, $4::date) AND a.active AND a.deleted_at IS NULL
           AND a.reservation_id IS DISTINCT FROM $6::uuid)
       AND NOT EXISTS (
         SELECT FROM guest.stays s JOIN reservation.reservations r ON r.id = s.reservation_id
         WHERE s.property_id = $1 AND s.unit_id = u.id AND s.status = 'in_house' AND s.deleted_at IS NULL
           AND r.departure > $3::date AND s.reservation_id IS DISTINCT FROM $6::uuid)
     ORDER BY t.upgrade_rank, ${OUT_OF_SERVICE}, u.occupancy_status, u.housekeeping_status NOT IN ('clean', 'inspected'), u.number`,
    [propertyId, unitTypeId, span.from, span.to, unitId, reservationId],
  )
}
