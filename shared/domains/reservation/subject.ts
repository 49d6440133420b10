import { z } from 'zod'
import type { ConflictKey } from '../../command/command.ts'
import type { Reader } from '../../command/database.ts'
import { nightsOf, type IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { isoDate, uuid } from '../fields.ts'
import { readPromisedUnit } from './promises.ts'

/** What the person saw of the reservation, frozen into the arguments: for the queue's text, and for the keys of what may be decided. */
export const subjectFields = {
  /** Empty where the reservation was not here. */
  confirmationNo: z.string(),
  guestName: z.string(),
  seen: z.strictObject({ unitTypeId: uuid, arrival: isoDate, departure: isoDate, unitId: uuid.nullable() }).nullable(),
}
export type Subject = z.output<z.ZodObject<typeof subjectFields>>

/** What the person saw of the unit that was chosen. */
export const targetFields = { unitNumber: z.string(), targetTypeId: uuid.nullable() }
export type Target = z.output<z.ZodObject<typeof targetFields>>

export async function readSubject(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<Subject> {
  const [row] = await db.query<{
    confirmationNo: string
    guestName: string
    unitTypeId: Uuid
    arrival: IsoDate
    departure: IsoDate
  }>(
    `SELECT r.confirmation_no AS "confirmationNo", coalesce(g.full_name, '') AS "guestName", r.unit_type_id AS "unitTypeId",
       r.arrival, r.departure
     FROM reservation.reservations r LEFT JOIN guest.profiles g ON g.id = r.profile_id
     WHERE r.property_id = $1 AND r.id = $2`,
    [propertyId, reservationId],
  )
  if (!row) return { confirmationNo: '', guestName: '', seen: null }
  const { confirmationNo, guestName, unitTypeId, arrival, departure } = row
  const unit = await readPromisedUnit(db, propertyId, reservationId)
  return { confirmationNo, guestName, seen: { unitTypeId, arrival, departure, unitId: unit?.unitId ?? null } }
}

export async function readTarget(db: Reader, propertyId: Uuid, unitId: Uuid | null): Promise<Target> {
  const [row] = await db.query<{ number: string; unitTypeId: Uuid }>(
    'SELECT number, unit_type_id AS "unitTypeId" FROM property_mgmt.inventory_units WHERE property_id = $1 AND id = $2',
    [propertyId, unitId],
  )
  return { unitNumber: row?.number ?? '', targetTypeId: row?.unitTypeId ?? null }
}

export function typeNightKeys(unitTypeId: Uuid, arrival: IsoDate, departure: IsoDate): ConflictKey[] {
  return nightsOf(arrival, departure).map((night): ConflictKey => `type-night:${unitTypeId}:${night}`)
}

/** The reservation, the unit it held, and the nights that it may free or take of a type. */
export function subjectKeys(reservationId: Uuid, { seen }: Subject, targetTypeId: Uuid | null = null): ConflictKey[] {
  const keys: ConflictKey[] = [`reservation:${reservationId}`]
  if (!seen) return keys
  if (seen.unitId) keys.push(`unit:${seen.unitId}`)
  keys.push(...typeNightKeys(seen.unitTypeId, seen.arrival, seen.departure))
  if (targetTypeId && targetTypeId !== seen.unitTypeId)
    keys.push(...typeNightKeys(targetTypeId, seen.arrival, seen.departure))
  return keys
}

export function subjectRows(reservationId: Uuid, unitId?: Uuid | null): { table: string; id: Uuid }[] {
  const rows = [{ table: 'reservation.reservations', id: reservationId }]
  return unitId ? [...rows, { table: 'property_mgmt.inventory_units', id: unitId }] : rows
}
