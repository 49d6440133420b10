import type { CopyRow } from '../../postgres/copy.ts'
import { typeOf } from '../hotels/hotel.ts'
import type { House } from '../house.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { unitIdOf, unitTypeIdOf } from './ids.ts'

function unitRows(house: House): CopyRow[] {
  const random = house.random('unit rows')
  const { hotel, clock } = house
  return house.unitsToday.map((state, i) => {
    const unit = hotel.units[i]
    const { block } = state
    return {
      id: house.unitIds[i] ?? '',
      property_id: house.propertyId,
      unit_type_id: unitTypeIdOf(hotel, unit?.type ?? ''),
      number: unit?.number ?? '',
      floor: unit?.floor ?? '',
      wing: unit?.wing ?? '',
      occupancy_status: state.occupied ? 'occupied' : 'vacant',
      housekeeping_status: state.housekeeping,
      housekeeping_set_at: clock.between(random, 0, 6, 11),
      block_status: block?.status ?? 'none',
      block_reason: block?.reason ?? null,
      block_until: block ? clock.date(4) : null,
      return_status: block ? 'dirty' : null,
      features: typeOf(hotel, unit).features,
      connecting_unit_id: unit?.connects === undefined ? null : unitIdOf(hotel, unit.connects),
    }
  })
}

/** The units as they stand this morning. */
export function unitTables(house: House): SeedTable[] {
  return [tableOf('property_mgmt.inventory_units', () => unitRows(house))]
}
