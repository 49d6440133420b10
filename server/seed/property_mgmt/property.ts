import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { composite, type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { propertyIdOf, unitIdOf, unitTypeIdOf } from './ids.ts'

const AMENITIES: readonly (readonly [code: string, name: string, category: string, share: number])[] = [
  ['WIFI', 'Wi-Fi', 'technology', 1],
  ['AC', 'Air conditioning', 'comfort', 1],
  ['SAFE', 'Safe', 'comfort', 1],
  ['MINIBAR', 'Minibar', 'comfort', 0.6],
  ['HAIRDRYER', 'Hair dryer', 'bathroom', 1],
  ['BATHTUB', 'Bathtub', 'bathroom', 0.25],
  ['STEP_FREE', 'Step-free access', 'accessibility', 0.15],
  ['VIEW', 'View', 'view', 0.4],
]

function propertyRow({ hotel }: House): CopyRow {
  const { line1, city, region, postal_code, country } = hotel.address
  const { email, phone, website } = hotel.contact
  return {
    id: propertyIdOf(hotel),
    code: hotel.code,
    name: hotel.name,
    type: hotel.type,
    address: composite([line1, undefined, city, region, postal_code, country]),
    contact: composite([email, phone, website]),
    timezone: hotel.timezone,
    currency: hotel.currency,
    requires_inspection: hotel.requiresInspection,
  }
}

const amenityIdOf = (house: House, code: string) => seedId('property_mgmt.amenities', `${house.hotel.code} ${code}`)

function amenityRows(house: House): CopyRow[] {
  return AMENITIES.map(([code, name, category]) => ({
    id: amenityIdOf(house, code),
    property_id: house.propertyId,
    code,
    name,
    category,
  }))
}

function unitAmenityRows(house: House): CopyRow[] {
  const random = house.random('amenities')
  const { hotel } = house
  return AMENITIES.flatMap(([code, , , share]) =>
    hotel.units
      .filter(() => random.chance(share))
      .map((unit) => ({
        id: seedId('property_mgmt.unit_amenities', `${hotel.code} ${unit.number} ${code}`),
        property_id: house.propertyId,
        unit_id: unitIdOf(hotel, unit.number),
        amenity_id: amenityIdOf(house, code),
      })),
  )
}

/** Days change at half past midnight. The last one that is closed is the mark of these settings (see `markOf`). */
function* businessDayRows(house: House): Iterable<CopyRow> {
  const { clock, hotel, propertyId, firstDay } = house
  for (let day = Math.min(firstDay, -1); day <= 0; day++) {
    yield {
      id: day === -1 ? house.mark : seedId('property_mgmt.business_days', `${hotel.code} ${clock.date(day)}`),
      property_id: propertyId,
      business_date: clock.date(day),
      status: day === 0 ? 'open' : 'closed',
      opened_at: clock.at(day, 30),
      closed_at: day === 0 ? null : clock.at(day + 1, 30),
    }
  }
}

function unitTypeRows({ hotel }: House): CopyRow[] {
  return hotel.unitTypes.map((type) => ({
    id: unitTypeIdOf(hotel, type.code),
    property_id: propertyIdOf(hotel),
    code: type.code,
    name: type.name,
    base_occupancy: type.baseOccupancy,
    max_occupancy: type.maxOccupancy,
    beds: type.beds,
    upgrade_rank: type.rank,
  }))
}

/** The house itself, before any guest: types, amenities, days. Its units come with their state of today. */
export function propertyTables(house: House): SeedTable[] {
  return [
    tableOf('property_mgmt.properties', () => [propertyRow(house)]),
    tableOf('property_mgmt.unit_types', () => unitTypeRows(house)),
    tableOf('property_mgmt.amenities', () => amenityRows(house)),
    tableOf('property_mgmt.business_days', () => businessDayRows(house)),
  ]
}

export function unitAmenityTables(house: House): SeedTable[] {
  return [tableOf('property_mgmt.unit_amenities', () => unitAmenityRows(house))]
}
