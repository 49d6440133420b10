import { describe, expect, test } from 'vitest'
import { asIsoDate } from '../../kernel/dates.ts'
import { exact, round } from './exact.ts'
import type { Demand, RateStrategy, SeasonalAdjustment } from './price.ts'
import { priceOfNight } from './price.ts'

const saturday = asIsoDate('2026-08-15')
const sunday = asIsoDate('2026-08-16')
const demand = (pct = 50): Demand => ({ businessDate: asIsoDate('2026-08-01'), occupancyPct: () => pct })
const season = (value: string, more: Partial<SeasonalAdjustment> = {}): SeasonalAdjustment => ({
  kind: 'factor',
  value,
  from: asIsoDate('2026-08-01'),
  until: asIsoDate('2026-09-01'),
  dowMask: 127,
  priority: 0,
  ...more,
})
const bar: RateStrategy = {
  id: 'bar',
  baseRate: '120',
  minRate: '80',
  maxRate: '400',
  minorUnits: 2,
  seasons: [season('1.30'), season('1.15', { dowMask: 0b0110000, priority: 1 })],
  modifiers: [
    { kind: 'factor', value: '0.95', fromPct: 0, toPct: 60, minLeadDays: 7, maxLeadDays: 30 },
    { kind: 'factor', value: '1.20', fromPct: 60, toPct: 100, minLeadDays: 0, maxLeadDays: 9999 },
  ],
}

describe('the price of a night', () => {
  test('120 x 1.30 x 1.15 x 0.95 -> 170.43', () => {
    expect(priceOfNight(bar, saturday, demand())).toBe('170.43')
  })

  test('a weekday mask leaves the other days alone', () => {
    expect(priceOfNight(bar, sunday, demand())).toBe('148.20')
  })

  test('a season does not reach its end', () => {
    expect(priceOfNight({ ...bar, modifiers: [] }, asIsoDate('2026-09-01'), demand())).toBe('120.00')
  })

  test('a full house is in the band that ends at 100, and more than full is full', () => {
    expect(priceOfNight(bar, sunday, demand(100))).toBe('187.20')
    expect(priceOfNight(bar, sunday, demand(130))).toBe('187.20')
  })

  test('is kept between the lowest and the highest rate', () => {
    expect(priceOfNight({ ...bar, maxRate: '150' }, saturday, demand())).toBe('150.00')
    expect(priceOfNight({ ...bar, baseRate: '10' }, saturday, demand())).toBe('80.00')
  })

  test('amounts are added in order of priority', () => {
    const strategy = { ...bar, seasons: [season('10', { kind: 'amount', priority: 2 }), season('2')], modifiers: [] }
    expect(priceOfNight(strategy, sunday, demand())).toBe('250.00')
  })

  test("a derived rate follows its parent's rounded price", () => {
    const derived = { parent: bar, derivation: { kind: 'factor', value: '0.9' } } as const
    expect(priceOfNight({ ...bar, minRate: '0', seasons: [], modifiers: [], derived }, saturday, demand())).toBe(
      '153.39',
    )
  })

  test('rounds half up, away from zero, in the minor unit of the currency', () => {
    expect(round(exact('0.005'), 2)).toBe('0.01')
    expect(round(exact('-0.005'), 2)).toBe('-0.01')
    expect(round(exact('-0.004'), 2)).toBe('0.00')
    expect(round(exact('1499.5'), 0)).toBe('1500')
    expect(round(exact('2'), 3)).toBe('2.000')
  })
})
