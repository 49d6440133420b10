import { expect, it } from 'vitest'
import { keeperOf, worstOf } from './same-fault.ts'

it('G25: of reports of one fault the one stays that somebody has taken on, else the first', () => {
  const [first, second] = [{ id: 1, status: 'reported' } as const, { id: 2, status: 'reported' } as const]
  expect(keeperOf([first, second])).toBe(first)
  const taken = { id: 3, status: 'in_progress' } as const
  expect(keeperOf([first, taken])).toBe(taken)
})

it('G25: the worse severity stands', () => {
  expect(worstOf(['minor', 'critical', 'major'])).toBe('critical')
  expect(worstOf(['minor', 'moderate'])).toBe('moderate')
})
