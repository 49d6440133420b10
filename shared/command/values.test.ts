import { expect, it } from 'vitest'
import { toIsoInstant } from './values.ts'

it.each([
  ['2026-11-23 19:00:00+00', '2026-11-23T19:00:00.000Z'],
  ['2026-11-23 19:00:00.123456+00', '2026-11-23T19:00:00.123Z'],
  ['2026-11-23 19:00:00+05:30', '2026-11-23T13:30:00.000Z'],
  ['infinity', 'infinity'],
])('reads the instant %s', (text, iso) => {
  expect(toIsoInstant(text)).toBe(iso)
})
