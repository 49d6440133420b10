import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCharacter, formatNumber, mergeNumbers, NO_NUMBERS, type Numbers } from './numbers.ts'

describe('check character', () => {
  it('C5: is that of the published example of MOD 37,36 (Global Release Identifier)', () => {
    expect(checkCharacter('A12425GABC1234002')).toBe('M')
  })

  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

  it('C5: finds every single wrong character', () => {
    const text = fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(text, fc.nat(11), fc.constantFrom(...alphabet), (characters, place, other) => {
        const wrong = characters.with(place % characters.length, other)
        const same = wrong.join('') === characters.join('')
        expect(checkCharacter(wrong.join('')) === checkCharacter(characters.join(''))).toBe(same)
      }),
    )
  })

  it('C5: finds nearly every transposition of neighbours', () => {
    const pairs = [...alphabet].flatMap((a) => [...alphabet].filter((b) => b !== a).map((b) => [a, b] as const))
    const missed = pairs.filter(([a, b]) => checkCharacter(`A7${a}${b}`) === checkCharacter(`A7${b}${a}`))
    expect(missed.length / pairs.length).toBeLessThan(0.002)
  })

  it('refuses what has no value', () => {
    expect(() => checkCharacter('a7')).toThrow('not a digit or capital letter')
  })
})

it('C5: writes prefix, four digits or more, check character', () => {
  expect(formatNumber('A7', 42)).toMatch(/^A70042[0-9A-Z]$/)
  expect(formatNumber('A7', 123456)).toMatch(/^A7123456[0-9A-Z]$/)
})

describe('mergeNumbers', () => {
  const numbers: fc.Arbitrary<Numbers> = fc.record({
    incarnation: fc.nat(3),
    nextSeq: fc.integer({ min: 1, max: 9 }),
    clock: fc.record({ ms: fc.nat(3), counter: fc.nat(3) }),
    counters: fc.dictionary(fc.constantFrom('a', 'b'), fc.nat(9)),
  })

  it('C5: never goes back, whichever comes first', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const merged = mergeNumbers(a, b)
        expect(merged).toEqual(mergeNumbers(b, a))
        for (const each of [a, b]) {
          expect(merged.incarnation).toBeGreaterThanOrEqual(each.incarnation)
          if (merged.incarnation === each.incarnation) expect(merged.nextSeq).toBeGreaterThanOrEqual(each.nextSeq)
          for (const [series, value] of Object.entries(each.counters)) {
            expect(merged.counters[series]).toBeGreaterThanOrEqual(value)
          }
        }
      }),
    )
  })

  it('begins below every number of a centre', () => {
    expect(mergeNumbers(NO_NUMBERS, { ...NO_NUMBERS, incarnation: 1 }).incarnation).toBe(1)
  })
})
