import { describe, expect, it } from 'vitest'
import { readSum } from './amount.ts'
import { arrivesEarly, leavesLate } from './house-clock.ts'

describe('what is typed as an amount', () => {
  it.each([
    ['18', '18.00'],
    ['18,5', '18.50'],
    [' 1234.05 ', '1234.05'],
  ])('%s is %s', (typed, amount) => expect(readSum(typed)).toBe(amount))

  it.each(['', '0', '0.00', '-5', '1.234', '12 €', '1.2.3'])('%s is none', (typed) => expect(readSum(typed)).toBeNull())

  it('has the digits of its currency', () => {
    expect(readSum('1500', 0)).toBe('1500')
    expect(readSum('1500.5', 0)).toBeNull()
  })
})

describe('early and late, by the clock of the house', () => {
  const house = { timezone: 'Europe/Lisbon', businessDate: '2026-11-23' }
  const at = (instant: string) => new Date(instant)

  it('an arrival before rooms are ready is early', () => {
    expect(arrivesEarly(at('2026-11-23T09:30:00Z'), house, '2026-11-23', '15:00')).toBe(true)
    expect(arrivesEarly(at('2026-11-23T15:00:00Z'), house, '2026-11-23', '15:00')).toBe(false)
    expect(arrivesEarly(at('2026-11-23T09:30:00Z'), house, '2026-11-22', '15:00')).toBe(false)
  })

  it('a departure after the hour is late, one before the booked day is not', () => {
    expect(leavesLate(at('2026-11-23T12:01:00Z'), house, '2026-11-23', '12:00')).toBe(true)
    expect(leavesLate(at('2026-11-23T11:30:00Z'), house, '2026-11-23', '12:00')).toBe(false)
    expect(leavesLate(at('2026-11-23T18:00:00Z'), house, '2026-11-25', '12:00')).toBe(false)
  })

  it('after midnight nobody is early while the day is not closed', () => {
    expect(arrivesEarly(at('2026-11-24T01:30:00Z'), house, '2026-11-23', '15:00')).toBe(false)
  })
})
