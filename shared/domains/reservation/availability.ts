import type { Reader } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'

/** One type on one night. */
export interface NightStock {
  readonly unitTypeId: Uuid
  readonly night: IsoDate
  /** Units that are not out of order that night. */
  readonly rooms: number
  /** How many more than `rooms` may be sold. */
  readonly overbooking: number
  readonly sold: number
}

/**
 * Sold counts the room lines of reservations that still hold a room: a guest who has departed holds none. `exceptReservation` does not
 * stand in its own way.
 */
export async function readStock(
  db: Reader,
  propertyId: Uuid,
  nights: { readonly from: IsoDate; readonly to: IsoDate },
  only: { readonly unitTypeId?: Uuid | undefined; readonly exceptReservation?: Uuid | undefined } = {},
): Promise<NightStock[]> {
  return db.query<NightStock>(
    `SELECT t.id AS "unitTypeId", n.night, coalesce(u.rooms, 0)::integer AS rooms,
       coalesce(t.overbooking_limit, floor(coalesce(u.units, 0) * p.overbooking_pct / 100))::integer AS overbooking, coalesce(l.sold, 0)::integer AS sold
     FROM property_mgmt.unit_types t
     JOIN property_mgmt.properties p ON p.id = t.property_id
     CROSS JOIN (SELECT day::date AS night FROM generate_series($2::date, $3::date - 1, interval '1 day') AS day) n
     LEFT JOIN (
       SELECT u.unit_type_id, d::date AS night, count(*) AS units,
         count(*) FILTER (WHERE b.unit_id IS NULL
           AND NOT (u.block_status = 'out_of_order' AND (u.block_until IS NULL OR d::date < u.block_until))) AS rooms
       FROM property_mgmt.inventory_units u
       CROSS JOIN generate_series($2::date, $3::date - 1, interval '1 day') AS d
       LEFT JOIN (
         SELECT unit_id, dates FROM property_mgmt.unit_blocks
         WHERE property_id = $1 AND hot AND kind = 'out_of_order' AND status = 'planned' AND deleted_at IS NULL
           AND dates && daterange($2::date, $3::date)
       ) b ON b.unit_id = u.id AND b.dates @> d::date
       WHERE u.property_id = $1 AND u.deleted_at IS NULL GROUP BY u.unit_type_id, d::date
     ) u ON u.unit_type_id = t.id AND u.night = n.night
     LEFT JOIN (
       SELECT l.unit_type_id, l.night, count(*) AS sold
       FROM reservation.reservation_line_items l
       JOIN reservation.reservations r ON r.id = l.reservation_id
       WHERE l.property_id = $1 AND l.night >= $2::date AND l.night < $3::date AND l.kind = 'room' AND l.deleted_at IS NULL
         AND r.deleted_at IS NULL AND r.status IN ('confirmed', 'tentative', 'checked_in')
         AND r.property_id = $1 AND r.departure >= $2::date AND r.arrival < $3::date
         AND ($5::uuid IS NULL OR l.reservation_id <> $5::uuid)
       GROUP BY l.unit_type_id, l.night
     ) l ON l.unit_type_id = t.id AND l.night = n.night
     WHERE t.property_id = $1 AND t.deleted_at IS NULL AND ($4::uuid IS NULL OR t.id = $4::uuid)
     ORDER BY n.night, t.upgrade_rank`,
    [propertyId, nights.from, nights.to, only.unitTypeId ?? null, only.exceptReservation ?? null],
  )
}

/** The first night on which nothing is left to sell; undefined where one more can be sold on all. */
export function firstSoldOut(stock: readonly NightStock[], options: { overbook: boolean }): IsoDate | undefined {
  return stock.find((night) => night.sold >= night.rooms + (options.overbook ? night.overbooking : 0))?.night
}

/** Undefined where one more stay can be sold. */
export async function findSoldOutNight(
  db: Reader,
  propertyId: Uuid,
  unitTypeId: Uuid,
  nights: { readonly from: IsoDate; readonly to: IsoDate },
  options: { overbook: boolean; exceptReservation?: Uuid },
): Promise<IsoDate | undefined> {
  const { overbook, exceptReservation } = options
  return firstSoldOut(await readStock(db, propertyId, nights, { unitTypeId, exceptReservation }), { overbook })
}
