import { expect, test } from 'vitest'
import { type Aim, type Result, tableOf } from './result.ts'

const series = (p50: number, p95 = p50) => ({ count: 3, p50, p95 })
const lastCell = (result: Result) => tableOf([result]).split('\n').at(-1)?.split(' | ').at(-1)

test('a result stands beside its floor, and an aim is held or missed', () => {
  const result = { name: 'it', measured: series(12.34, 200.6), floor: { name: 'least', measured: series(10, 100) } }
  expect(tableOf([result]).split('\n').at(-1)).toBe('| it | 3 | 12.3 | 201 | least | 10 | 100 | 1.23 x |  |')
  const aims = (...them: Aim[]) => lastCell({ ...result, aims: them })
  expect(aims({ of: 'p50', ratio: 1.3 })).toBe('p50 1.3 x: held |')
  expect(aims({ of: 'p95', ratio: 2 })).toBe('p95 2 x: MISSED |')
  expect(aims({ of: 'p50', above: 2 }, { of: 'p50', above: 3 })).toBe('p50 +2 ms: MISSED, p50 +3 ms: held |')
})
