import { describe, expect, it } from 'vitest'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { groupUnits } from './unit-groups.ts'

const unit = (number: string, more: Partial<UnitRow> = {}): UnitRow => ({
  unitId: number,
  number,
  floor: number.slice(0, -2),
  wing: '',
  unitTypeCode: 'STD',
  unitTypeName: 'Standard',
  occupancyStatus: 'vacant',
  housekeepingStatus: 'clean',
  blockStatus: 'none',
  blockId: null,
  blockKind: null,
  blockFrom: null,
  blockUntil: null,
  blockReason: null,
  guestName: null,
  reservationId: null,
  departure: null,
  arrivingGuest: null,
  taskId: null,
  taskType: null,
  taskStatus: null,
  assignedName: null,
  certainty: 'synced',
  ...more,
})
const units = [
  unit('1001'),
  unit('203', { housekeepingStatus: 'dirty' }),
  unit('201', { occupancyStatus: 'occupied', unitTypeCode: 'SUP', unitTypeName: 'Superior' }),
  unit('202', { blockStatus: 'out_of_order' }),
]
const shape = (groups: ReturnType<typeof groupUnits>) =>
  groups.map((group) => [group.title, group.units.map(({ number }) => number)])

describe('units', () => {
  it('stand by floor in counting order', () => {
    expect(shape(groupUnits(units, 'floor', 'all', ''))).toEqual([
      ['Floor 2', ['201', '202', '203']],
      ['Floor 10', ['1001']],
    ])
  })
  it('stand by type', () => {
    expect(shape(groupUnits(units, 'type', 'all', ''))).toEqual([
      ['Standard', ['202', '203', '1001']],
      ['Superior', ['201']],
    ])
  })
  it('pass filters: a blocked unit is not vacant for a guest', () => {
    expect(shape(groupUnits(units, 'floor', 'vacant', ''))).toEqual([
      ['Floor 2', ['203']],
      ['Floor 10', ['1001']],
    ])
    expect(shape(groupUnits(units, 'floor', 'blocked', ''))).toEqual([['Floor 2', ['202']]])
    expect(shape(groupUnits(units, 'floor', 'dirty', '20'))).toEqual([['Floor 2', ['203']]])
  })
})
