import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatHlc, HLC_START, tick } from '../../shared/kernel/clock.ts'
import { keepInThePast } from './happened-at.ts'

const NOW = Date.parse('2026-11-28T10:00:00.000Z')
const DAY = 86_400_000
const at = (ms: number, counter = 0) => formatHlc({ ms, counter }, 'desk')

it('T1: takes a reading of the past as it is, and one of the future as now', () => {
  const take = keepInThePast(() => NOW)
  expect(take(at(NOW - DAY, 7))).toBe(at(NOW - DAY, 7))
  expect(take(at(NOW))).toBe(at(NOW))
  expect(take('soon')).toBe('soon')
  expect(keepInThePast(() => NOW)(at(NOW + DAY, 7))).toBe(at(NOW))
})

it('T2: what becomes now comes after what was given in that very millisecond', () => {
  const take = keepInThePast(() => NOW)
  expect(take(at(NOW))).toBe(at(NOW))
  expect(take(at(NOW + DAY))).toBe(at(NOW, 1))
})

it('T1, T2: keeps the order of a terminal whose clock jumps about, and nothing of it lies in the future', () => {
  const steps = fc.array(fc.record({ clock: fc.integer({ min: -2 * DAY, max: 2 * DAY }), later: fc.nat(3) }), {
    maxLength: 40,
  })
  fc.assert(
    fc.property(steps, (commands) => {
      let present = NOW
      let clock = HLC_START
      const take = keepInThePast(() => present)
      const taken = commands.map((command) => {
        clock = tick(clock, present + command.clock)
        present += command.later
        const reading = take(formatHlc(clock, 'desk'))
        expect(Date.parse(reading.slice(0, 24))).toBeLessThanOrEqual(present)
        return reading
      })
      expect(taken).toEqual([...new Set(taken)].sort())
    }),
  )
})
