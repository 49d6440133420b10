import { afterEach, describe, expect, it } from 'vitest'
import {
  formatDate,
  formatDay,
  formatInstant,
  formatMoney,
  formatSpan,
  formatWeekday,
} from '../../shared/language/format.ts'
import { speak } from '../../shared/language/languages.ts'
import { fitColumns, tracksOf } from './columns.ts'

afterEach(() => speak('en', {}))

describe('formats', () => {
  it('writes dates as a hotel reads them, in no time zone', () => {
    expect(formatDate('2026-11-23')).toBe('Mon 23 Nov 2026')
    expect(formatWeekday('2026-01-01')).toBe('Thu 1 Jan')
  })
  it('names the month once where it can', () => {
    expect(formatSpan('2026-11-23', '2026-11-26')).toBe('23 – 26 Nov')
    expect(formatSpan('2026-11-30', '2026-12-02')).toBe('30 Nov – 2 Dec')
    expect(formatSpan('2026-11-23', '2026-11-23')).toBe('23 Nov')
  })
  it('writes days and spans as each language does', () => {
    speak('de', {})
    expect([formatDay('2026-12-01'), formatSpan('2026-11-23', '2026-11-26')]).toEqual(['1. Dez.', '23. – 26. Nov.'])
    speak('pt', {})
    expect([formatDay('2026-12-01'), formatSpan('2026-11-23', '2026-11-26')]).toEqual(['1/12', '23/11 – 26/11'])
  })
  it('names the year where it is another one', () => {
    expect(formatSpan('2016-11-23', '2016-11-26', '2016-08-13')).toBe('23 – 26 Nov')
    expect(formatSpan('2015-11-23', '2015-11-26', '2016-08-13')).toBe('23 – 26 Nov 2015')
    expect(formatSpan('2016-12-30', '2017-01-02', '2016-08-13')).toBe('30 Dec 2016 – 2 Jan 2017')
    expect(formatSpan('2026-12-30', '2027-01-02')).toBe('30 Dec 2026 – 2 Jan 2027')
  })
  it('writes amounts in the way of their currency', () => {
    expect(formatMoney('1170.4', 'EUR')).toBe('€1,170.40')
    expect(formatMoney('12000', 'JPY')).toBe('JP¥12,000')
  })
  it('leaves what it cannot read as it came', () => {
    expect([formatDate('soon'), formatSpan('soon', 'late'), formatInstant('x'), formatMoney('5', '??')]).toEqual([
      'soon',
      'soon – late',
      'x',
      '5 ??',
    ])
  })
})

describe('columns', () => {
  const columns = [
    { key: 'guest', width: 100, grow: 1 },
    { key: 'unit', width: 50, yields: 1 },
    { key: 'total', width: 50, yields: 2 },
    { key: 'eta', width: 50, yields: 2 },
  ]
  const keys = (room: number) => fitColumns(columns, room).map(({ key }) => key)
  it('all stand where there is room', () => {
    expect(keys(324)).toEqual(['guest', 'unit', 'total', 'eta'])
  })
  it('go one by one, the least needed and rightmost first', () => {
    expect(keys(323)).toEqual(['guest', 'unit', 'total'])
    expect(keys(250)).toEqual(['guest', 'unit'])
  })
  it('never lose what must stay', () => {
    expect(keys(10)).toEqual(['guest'])
  })
  it('become tracks of a grid', () => {
    expect(tracksOf(columns.slice(0, 2))).toBe('minmax(100px, 1fr) 50px')
  })
})
