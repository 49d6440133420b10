import { expect, test } from 'vitest'
import { seriesOf } from './series.ts'

test('the median and the 95th percentile are times that were measured', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)
  expect(seriesOf(hundred)).toEqual({ count: 100, p50: 50, p95: 95 })
  expect(seriesOf([7])).toEqual({ count: 1, p50: 7, p95: 7 })
  expect(() => seriesOf([])).toThrow('nothing was measured')
})
