import { expect, it } from 'vitest'
import type { MonthFiguresRow } from '../../../shared/domains/reservation/figures-rows.ts'
import { formatMeasure, formatRough, heightOf, isOpen } from './measures.ts'

const row = (changes: Partial<MonthFiguresRow> = {}): MonthFiguresRow => ({
  month: '2016-07-01',
  sold: 6527,
  available: 7812,
  revenue: '700000.00',
  occupancyPct: '83.55',
  adr: '107.25',
  revpar: '89.61',
  currency: 'EUR',
  ...changes,
})

it('writes percent and money, and a dash where there was nothing to divide by', () => {
  expect(formatMeasure(row(), 'occupancy')).toBe('83.55%')
  expect(formatMeasure(row(), 'adr')).toBe('€107.25')
  expect(formatMeasure(row({ adr: null }), 'adr')).toBe('–')
  expect([formatRough(row(), 'occupancy'), formatRough(row({ adr: null }), 'adr')]).toEqual(['84', ''])
})

it('draws occupancy against a full house, and money against the best month', () => {
  const rows = [row(), row({ adr: '214.50' }), row({ adr: null, occupancyPct: '104.00' })]
  expect(rows.map((each) => heightOf(each, 'occupancy', rows))).toEqual([0.8355, 0.8355, 1])
  expect(rows.map((each) => heightOf(each, 'adr', rows))).toEqual([0.5, 1, 0])
  expect(heightOf(row({ adr: '-3.00' }), 'adr', rows)).toBe(0)
  const nothing = row({ adr: null })
  expect(heightOf(nothing, 'adr', [nothing])).toBe(0)
})

it('holds a month open until the business date has left it', () => {
  expect(
    [row(), row({ month: '2016-08-01' }), row({ month: '2016-09-01' })].map((r) => isOpen(r, '2016-08-13')),
  ).toEqual([false, true, true])
})
