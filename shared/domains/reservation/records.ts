import type { Database, Reader } from '../../command/database.ts'
import { addDays, type IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import type { HousekeepingStatus } from '../property_mgmt/inputs.ts'
import type { GuaranteeType } from '../../schema/reservation.ts'
import type { ReservationStatus } from './status.ts'
import type { BlockStatus, OccupancyStatus } from '../../schema/property_mgmt.ts'

/** What the commands of this context read, each row locked until the end of the transaction: the centre runs several at once. */

export interface ReservationRecord {
  readonly id: Uuid
  readonly confirmationNo: string
  readonly status: ReservationStatus
  readonly arrival: IsoDate
  readonly departure: IsoDate
  readonly adults: number
  readonly children: number
  readonly guests: number
  readonly profileId: Uuid
  readonly guestName: string
  readonly unitTypeId: Uuid
  /** The type whose price was quoted; an upgrade changes `unitTypeId` alone. */
  readonly bookedTypeId: Uuid
  readonly rateStrategyId: Uuid
  readonly currency: string
  readonly total: Decimal
  readonly minorUnits: number
  readonly policySnapshot: unknown
  /** The last day on which an offer or an option stands. */
  readonly holdUntil: IsoDate | null
  readonly guarantee: GuaranteeType
}

const RESERVATION = `SELECT r.id, r.confirmation_no AS "confirmationNo", r.status, r.arrival, r.departure, r.adults, r.children,
    r.adults + r.children AS guests, r.profile_id AS "profileId", coalesce(g.full_name, '') AS "guestName",
    r.unit_type_id AS "unitTypeId", coalesce((r.rate_snapshot ->> 'unit_type_id')::uuid, r.unit_type_id) AS "bookedTypeId",
    r.rate_strategy_id AS "rateStrategyId", r.currency, r.total, coalesce(c.minor_units, 2) AS "minorUnits",
    r.policy_snapshot AS "policySnapshot", r.hold_until AS "holdUntil", r.guarantee_type AS guarantee
  FROM reservation.reservations r
  LEFT JOIN guest.profiles g ON g.id = r.profile_id
  LEFT JOIN shared.currencies c ON c.code = r.currency
  WHERE r.property_id = $1 AND r.id = $2 AND r.deleted_at IS NULL`

export async function lockReservation(
  db: Database,
  propertyId: Uuid,
  id: Uuid,
): Promise<ReservationRecord | undefined> {
  const [row] = await db.query<ReservationRecord>(`${RESERVATION} FOR NO KEY UPDATE OF r`, [propertyId, id])
  return row
}

/** For a look ahead: whoever goes on to write locks it. */
export async function readReservation(db: Reader, propertyId: Uuid, id: Uuid): Promise<ReservationRecord | undefined> {
  const [row] = await db.query<ReservationRecord>(RESERVATION, [propertyId, id])
  return row
}

export interface UnitRecord {
  readonly id: Uuid
  readonly number: string
  readonly unitTypeId: Uuid
  readonly typeName: string
  readonly rank: number
  readonly occupancy: OccupancyStatus
  readonly housekeeping: HousekeepingStatus
  /** ISO 8601 instant. */
  readonly housekeepingSetAt: string
  readonly block: BlockStatus
  readonly blockUntil: IsoDate | null
  /** Days on which it will not be given, out of order or in house use; `to` is null where they have no end. */
  readonly planned: readonly { readonly from: IsoDate; readonly to: IsoDate | null }[]
}

const UNIT = `SELECT u.id, u.number, u.unit_type_id AS "unitTypeId", t.name AS "typeName", t.upgrade_rank AS rank,
    u.occupancy_status AS occupancy, u.housekeeping_status AS housekeeping, u.housekeeping_set_at AS "housekeepingSetAt",
    u.block_status AS block, u.block_until AS "blockUntil",
    (SELECT coalesce(json_agg(json_build_object('from', lower(b.dates), 'to', upper(b.dates)) ORDER BY b.dates), '[]')
     FROM property_mgmt.unit_blocks b
     WHERE b.unit_id = u.id AND b.kind IN ('out_of_order', 'house_use') AND b.status = 'planned' AND b.deleted_at IS NULL) AS planned
  FROM property_mgmt.inventory_units u
  JOIN property_mgmt.unit_types t ON t.id = u.unit_type_id
  WHERE u.property_id = $1 AND u.id = $2 AND u.deleted_at IS NULL`

export async function lockUnit(db: Database, propertyId: Uuid, id: Uuid): Promise<UnitRecord | undefined> {
  const [row] = await db.query<UnitRecord>(`${UNIT} FOR NO KEY UPDATE OF u`, [propertyId, id])
  return row
}

export async function readUnit(db: Reader, propertyId: Uuid, id: Uuid): Promise<UnitRecord | undefined> {
  const [row] = await db.query<UnitRecord>(UNIT, [propertyId, id])
  return row
}

export interface TypeRecord {
  readonly id: Uuid
  readonly code: string
  readonly name: string
  readonly maxOccupancy: number
  readonly rank: number
}

const TYPE_COLUMNS = 'id, code, name, max_occupancy AS "maxOccupancy", upgrade_rank AS rank'
const TYPE = `SELECT ${TYPE_COLUMNS} FROM property_mgmt.unit_types WHERE property_id = $1 AND id = $2 AND deleted_at IS NULL`

/** Whoever sells a night of a type holds its row, so that nobody counts while another sells. */
export async function lockType(db: Database, propertyId: Uuid, id: Uuid): Promise<TypeRecord | undefined> {
  const [row] = await db.query<TypeRecord>(`${TYPE} FOR NO KEY UPDATE`, [propertyId, id])
  return row
}

export async function readType(db: Reader, propertyId: Uuid, id: Uuid): Promise<TypeRecord | undefined> {
  const [row] = await db.query<TypeRecord>(TYPE, [propertyId, id])
  return row
}

const BETTER = `SELECT ${TYPE_COLUMNS} FROM property_mgmt.unit_types
  WHERE property_id = $1 AND deleted_at IS NULL AND max_occupancy >= $3
    AND upgrade_rank > (SELECT upgrade_rank FROM property_mgmt.unit_types WHERE property_id = $1 AND id = $2)
  ORDER BY upgrade_rank, id`

/** Better types that sleep as many, the next better first: always locked upwards, so that two upgrades never wait for each other. */
export async function lockBetterTypes(
  db: Database,
  propertyId: Uuid,
  than: Uuid,
  guests: number,
): Promise<TypeRecord[]> {
  return db.query<TypeRecord>(`${BETTER} FOR NO KEY UPDATE`, [propertyId, than, guests])
}

export async function readBetterTypes(db: Reader, propertyId: Uuid, than: Uuid, guests: number): Promise<TypeRecord[]> {
  return db.query<TypeRecord>(BETTER, [propertyId, than, guests])
}

export interface StayRecord {
  readonly id: Uuid
  readonly reservationId: Uuid
  readonly unitId: Uuid
  readonly unitNumber: string
  /** ISO 8601 instant. */
  readonly checkInAt: string
  readonly guestName: string
  readonly confirmationNo: string
}

const STAY = `SELECT s.id, s.reservation_id AS "reservationId", s.unit_id AS "unitId", coalesce(u.number, '?') AS "unitNumber",
    s.check_in_at AS "checkInAt", coalesce(g.full_name, '') AS "guestName", coalesce(r.confirmation_no, '') AS "confirmationNo"
  FROM guest.stays s
  LEFT JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
  LEFT JOIN guest.profiles g ON g.id = s.profile_id
  LEFT JOIN reservation.reservations r ON r.id = s.reservation_id
  WHERE s.property_id = $1 AND s.status = 'in_house' AND s.deleted_at IS NULL`

export async function readStayOf(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<StayRecord | undefined> {
  const [row] = await db.query<StayRecord>(`${STAY} AND s.reservation_id = $2`, [propertyId, reservationId])
  return row
}

/** Everybody who is in a unit, whoever came first first. */
export async function readStaysIn(db: Reader, propertyId: Uuid, unitId: Uuid): Promise<StayRecord[]> {
  return db.query<StayRecord>(`${STAY} AND s.unit_id = $2 ORDER BY s.check_in_at, s.id`, [propertyId, unitId])
}

export interface PropertyRecord {
  readonly requiresInspection: boolean
  readonly currency: string
}

export async function readProperty(db: Reader, propertyId: Uuid): Promise<PropertyRecord> {
  const [row] = await db.query<PropertyRecord>(
    'SELECT requires_inspection AS "requiresInspection", currency FROM property_mgmt.properties WHERE id = $1',
    [propertyId],
  )
  if (!row) throw new Error(`property ${propertyId} is not here`)
  return row
}

/** The days that a unit is kept for a stay: day use keeps one. */
export function keptUntil(from: IsoDate, departure: IsoDate): IsoDate {
  return departure > from ? departure : addDays(from, 1)
}

/** What keeps the unit from being given for the span: until when, null where nobody knows. */
export function blockIn(
  unit: Pick<UnitRecord, 'block' | 'blockUntil' | 'planned'>,
  span: { readonly from: IsoDate; readonly to: IsoDate },
): { readonly until: IsoDate | null } | undefined {
  const { block, blockUntil, planned } = unit
  const blocked = block === 'out_of_order' || block === 'house_use'
  if (blocked && (blockUntil === null || span.from < blockUntil)) return { until: blockUntil }
  const later = planned.find(({ from, to }) => from < span.to && (to === null || span.from < to))
  return later && { until: later.to }
}
