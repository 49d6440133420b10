import { asUuid, derivedId, type Uuid } from '../../shared/kernel/ids.ts'
import type { HotelCode } from './hotels.ts'

// Any fixed instant before the first booking of the file was made; ids then sort in the order of the file.
const FIRST_MS = Date.UTC(2013, 0, 1)

/** Carries the time part that its derived ids get: the line number counts as milliseconds. */
function anchor(line: number): Uuid {
  const time = (FIRST_MS + line).toString(16).padStart(12, '0')
  return asUuid(`${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`)
}

/** The id of the reservation on this line: the same in every run and on every machine, so that exact duplicate rows stay apart. */
export function reservationId(hotel: HotelCode, line: number): Uuid {
  return derivedId(anchor(line), 'reservation.reservations', `${hotel}/${line}`)
}

const hotelRowIds = new Map<string, Uuid>()

/** The id of what belongs to the hotel rather than to one booking: its types, units, rates, days. Every booking names some of them. */
export function hotelRowId(hotel: HotelCode, table: string, naturalKey: string): Uuid {
  const key = `${table}/${hotel}/${naturalKey}`
  const known = hotelRowIds.get(key)
  if (known) return known
  const id = derivedId(anchor(0), table, `${hotel}/${naturalKey}`)
  hotelRowIds.set(key, id)
  return id
}

export const propertyId = (hotel: HotelCode) => hotelRowId(hotel, 'property_mgmt.properties', hotel)
export const unitTypeId = (hotel: HotelCode, code: string) => hotelRowId(hotel, 'property_mgmt.unit_types', code)
export const unitId = (hotel: HotelCode, number: string) => hotelRowId(hotel, 'property_mgmt.inventory_units', number)
export const rateId = (hotel: HotelCode, code: string) => hotelRowId(hotel, 'property_mgmt.rate_strategies', code)
export const policyId = (hotel: HotelCode, code: string) => hotelRowId(hotel, 'reservation.cancellation_policies', code)
