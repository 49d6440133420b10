import { expect, it } from 'vitest'
import { queries } from '../registry.ts'
import { mayAsk, queryAccess } from './query-access.ts'

it('K2: every question says who may ask it, and nothing else does', () => {
  expect(Object.keys(queryAccess).sort(), 'a line in query-access.ts for each').toEqual([...queries.keys()].sort())
})

it.each<[string, string, boolean]>([
  ['front_desk', 'desk.arrivals', true],
  ['auditor', 'desk.arrivals', true],
  ['housekeeper', 'desk.arrivals', false],
  ['housekeeper', 'housekeeping.tasks', true],
  ['duty_manager', 'property.figures', true],
  ['front_desk', 'property.figures', false],
  ['housekeeper', 'guest.profile', false],
  ['waiter', 'fb.menu', true],
  ['waiter', 'reservation.search', false],
  ['chef', 'fb.check', true],
  ['chef', 'resolution.list', false],
  ['front_desk', 'access.people', false],
  ['duty_manager', 'access.people', true],
  ['head_office', 'moon.phase', false],
  ['head_office', 'toString', false],
])('K2: %s asks %s: %s', (role, query, may) => {
  expect(mayAsk(role, query)).toBe(may)
})
