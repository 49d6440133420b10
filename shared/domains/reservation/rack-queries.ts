import { defineQuery } from '../../command/query.ts'
import { certaintyOfReservation, certaintyOfUnit, certaintyTables } from '../sync/certainty.ts'
import { readStock } from './availability.ts'
import {
  rackUnitsArgs,
  rackWindow,
  type RackBlockRow,
  type RackNightRow,
  type RackStayRow,
  type RackUnitRow,
} from './rack-rows.ts'
import { STOCK_TABLES } from './sell-queries.ts'

export const rackUnitsQuery = defineQuery({
  name: 'rack.units',
  args: rackUnitsArgs,
  tables: ['property_mgmt.inventory_units', 'property_mgmt.unit_types', ...certaintyTables],
  key: (row: RackUnitRow) => row.unitId,
  run: (db, _args, { propertyId }) =>
    db.query<RackUnitRow>(
      `SELECT u.id AS "unitId", u.number, u.floor, t.id AS "unitTypeId", t.code AS "unitTypeCode", t.name AS "unitTypeName",
         t.upgrade_rank AS "upgradeRank", u.housekeeping_status AS "housekeepingStatus",
         u.occupancy_status AS "occupancyStatus", ${certaintyOfUnit('u.id')} AS certainty
       FROM property_mgmt.inventory_units u JOIN property_mgmt.unit_types t ON t.id = u.unit_type_id
       WHERE u.property_id = $1 AND u.deleted_at IS NULL
       ORDER BY t.upgrade_rank, t.code, length(u.number), u.number, u.id`,
      [propertyId],
    ),
})

const OF_PROPERTY = 'r.property_id = $1 AND r.deleted_at IS NULL'

/**
 * $2 and $3 are the window, $4 the business date. Who has departed left by today; whoever should have left before the window and is still in
 * house is drawn up to today.
 */
const IN_WINDOW = `
  SELECT r.* FROM reservation.reservations r
  WHERE ${OF_PROPERTY} AND r.status IN ('confirmed', 'tentative', 'checked_in') AND r.departure >= $2::date AND r.arrival < $3::date
  UNION ALL
  SELECT r.* FROM reservation.reservations r
  WHERE ${OF_PROPERTY} AND r.status = 'checked_in' AND r.departure < $2::date AND $4::date BETWEEN $2::date AND $3::date
  UNION ALL
  SELECT r.* FROM reservation.reservations r
  WHERE ${OF_PROPERTY} AND r.status = 'checked_out' AND r.departure BETWEEN $2::date AND $4::date AND r.arrival < $3::date`

/** The last stretch of an overstay ends today, not on the day on which the guest was to leave. */
const PROMISED = `
  SELECT a.id, 'promised', a.unit_id, lower(a.stay),
    CASE WHEN r.status = 'checked_in' AND upper(a.stay) >= r.departure THEN greatest(upper(a.stay), $4::date) ELSE upper(a.stay) END,
    a.locked
  FROM reservation.unit_assignments a WHERE a.reservation_id = r.id AND a.active AND a.deleted_at IS NULL`

/** Day use keeps its one day. */
const UNASSIGNED = `
  SELECT r.id, 'unassigned', NULL, r.arrival, greatest(r.departure, r.arrival + 1), false
  WHERE r.status IN ('confirmed', 'tentative') AND NOT EXISTS (
    SELECT FROM reservation.unit_assignments a WHERE a.reservation_id = r.id AND a.active AND a.deleted_at IS NULL)`

/** Two guests in one unit: the one who does not hold it tonight. */
const FACT = `
  SELECT r.id, 'fact', s.unit_id, greatest(r.arrival, $4::date), greatest(r.departure, $4::date + 1), false
  FROM guest.stays s
  WHERE r.status = 'checked_in' AND s.reservation_id = r.id AND s.status = 'in_house' AND s.deleted_at IS NULL
    AND NOT EXISTS (
      SELECT FROM reservation.unit_assignments a
      WHERE a.reservation_id = r.id AND a.unit_id = s.unit_id AND a.active AND a.deleted_at IS NULL
        AND (a.stay @> $4::date OR r.departure <= $4::date AND upper(a.stay) >= r.departure))`

