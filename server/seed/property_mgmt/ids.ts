import type { Uuid } from '../../../shared/kernel/ids.ts'
import type { SeedHotel } from '../hotels/hotel.ts'
import { seedId } from '../seed-id.ts'
import type { Plan } from './prices.ts'

const known = new Map<string, Uuid>()

/** Every booking names some of these: each is made once. */
function houseRowId(table: string, key: string): Uuid {
  const place = `${table} ${key}`
  const found = known.get(place)
  if (found) return found
  const id = seedId(table, key)
  known.set(place, id)
  return id
}

export const rateCodeOf = (plan: Plan, type: string) => `${plan}-${type}`

export const propertyIdOf = (hotel: SeedHotel) => houseRowId('property_mgmt.properties', hotel.code)
export const unitTypeIdOf = (hotel: SeedHotel, type: string) =>
  houseRowId('property_mgmt.unit_types', `${hotel.code} ${type}`)
export const unitIdOf = (hotel: SeedHotel, number: string) =>
  houseRowId('property_mgmt.inventory_units', `${hotel.code} ${number}`)
export const rateIdOf = (hotel: SeedHotel, plan: Plan, type: string) =>
  houseRowId('property_mgmt.rate_strategies', `${hotel.code} ${rateCodeOf(plan, type)}`)
export const policyIdOf = (hotel: SeedHotel, code: string) =>
  houseRowId('reservation.cancellation_policies', `${hotel.code} ${code}`)
