import { expect, test } from 'vitest'
import { asIsoDate } from '../../kernel/dates.ts'
import { asUuid } from '../../kernel/ids.ts'
import { shareOut } from './share-out.ts'

const [STD, DLX] = [asUuid('00000000-0000-7000-8000-000000000001'), asUuid('00000000-0000-7000-8000-000000000002')]
const stock = (left: Record<string, number>) =>
  Object.entries(left).map(([night, free]) => ({
    unitTypeId: STD,
    night: asIsoDate(night),
    rooms: free + 2,
    overbooking: 1,
    sold: 3,
  }))
const wish = (arrival: string, departure: string, unitTypeId = STD) => ({
  unitTypeId,
  arrival: asIsoDate(arrival),
  departure: asIsoDate(departure),
})

test('whoever stands first takes the room away from those behind, on every night of theirs', () => {
  const nights = stock({ '2026-12-01': 1, '2026-12-02': 1, '2026-12-03': 2 })
  const wishes = [wish('2026-12-01', '2026-12-03'), wish('2026-12-02', '2026-12-04'), wish('2026-12-03', '2026-12-04')]
  expect(shareOut(wishes, nights)).toEqual([true, false, true])
})

test('who cannot have all of the nights takes none of them', () => {
  const nights = stock({ '2026-12-01': 0, '2026-12-02': 1 })
  expect(shareOut([wish('2026-12-01', '2026-12-03'), wish('2026-12-02', '2026-12-03')], nights)).toEqual([false, true])
})

test('a day use needs its day; what is not counted is not known', () => {
  const nights = stock({ '2026-12-01': 1 })
  const wishes = [
    wish('2026-12-01', '2026-12-01'),
    wish('2026-12-01', '2026-12-01'),
    wish('2026-12-01', '2026-12-02', DLX),
  ]
  expect(shareOut(wishes, nights)).toEqual([true, false, null])
})
