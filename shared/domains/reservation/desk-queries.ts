import type { Reader } from '../../command/database.ts'
import { defineQuery, type QueryParts } from '../../command/query.ts'
import { dayParams, keptBy } from '../only.ts'
import { certaintyOfReservation, certaintyTables } from '../sync/certainty.ts'
import { deskArgs, type DeskRow, type DeskSummaryRow, type InHouseRow } from './rows.ts'

export const deskTables = [
  'reservation.reservations',
  'reservation.unit_assignments',
  'guest.profiles',
  'guest.stays',
  'property_mgmt.inventory_units',
  'property_mgmt.unit_types',
  ...certaintyTables,
] as const

/** $1 is the property. `r`: reservation, `g`: guest, `t`: type, `u`: unit (may be absent). */
export const DESK_COLUMNS = `r.id AS "reservationId", r.confirmation_no AS "confirmationNo", g.full_name AS "guestName",
  g.id AS "profileId", g.vip_level AS "vipLevel", r.arrival, r.departure, r.nights, r.adults, r.children,
  t.id AS "unitTypeId", t.code AS "unitTypeCode", t.name AS "unitTypeName", u.id AS "unitId", u.number AS "unitNumber",
  u.housekeeping_status AS "unitHousekeeping", u.occupancy_status AS "unitOccupancy", to_char(r.eta, 'HH24:MI') AS eta,
  r.guarantee_type AS guarantee, r.status, r.total, r.currency, r.notes,
  ${certaintyOfReservation('r.id')} AS certainty`

export const DESK_JOINS = `JOIN guest.profiles g ON g.id = r.profile_id
  JOIN property_mgmt.unit_types t ON t.id = r.unit_type_id`

/** The unit that is promised from `day` on. */
export const promisedUnit = (day: string) => `LEFT JOIN property_mgmt.inventory_units u ON u.id = (
  SELECT a.unit_id FROM reservation.unit_assignments a
  WHERE a.reservation_id = r.id AND a.active AND a.deleted_at IS NULL AND upper(a.stay) > ${day}
  ORDER BY lower(a.stay) LIMIT 1)`

/** Where the guest is or was last. */
export const STAYED_UNIT = `LEFT JOIN property_mgmt.inventory_units u ON u.id = (
  SELECT s.unit_id FROM guest.stays s WHERE s.reservation_id = r.id AND s.deleted_at IS NULL
  ORDER BY s.status, s.check_in_at DESC LIMIT 1)`

const OF_PROPERTY = 'r.property_id = $1 AND r.deleted_at IS NULL'

/** A reservation's line of a list follows the reservation, and its unit. */
const partsBy = (...place: (keyof DeskRow)[]): QueryParts => ({
  own: 'reservation.reservations',
  place,
  through: { 'property_mgmt.inventory_units': { shownIn: 'unitId' } },
})

/** Due in, and late: arrival in the last 60 days, not over, not checked in. $2 is the business date. */
const DUE_IN = `r.arrival BETWEEN $2::date - 60 AND $2::date AND (r.arrival = $2::date OR r.departure > $2::date)
  AND r.status IN ('confirmed', 'tentative', 'waitlisted')`

export const arrivalsQuery = defineQuery({
  name: 'desk.arrivals',
  args: deskArgs,
  tables: deskTables,
  parts: partsBy('profileId'),
  key: (row: DeskRow) => row.reservationId,
  run: (db, _args, context, only) =>
    db.query<DeskRow>(
      `SELECT ${DESK_COLUMNS} FROM reservation.reservations r ${DESK_JOINS} ${promisedUnit('$2::date')}
       WHERE ${OF_PROPERTY} AND ${DUE_IN} ${keptBy('r.id', only)} ORDER BY g.last_name, g.first_name, r.id`,
      dayParams(context, only),
    ),
})

export const departuresQuery = defineQuery({
  name: 'desk.departures',
  args: deskArgs,
  tables: deskTables,
  parts: partsBy('status', 'unitId', 'unitNumber'),
  key: (row: DeskRow) => row.reservationId,
  run: (db, _args, context, only) =>
    db.query<DeskRow>(
      `SELECT ${DESK_COLUMNS} FROM reservation.reservations r ${DESK_JOINS} ${STAYED_UNIT}
       WHERE ${OF_PROPERTY} AND (r.status = 'checked_in' AND r.departure <= $2::date
         OR r.status = 'checked_out' AND r.departure = $2::date) ${keptBy('r.id', only)}
       ORDER BY r.status, length(u.number), u.number, r.id`,
      dayParams(context, only),
    ),
})

