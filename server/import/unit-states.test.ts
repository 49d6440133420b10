import { expect, it } from 'vitest'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { HOTELS } from './hotels.ts'
import type { StayClaim } from './survey.ts'
import { taskRows, unitStatesOn } from './unit-states.ts'

const DAY = asIsoDate('2016-08-13')
const claim = (line: number, arrival: string, departure: string, more: Partial<StayClaim> = {}): StayClaim => ({
  line,
  type: 'A',
  arrival: asIsoDate(arrival),
  departure: asIsoDate(departure),
  left: asIsoDate(departure),
  took: true,
  ...more,
})
const unit = (number: string) => ({ number, floor: '1', type: 'A' })

it('knows who is in each unit that morning, and what housekeeping has to do', () => {
  const stays = [
    claim(2, '2016-08-10', '2016-08-13'), // due out, and the unit is wanted again
    claim(3, '2016-08-13', '2016-08-15'),
    claim(4, '2016-08-12', '2016-08-20'), // stays on
    claim(5, '2016-08-01', '2016-08-05'),
    claim(6, '2016-08-10', '2016-08-20', { left: asIsoDate('2016-08-11') }), // left early
  ]
  const units = ['101', '102', '103', '104'].map(unit)
  const [first, second, third, fourth] = units
  if (!first || !second || !third || !fourth) throw new Error('four units')
  const unitByLine = new Map([
    [2, first],
    [3, first],
    [4, second],
    [5, third],
    [6, fourth],
  ])
  const states = unitStatesOn(DAY, { units, unitByLine }, stays)
  expect(states.map(({ occupiedBy }) => occupiedBy?.line)).toEqual([2, 4, undefined, undefined])
  expect(states.map(({ arrivesToday }) => arrivesToday)).toEqual([true, false, false, false])
  expect(states.slice(0, 2).map(({ housekeeping }) => housekeeping)).toEqual(['dirty', 'dirty'])
  expect(states.slice(2).every(({ housekeeping }) => housekeeping !== 'dirty')).toBe(true)

  const [hotel] = HOTELS
  if (!hotel) throw new Error('a hotel')
  expect(taskRows(hotel, DAY, states)).toMatchObject([
    { type: 'departure', priority: 'high', credits: '1' },
    { type: 'stayover', priority: 'normal', credits: '0.5' },
  ])
})

it('leaves some of the units that were left yesterday dirty, not all', () => {
  const units = Array.from({ length: 60 }, (_, i) => unit(String(101 + i)))
  const stays = units.map((_, i) => claim(i + 2, '2016-08-10', '2016-08-12'))
  const unitByLine = new Map(units.map((own, i) => [i + 2, own]))
  const dirty = unitStatesOn(DAY, { units, unitByLine }, stays).filter(({ housekeeping }) => housekeeping === 'dirty')
  expect(dirty.length).toBeGreaterThan(5)
  expect(dirty.length).toBeLessThan(30)
})
