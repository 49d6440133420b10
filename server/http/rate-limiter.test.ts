import { expect, it } from 'vitest'
import { RateLimiter } from './rate-limiter.ts'

it('G9: lets a burst pass, then so many a second, each key by itself', () => {
  let now = 0
  const limiter = new RateLimiter(2, 3, () => now)
  const take = (key: string, times: number) => Array.from({ length: times }, () => limiter.take(key))
  expect(take('a', 4)).toEqual([0, 0, 0, 1])
  expect(take('b', 1)).toEqual([0])
  now = 1000
  expect(take('a', 3)).toEqual([0, 0, 1])
  now = 0 // a clock that was set back gives nothing away
  expect(take('a', 1)).toEqual([1])
})

it('G9: says how long to wait, in whole seconds', () => {
  const limiter = new RateLimiter(0.1, 1, () => 0)
  expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 10])
})