export const inHouseQuery = defineQuery({
  name: 'desk.inHouse',
  args: deskArgs,
  tables: deskTables,
  parts: partsBy('unitId', 'unitNumber'),
  key: (row: InHouseRow) => row.reservationId,
  run: (db, _args, context, only) =>
    db.query<InHouseRow>(
      `SELECT ${DESK_COLUMNS}, r.departure <= $2::date AS "dueOut"
       FROM reservation.reservations r ${DESK_JOINS} ${STAYED_UNIT}
       WHERE ${OF_PROPERTY} AND r.status = 'checked_in' ${keptBy('r.id', only)} ORDER BY length(u.number), u.number, r.id`,
      dayParams(context, only),
    ),
})

/** `due` is what is still to come, `done` what has happened on this business date. */
export const summaryQuery = defineQuery({
  name: 'desk.summary',
  args: deskArgs,
  tables: [
    'reservation.reservations',
    'property_mgmt.inventory_units',
    'property_mgmt.unit_blocks',
    'property_mgmt.properties',
    'sync.resolutions',
  ],
  key: (row: DeskSummaryRow) => row.businessDate,
  async run(db, _args, { propertyId, businessDate }) {
    const params = [propertyId, businessDate] as const
    const [[guests], [units]] = [await countGuests(db, params), await countUnits(db, params)]
    if (!guests || !units) return []
    const { counted, occupied, ...unitCounts } = units
    const occupancyPct = counted === 0 ? 0 : Math.round((occupied / counted) * 10_000) / 100
    return [{ businessDate, ...guests, ...unitCounts, occupancyPct } satisfies DeskSummaryRow]
  },
})

type GuestCounts = Pick<
  DeskSummaryRow,
  'arrivalsDue' | 'arrivalsDone' | 'departuresDue' | 'departuresDone' | 'inHouse' | 'openResolutions'
>
type UnitCounts = Pick<DeskSummaryRow, 'unitsTotal' | 'unitsVacantReady' | 'unitsDirty'> & {
  occupied: number
  counted: number
}

function countGuests(db: Reader, params: readonly [string, string]): Promise<GuestCounts[]> {
  const count = (where: string) =>
    `(SELECT count(*)::integer FROM reservation.reservations r WHERE ${OF_PROPERTY} AND ${where})`
  return db.query<GuestCounts>(
    `SELECT ${count(DUE_IN)} AS "arrivalsDue",
       ${count(`r.arrival = $2::date AND r.status IN ('checked_in', 'checked_out')`)} AS "arrivalsDone",
       ${count(`r.status = 'checked_in' AND r.departure <= $2::date`)} AS "departuresDue",
       ${count(`r.status = 'checked_out' AND r.departure = $2::date`)} AS "departuresDone",
       ${count(`r.status = 'checked_in'`)} AS "inHouse",
       (SELECT count(*)::integer FROM sync.resolutions WHERE property_id = $1 AND status = 'open') AS "openResolutions"`,
    params,
  )
}

/** Out of order units count or not by the property's setting (USALI). A block whose first day has come blocks, though nobody has touched the unit. */
function countUnits(db: Reader, params: readonly [string, string]): Promise<UnitCounts[]> {
  return db.query<UnitCounts>(
    `SELECT count(u.id)::integer AS "unitsTotal",
       count(u.id) FILTER (WHERE p.ooo_counts_as_available OR u.block_status <> 'out_of_order' AND b.kind IS DISTINCT FROM 'out_of_order')::integer AS counted,
       count(u.id) FILTER (WHERE u.occupancy_status = 'occupied')::integer AS occupied,
       count(u.id) FILTER (WHERE u.occupancy_status = 'vacant' AND u.block_status NOT IN ('out_of_order', 'house_use')
         AND (b.kind IS NULL OR b.kind = 'out_of_service')
         AND (u.housekeeping_status = 'inspected' OR u.housekeeping_status = 'clean' AND NOT p.requires_inspection)
       )::integer AS "unitsVacantReady",
       count(u.id) FILTER (WHERE u.housekeeping_status IN ('dirty', 'in_progress', 'pickup'))::integer AS "unitsDirty"
     FROM property_mgmt.properties p
     LEFT JOIN property_mgmt.inventory_units u ON u.property_id = p.id AND u.deleted_at IS NULL
     LEFT JOIN property_mgmt.unit_blocks b ON b.property_id = p.id AND b.unit_id = u.id AND b.hot AND b.status = 'planned'
       AND b.dates @> $2::date AND b.deleted_at IS NULL
     WHERE p.id = $1`,
    params,
  )
}