export const rackStaysQuery = defineQuery({
  name: 'rack.stays',
  args: rackWindow,
  tables: [
    'reservation.reservations',
    'reservation.unit_assignments',
    'guest.profiles',
    'guest.stays',
    ...certaintyTables,
  ],
  key: (row: RackStayRow) => row.barId,
  run: (db, { from, to }, { propertyId, businessDate }) =>
    db.query<RackStayRow>(
      `SELECT p.id AS "barId", p.placement, p.unit_id AS "unitId", p.from_day AS from, p.to_day AS to, p.locked,
         r.id AS "reservationId", r.confirmation_no AS "confirmationNo", g.full_name AS "guestName",
         r.vip OR g.vip_level <> 'none' AS vip, r.unit_type_id AS "unitTypeId", r.arrival, r.departure,
         r.group_code AS "groupCode", r.status, ${certaintyOfReservation('r.id')} AS certainty
       FROM (${IN_WINDOW}) r
       CROSS JOIN LATERAL (${PROMISED} UNION ALL ${UNASSIGNED} UNION ALL ${FACT})
         p (id, placement, unit_id, from_day, to_day, locked)
       CROSS JOIN LATERAL (SELECT g.full_name, g.vip_level FROM guest.profiles g WHERE g.id = r.profile_id OFFSET 0) g
       WHERE p.to_day >= $2::date AND p.from_day < $3::date
       ORDER BY p.from_day, p.id`,
      [propertyId, from, to, businessDate],
    ),
})

/** Blocks with dates, and units that are blocked now without any: from today until the day that they are promised back. */
export const rackBlocksQuery = defineQuery({
  name: 'rack.blocks',
  args: rackWindow,
  tables: ['property_mgmt.unit_blocks', 'property_mgmt.inventory_units'],
  key: (row: RackBlockRow) => row.blockId,
  run: (db, { from, to }, { propertyId, businessDate }) =>
    db.query<RackBlockRow>(
      `SELECT b.id AS "blockId", b.unit_id AS "unitId", b.kind, lower(b.dates) AS from, upper(b.dates) AS to, b.reason
       FROM property_mgmt.inventory_units u JOIN property_mgmt.unit_blocks b ON b.unit_id = u.id
       WHERE u.property_id = $1 AND u.deleted_at IS NULL AND b.dates && daterange($2::date, $3::date)
         AND b.status <> 'cancelled' AND b.deleted_at IS NULL
       UNION ALL
       SELECT u.id, u.id, u.block_status, $4::date, u.block_until, coalesce(u.block_reason, '')
       FROM property_mgmt.inventory_units u
       WHERE u.property_id = $1 AND u.deleted_at IS NULL AND u.block_status <> 'none'
         AND $4::date < $3::date AND (u.block_until IS NULL OR u.block_until > greatest($2::date, $4::date))
         AND NOT EXISTS (
           SELECT FROM property_mgmt.unit_blocks b
           WHERE b.unit_id = u.id AND b.kind = u.block_status AND b.status = 'active' AND b.deleted_at IS NULL)
       ORDER BY 4, 1`,
      [propertyId, from, to, businessDate],
    ),
})

export const rackNightsQuery = defineQuery({
  name: 'rack.nights',
  args: rackWindow,
  tables: STOCK_TABLES,
  key: (row: RackNightRow) => `${row.night} ${row.unitTypeId}`,
  async run(db, window, { propertyId }) {
    const stock = await readStock(db, propertyId, window)
    return stock.map(({ night, unitTypeId, rooms, sold }): RackNightRow => ({ night, unitTypeId, rooms, sold }))
  },
})
