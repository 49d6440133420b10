import { z } from 'zod'
import { defineQuery } from '../../command/query.ts'
import type { Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { isoDate, uuid } from '../fields.ts'
import { findSoldOutNight } from './availability.ts'
import { readFreeUnits } from './find-unit.ts'
import { readPromises, type PromiseRecord } from './promises.ts'
import { readBetterTypes, readReservation } from './records.ts'

export const promisedArgs = z.strictObject({ unitId: uuid, from: isoDate, until: isoDate })

export interface PromisedRow {
  reservationId: string
  guestName: string
  confirmationNo: string
  from: string
  to: string
  inHouse: boolean
  /** Where the guest would go if the unit were taken out of order now; null where nothing is free for all the days. */
  newUnit: string | null
  /** A better type, free of charge; null where it stays the same. */
  newType: string | null
}

/** Who is promised a unit, and what would become of each: the promises of one unit never overlap, so none takes the other's new home. */
export const promisedQuery = defineQuery({
  name: 'unit.promised',
  args: promisedArgs,
  tables: [
    'reservation.unit_assignments',
    'reservation.reservations',
    'reservation.reservation_line_items',
    'guest.profiles',
    'guest.stays',
    'property_mgmt.inventory_units',
    'property_mgmt.unit_blocks',
    'property_mgmt.unit_types',
    'property_mgmt.properties',
  ],
  key: (row: PromisedRow) => row.reservationId,
  async run(db, { unitId, from, until }, { propertyId }) {
    const rows: PromisedRow[] = []
    for (const promise of await readPromises(db, propertyId, unitId, { from, to: until }, null)) {
      const { reservationId, guestName, confirmationNo, inHouse } = promise
      const home = inHouse ? null : await foreseeHome(db, propertyId, unitId, promise)
      const days = { from: promise.from, to: promise.to }
      rows.push({ reservationId, guestName, confirmationNo, ...days, inHouse, newUnit: null, newType: null, ...home })
    }
    return rows
  },
})

/** By the same order as `rehouse`, without taking anything. */
async function foreseeHome(
  db: Reader,
  propertyId: Uuid,
  lost: Uuid,
  promise: PromiseRecord,
): Promise<Pick<PromisedRow, 'newUnit' | 'newType'> | null> {
  const reservation = await readReservation(db, propertyId, promise.reservationId)
  if (!reservation) return null
  const { id, unitTypeId, guests } = reservation
  const firstOf = async (type: Uuid) =>
    (await readFreeUnits(db, propertyId, { unitTypeId: type, span: promise })).find((unit) => unit.unitId !== lost)
  const same = await firstOf(unitTypeId)
  if (same) return { newUnit: same.number, newType: null }
  for (const type of await readBetterTypes(db, propertyId, unitTypeId, guests)) {
    if (await findSoldOutNight(db, propertyId, type.id, promise, { overbook: false, exceptReservation: id })) continue
    const unit = await firstOf(type.id)
    if (unit) return { newUnit: unit.number, newType: type.name }
  }
  return null
}
