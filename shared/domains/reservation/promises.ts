import type { Database, Reader } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { keptUntil } from './records.ts'

/** An active assignment of another reservation that wants the same unit. */
export interface PromiseRecord {
  readonly assignmentId: Uuid
  readonly reservationId: Uuid
  readonly from: IsoDate
  readonly to: IsoDate
  readonly locked: boolean
  /** ISO 8601 instant of the command that made it. */
  readonly madeAt: string
  readonly guestName: string
  readonly confirmationNo: string
  readonly inHouse: boolean
  /** Its last night is over by the property's date, though the command may be of an earlier one. */
  readonly isOver: boolean
}

export interface Span {
  readonly from: IsoDate
  /** The first day after. */
  readonly to: IsoDate
}

interface GivenUnit {
  readonly id: Uuid
  readonly reservationId: Uuid
  readonly unitId: Uuid
  readonly span: Span
  readonly locked?: boolean
}

export const spanOf = (from: IsoDate, departure: IsoDate): Span => ({ from, to: keptUntil(from, departure) })

export async function readPromises(
  db: Reader,
  propertyId: Uuid,
  unitId: Uuid,
  span: Span,
  exceptReservation: Uuid | null,
): Promise<PromiseRecord[]> {
  return db.query<PromiseRecord>(
    `SELECT a.id AS "assignmentId", a.reservation_id AS "reservationId", lower(a.stay) AS from, upper(a.stay) AS to, a.locked,
       a.created_at AS "madeAt", coalesce(g.full_name, '') AS "guestName", coalesce(r.confirmation_no, '') AS "confirmationNo",
       coalesce(r.status = 'checked_in', false) AS "inHouse", coalesce(upper(a.stay) <= d.business_date, false) AS "isOver"
     FROM reservation.unit_assignments a
     LEFT JOIN property_mgmt.v_business_dates d ON d.property_id = a.property_id
     LEFT JOIN reservation.reservations r ON r.id = a.reservation_id
     LEFT JOIN guest.profiles g ON g.id = r.profile_id
     WHERE a.property_id = $1 AND a.unit_id = $2 AND a.stay && daterange($3::date, $4::date) AND a.active
       AND a.deleted_at IS NULL AND a.reservation_id IS DISTINCT FROM $5::uuid
     ORDER BY lower(a.stay), a.id`,
    [propertyId, unitId, span.from, span.to, exceptReservation],
  )
}

/** The unit that is promised for the night of `day`, or for the first night after it. */
export async function readPromisedUnit(
  db: Reader,
  propertyId: Uuid,
  reservationId: Uuid,
): Promise<{ unitId: Uuid; number: string } | undefined> {
  const [row] = await db.query<{ unitId: Uuid; number: string }>(
    `SELECT a.unit_id AS "unitId", u.number FROM reservation.unit_assignments a
     JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
     WHERE a.property_id = $1 AND a.reservation_id = $2 AND a.active AND a.deleted_at IS NULL
     ORDER BY lower(a.stay) DESC LIMIT 1`,
    [propertyId, reservationId],
  )
  return row
}

/** Whether this reservation was given this unit, whatever its type, by a person or an import: ever, or for the night of `day`. */
export async function isPromised(
  db: Reader,
  propertyId: Uuid,
  reservationId: Uuid,
  unitId: Uuid,
  day: IsoDate | null = null,
): Promise<boolean> {
  const rows = await db.query(
    `SELECT 1 FROM reservation.unit_assignments
     WHERE property_id = $1 AND reservation_id = $2 AND unit_id = $3 AND active AND deleted_at IS NULL
       AND ($4::date IS NULL OR stay @> $4::date)`,
    [propertyId, reservationId, unitId, day],
  )
  return rows.length > 0
}

/** Gives the unit to the reservation for the span. From `span.from` on this is its only promise; earlier days stay as they were. */
export async function promiseUnit(db: Database, propertyId: Uuid, promise: GivenUnit): Promise<void> {
  if (await coversSpan(db, propertyId, promise)) return
  await endPromises(db, propertyId, promise.reservationId, promise.span.from)
  await addPromise(db, propertyId, promise)
}

/** Gives the unit to the reservation for the span alone: what it holds before and after stays. */
export async function promiseForDays(db: Database, propertyId: Uuid, promise: GivenUnit): Promise<void> {
  const { reservationId, span } = promise
  await endPromises(db, propertyId, reservationId, span.from, span.to)
  await addPromise(db, propertyId, promise)
}

async function addPromise(db: Database, propertyId: Uuid, promise: GivenUnit): Promise<void> {
  const { id, reservationId, unitId, span, locked = false } = promise
  await db.execute(
    `INSERT INTO reservation.unit_assignments (id, property_id, reservation_id, unit_id, stay, locked)
     VALUES ($1, $2, $3, $4, daterange($5::date, $6::date), $7)`,
    [id, propertyId, reservationId, unitId, span.from, span.to, locked],
  )
}

async function coversSpan(
  db: Reader,
  propertyId: Uuid,
  { reservationId, unitId, span, locked }: { reservationId: Uuid; unitId: Uuid; span: Span; locked?: boolean },
): Promise<boolean> {
  const rows = await db.query(
    `SELECT 1 FROM reservation.unit_assignments
     WHERE property_id = $1 AND reservation_id = $2 AND unit_id = $3 AND active AND deleted_at IS NULL
       AND stay @> daterange($4::date, $5::date) AND upper(stay) = $5::date AND ($6::boolean IS NULL OR locked = $6::boolean)`,
    [propertyId, reservationId, unitId, span.from, span.to, locked ?? null],
  )
  return rows.length > 0
}

/** No unit is promised from `day` on; with `before`, what begins on that day or later stays. */
export async function endPromises(
  db: Database,
  propertyId: Uuid,
  reservationId: Uuid,
  day: IsoDate,
  before: IsoDate | null = null,
): Promise<void> {
  const own = 'property_id = $1 AND reservation_id = $2 AND active AND deleted_at IS NULL'
  await db.execute(
    `UPDATE reservation.unit_assignments SET stay = daterange(lower(stay), $3::date)
     WHERE ${own} AND lower(stay) < $3::date AND upper(stay) > $3::date`,
    [propertyId, reservationId, day],
  )
  await db.execute(
    `UPDATE reservation.unit_assignments SET active = false
     WHERE ${own} AND lower(stay) >= $3::date AND ($4::date IS NULL OR lower(stay) < $4::date)`,
    [propertyId, reservationId, day, before],
  )
}

export async function releasePromise(db: Database, propertyId: Uuid, assignmentId: Uuid): Promise<void> {
  await db.execute('UPDATE reservation.unit_assignments SET active = false WHERE property_id = $1 AND id = $2', [
    propertyId,
    assignmentId,
  ])
}

/** Moves the reservation's room nights from `from` on to another type; the price that was quoted stays. */
export async function changeType(
  db: Database,
  propertyId: Uuid,
  reservationId: Uuid,
  unitTypeId: Uuid,
  from: IsoDate,
): Promise<void> {
  await db.execute('UPDATE reservation.reservations SET unit_type_id = $3 WHERE property_id = $1 AND id = $2', [
    propertyId,
    reservationId,
    unitTypeId,
  ])
  await db.execute(
    `UPDATE reservation.reservation_line_items SET unit_type_id = $3
     WHERE property_id = $1 AND reservation_id = $2 AND kind = 'room' AND night >= $4::date AND deleted_at IS NULL`,
    [propertyId, reservationId, unitTypeId, from],
  )
}
