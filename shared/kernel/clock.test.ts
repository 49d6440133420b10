import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatHlc, HLC_START, type HlcState, parseHlc, tick } from './clock.ts'

const DAY = 86_400_000
const NOW = Date.parse('2026-11-28T10:00:00.000Z')

it('T7: readings sort as text in the order in which they were taken, whatever the wall clock does', () => {
  const walls = fc.array(
    fc.oneof(fc.integer({ min: -DAY, max: DAY }), fc.constantFrom(-400 * DAY, 0, 1, DAY, 400 * DAY)),
    { maxLength: 50 },
  )
  fc.assert(
    fc.property(walls, fc.nat(10_000), (shifts, counter) => {
      let clock: HlcState = { ms: NOW, counter: Math.min(counter, 9999) }
      const texts = shifts.map((shift) => formatHlc((clock = tick(clock, NOW + shift)), 'desk'))
      expect(texts).toEqual([...new Set(texts)].sort())
    }),
  )
})

it('T7: more readings within a millisecond than the counter has digits for go on in the next', () => {
  const last: HlcState = { ms: NOW, counter: 9999 }
  const next = tick(last, NOW - DAY)
  expect(next).toEqual({ ms: NOW + 1, counter: 0 })
  expect(formatHlc(last, 'desk') < formatHlc(next, 'desk')).toBe(true)
})

it('reads what it wrote, and nothing else', () => {
  expect(parseHlc(formatHlc({ ms: NOW, counter: 3 }, 'desk'))).toEqual({ ms: NOW, counter: 3, node: 'desk' })
  for (const text of ['soon', '2026-11-28T10:00:00.000Z', '2026-11-28T10:00:00.000Z/3/desk']) {
    expect(parseHlc(text)).toBeUndefined()
  }
  expect(tick(HLC_START, NOW)).toEqual({ ms: NOW, counter: 0 })
})
