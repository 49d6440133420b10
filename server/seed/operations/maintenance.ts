import type { CopyRow } from '../../postgres/copy.ts'
import { fromMinor } from '../../../shared/kernel/money.ts'
import type { House } from '../house.ts'
import { isHotDay } from '../hot.ts'
import type { Random } from '../random.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { staffIdsOf } from './staff.ts'

const FAULTS: readonly (readonly [category: string, asset: string, description: string])[] = [
  ['plumbing', 'shower', 'The drain is slow.'],
  ['plumbing', 'tap', 'The tap drips.'],
  ['electrical', 'lamp', 'The bedside lamp is dead.'],
  ['hvac', 'air conditioning', 'The fan is loud.'],
  ['furniture', 'chair', 'A leg is loose.'],
  ['it', 'television', 'No picture.'],
  ['structure', 'door', 'The door closes badly.'],
]

const requestIdOf = (house: House, key: string) =>
  seedId('operations.maintenance_requests', `${house.hotel.code} ${key}`)

function pastRow(house: House, random: Random, technicians: readonly string[], day: number, n: number): CopyRow {
  const { clock } = house
  const [category, asset, description] = random.pick(FAULTS)
  const took = random.between(0, 4)
  const done = day + took < 0
  return {
    id: requestIdOf(house, `${clock.date(day)} ${n}`),
    property_id: house.propertyId,
    hot: !done || isHotDay(day),
    unit_id: random.pick(house.unitIds),
    asset,
    category,
    severity: random.weighted([
      ['minor', 80],
      ['moderate', 20],
    ]),
    status: done ? 'closed' : 'assigned',
    description,
    reported_at: clock.at(day, random.between(8 * 60, 12 * 60)),
    assigned_to: random.pick(technicians),
    resolved_at: done ? clock.at(day + took, random.between(13 * 60, 18 * 60)) : null,
    cost: done ? fromMinor(random.between(0, 9000)) : null,
    currency: done ? house.hotel.currency : null,
    blocks_unit: false,
    return_status: null,
  }
}

/** What keeps a unit out of sale today. */
function blockRows(house: House, random: Random, technicians: readonly string[]): CopyRow[] {
  return house.unitsToday.flatMap(({ block }, i) =>
    block?.status !== 'out_of_order'
      ? []
      : [
          {
            id: requestIdOf(house, house.hotel.units[i]?.number ?? ''),
            property_id: house.propertyId,
            hot: true,
            unit_id: house.unitIds[i] ?? '',
            asset: '',
            category: block.reason.startsWith('Water') ? 'plumbing' : 'hvac',
            severity: 'major',
            status: 'in_progress',
            description: block.reason,
            reported_at: house.clock.between(random, -3, 9, 12),
            assigned_to: random.pick(technicians),
            resolved_at: null,
            cost: null,
            currency: null,
            blocks_unit: true,
            return_status: 'dirty',
          },
        ],
  )
}

function* requestRows(house: House): Iterable<CopyRow> {
  const random = house.random('maintenance')
  const technicians = staffIdsOf(house, 'engineer')
  if (technicians.length === 0) return
  yield* blockRows(house, random, technicians)
  const perDay = house.hotel.units.length / 60
  for (let day = house.firstDay; day < 0; day++) {
    const count = Math.floor(perDay) + (random.chance(perDay % 1) ? 1 : 0)
    for (let n = 0; n < count; n++) yield pastRow(house, random, technicians, day, n)
  }
}

/** What broke: about once in two months for each unit. */
export function maintenanceTables(house: House): SeedTable[] {
  return [tableOf('operations.maintenance_requests', () => requestRows(house))]
}
