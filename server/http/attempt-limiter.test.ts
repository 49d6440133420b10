import { expect, it } from 'vitest'
import { AttemptLimiter } from './attempt-limiter.ts'

it('blocks after enough failures within the window, each key by itself', () => {
  let now = 0
  const limiter = new AttemptLimiter(2, 1000, () => now)
  limiter.noteFailure('a')
  expect(limiter.isBlocked('a')).toBe(false)
  now = 500
  limiter.noteFailure('a')
  expect([limiter.isBlocked('a'), limiter.isBlocked('b')]).toEqual([true, false])
  now = 1001
  expect(limiter.isBlocked('a')).toBe(false)
})
