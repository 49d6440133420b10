import { expect, it } from 'vitest'
import { waitAfter } from './lock-out.ts'
import { needsManager, SteadyClock } from './offline-limit.ts'

it('K5: five wrong PINs in a row lock, and each further one for longer, up to an hour', () => {
  expect([0, 1, 4, 5, 6, 7, 8, 50].map((wrong) => waitAfter(wrong) / 60_000)).toEqual([0, 0, 0, 1, 5, 15, 60, 60])
})

const HOUR = 3_600_000
it.each<[string, number, number, number | null, boolean]>([
  ['within the limit', 0, 72, 72, false],
  ['past it', 0, 73, 72, true],
  ['past it, but a manager was there', 65, 73, 72, false],
  ['and that was a shift ago', 60, 73, 72, true],
  ['head office sets no limit', 0, 9000, null, false],
])('K6: %s', (_, vouchedHours, nowHours, limit, wanted) => {
  const start = 1_000_000 * HOUR
  const hearing = { heardMs: start, vouchedMs: vouchedHours === 0 ? 0 : start + vouchedHours * HOUR }
  expect(needsManager(hearing, start + nowHours * HOUR, limit)).toBe(wanted)
})

it('K6: a clock that is set back gains no time', () => {
  let wall = 100 * HOUR
  let passed = 0
  const clock = new SteadyClock(
    0,
    () => wall,
    () => passed,
  )
  expect(clock.now()).toBe(100 * HOUR)
  wall = 10 * HOUR
  passed = 2 * HOUR
  expect(clock.now()).toBe(102 * HOUR)
  wall = 110 * HOUR
  expect(clock.now()).toBe(110 * HOUR)
  const restarted = new SteadyClock(
    110 * HOUR,
    () => HOUR,
    () => passed,
  )
  expect(restarted.now()).toBe(110 * HOUR)
})
