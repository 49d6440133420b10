import { describe, expect, test } from 'vitest'
import { orderForWalking, sparedFor, type WalkCandidate } from './whom-to-walk.ts'

const guest = (confirmationNo: string, change: Partial<WalkCandidate> = {}): WalkCandidate => ({
  vip: false,
  inGroup: false,
  children: 0,
  nights: 1,
  loyalty: false,
  promised: false,
  eta: '18:00',
  total: '100.00',
  confirmationNo,
  ...change,
})
const order = (...guests: WalkCandidate[]) => orderForWalking(guests).map((each) => each.confirmationNo)

describe('whom to walk', () => {
  test.each([
    [{ vip: true }, 'vip'],
    [{ inGroup: true }, 'group'],
    [{ children: 1 }, 'family'],
    [{ nights: 2 }, 'nights'],
    [{ loyalty: true }, 'loyalty'],
    [{ promised: true }, 'promised'],
  ])('never %o', (change, reason) => {
    expect(sparedFor(guest('A', change))).toEqual([reason])
    expect(order(guest('A', { ...change, eta: '23:00', total: '50.00' }), guest('B', { eta: '12:00' }))).toEqual([
      'B',
      'A',
    ])
  })

  test('the latest arrival first, then the lowest rate', () => {
    const [early, late, unknown] = [
      guest('A', { eta: '14:00' }),
      guest('B', { eta: '22:30' }),
      guest('C', { eta: null }),
    ]
    expect(order(early, late, unknown)).toEqual(['C', 'B', 'A'])
    expect(
      order(guest('A', { total: '120.00' }), guest('B', { total: '95.50' }), guest('C', { total: '1000.00' })),
    ).toEqual(['B', 'A', 'C'])
  })

  test('where everybody is spared, the fewest reasons and then one night', () => {
    const [both, one] = [guest('A', { vip: true, nights: 3 }), guest('B', { children: 2 })]
    expect(order(both, one)).toEqual(['B', 'A'])
    expect(order(guest('A', { vip: true, nights: 1 }), guest('B', { nights: 2 }))).toEqual(['A', 'B'])
  })
})
