import { describe, expect, it } from 'vitest'
import { hashCode, judgeCode, makeCode } from './enrolment-code.ts'

it('makes codes that can be typed, no two alike', () => {
  const codes = Array.from({ length: 500 }, makeCode)
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(new Set(codes).size).toBe(codes.length)
})

it('reads a code however it was typed', () => {
  const hash = hashCode('K7QF-2M90-1C4D')
  for (const typed of ['k7qf2m901c4d', ' K7QF 2M9O IC4D', 'k7qf–2m9o–lc4d']) expect(hashCode(typed)).toBe(hash)
  expect(hashCode('K7QF-2M90-1C4E')).not.toBe(hash)
})

describe('judgeCode', () => {
  const fresh = { expired: false, used: false, usedByKey: null }
  it.each([
    [undefined, 'unknown'],
    [fresh, 'good'],
    [{ ...fresh, expired: true }, 'expired'],
    [{ ...fresh, used: true, usedByKey: 'other' }, 'used'],
    [{ ...fresh, used: true, usedByKey: null }, 'used'],
    [{ expired: true, used: true, usedByKey: 'mine' }, 'again'],
  ] as const)('%j is %s', (record, verdict) => {
    expect(judgeCode(record, 'mine')).toBe(verdict)
  })
})
