import { afterEach, describe, expect, it } from 'vitest'
import { speak } from '../../shared/language/languages.ts'
import { readAmount } from './amount.ts'

afterEach(() => speak('en', {}))

describe('a typed amount', () => {
  it.each([
    ['100', '100'],
    ['12.5', '12.5'],
    ['12,50', '12.50'],
    [' 1 234,50 ', '1234.50'],
    ['1.234,50', '1234.50'],
    ['1,234.50', '1234.50'],
    ['1.234.567', '1234567'],
  ])('%s is %s in every language', (typed, amount) => {
    for (const language of ['en', 'de', 'pt'] as const) {
      speak(language, {})
      expect(readAmount(typed)).toBe(amount)
    }
  })

  it('with one sign before three digits is what the language writes so', () => {
    expect([readAmount('1,234'), readAmount('1.234')]).toEqual(['1234', null])
    for (const language of ['de', 'pt'] as const) {
      speak(language, {})
      expect([readAmount('1,234'), readAmount('1.234')]).toEqual([null, '1234'])
    }
  })

  it.each(['', 'abc', '-5', '1.2.3', '12,345,6', '1.234.50', '5 €'])('%s is none', (typed) => {
    expect(readAmount(typed)).toBeNull()
  })
})
