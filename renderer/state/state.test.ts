import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Route } from './route.ts'
import { formatRoute, HOME, parseRoute } from './route.ts'
import { moveInGrid, moveInList, moveSelection } from './selection.ts'

describe('selection', () => {
  const ids = ['a', 'b', 'c']
  it('begins at the end that one comes from', () => {
    expect(moveSelection(ids, null, 1)).toBe('a')
    expect(moveSelection(ids, null, -1)).toBe('c')
  })
  it('stops at both ends', () => {
    expect(moveSelection(ids, 'c', 1)).toBe('c')
    expect(moveSelection(ids, 'a', -1)).toBe('a')
    expect(moveSelection(ids, 'a', 1)).toBe('b')
  })
  it('begins anew where the selected row is gone', () => {
    expect(moveSelection(ids, 'z', 1)).toBe('a')
    expect(moveSelection([], 'z', 1)).toBeNull()
  })
})

describe('walking', () => {
  it('in a list goes up and down only', () => {
    expect(moveInList(['a', 'b'], 'a', 'down')).toBe('b')
    expect(moveInList(['a', 'b'], 'b', 'previous')).toBe('a')
    expect(moveInList(['a', 'b'], 'a', 'right')).toBe('a')
  })

  // 101 102 103 / 104   and on the next floor   201 202
  const floors = [
    ['101', '102', '103', '104'],
    ['201', '202'],
  ]
  const go = (from: string | null, step: Parameters<typeof moveInGrid>[3]) => moveInGrid(floors, 3, from, step)
  it('in a grid goes by row and by column, over the groups', () => {
    expect(go('101', 'down')).toBe('104')
    expect(go('104', 'down')).toBe('201')
    expect(go('202', 'up')).toBe('104')
    expect(go('103', 'down')).toBe('104')
    expect(go('103', 'right')).toBe('104')
    expect(go('201', 'left')).toBe('104')
  })
  it('stops at the edges, and begins at an end', () => {
    expect(go('102', 'up')).toBe('102')
    expect(go('202', 'down')).toBe('202')
    expect(go('101', 'left')).toBe('101')
    expect(go(null, 'down')).toBe('101')
    expect(go(null, 'up')).toBe('202')
    expect(go('gone', 'right')).toBe('101')
    expect(moveInGrid([], 3, null, 'down')).toBeNull()
  })
})

describe('routes', () => {
  const id = fc.uuid()
  const route: fc.Arbitrary<Route> = fc.oneof(
    fc.record({
      screen: fc.constant('today' as const),
      list: fc.constantFrom('arrivals' as const, 'departures' as const, 'in-house' as const),
    }),
    fc.record({ screen: fc.constant('reservations' as const), text: fc.string() }),
    fc.record({ screen: fc.constant('reservation' as const), reservationId: id }),
    fc.record({ screen: fc.constant('guest' as const), profileId: id }),
    fc.constantFrom<Route>({ screen: 'units' }, { screen: 'housekeeping' }, { screen: 'figures' }),
    fc.record({
      screen: fc.constant('resolutions' as const),
      status: fc.constantFrom('open' as const, 'resolved' as const),
    }),
  )
  it('come back from the address as they went in', () => {
    fc.assert(
      fc.property(route, (place) => {
        expect(parseRoute(formatRoute(place))).toEqual(place)
      }),
    )
  })
  it('lead home from anything else', () => {
    for (const text of ['', '#', '#token=abc', '#/nowhere', '#/reservation']) expect(parseRoute(text)).toEqual(HOME)
  })
})
