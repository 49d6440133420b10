import { describe, expect, it } from 'vitest'
import { queries } from '../../shared/domains/registry.ts'
import { rowKeys } from './queries.ts'

const row = {
  businessDate: '2026-11-23',
  reservationId: 'r1',
  profileId: 'p1',
  unitTypeId: 't1',
  rateStrategyId: 's1',
  unitId: 'u1',
  taskId: 'k1',
  resolutionId: 'x1',
  commandId: 'c1',
  barId: 'b1',
  blockId: 'o1',
  night: '2026-11-24',
}

describe('row keys', () => {
  // A difference would make every diff a gap: right, but a whole snapshot for each change.
  it.each([...queries.values()].filter(({ name }) => name in rowKeys))('agree with the core for $name', (query) => {
    const keyOf = Object.entries(rowKeys).find(([name]) => name === query.name)?.[1] as (given: object) => string
    expect(keyOf(row)).toBe(query.key(row))
    const guestOnly = { ...row, reservationId: null }
    if (query.name === 'reservation.search') expect(keyOf(guestOnly)).toBe(query.key(guestOnly))
  })

  it('stand for every question that the core answers', () => {
    expect([...queries.keys()].filter((name) => !(name in rowKeys))).toEqual([])
  })
})
