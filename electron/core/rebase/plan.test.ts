import { expect, test } from 'vitest'
import type { ConflictKey } from '../../../shared/command/command.ts'
import { type Pending, planRebase, type Touched, withoutConfirmed } from './plan.ts'

const pending = (id: string, position: number, keys: ConflictKey[], rows: string[] = []): Pending => ({
  id,
  position,
  keys,
  rows,
  predicted: null,
})
const ids = (commands: readonly { id: string }[]) => commands.map((command) => command.id).join('')

interface Batch {
  /** Rows with the keys behind them. */
  readonly rows?: Readonly<Record<string, ConflictKey[]>>
  readonly judged?: Readonly<Record<string, boolean>>
}
const touched = ({ rows = {}, judged = {} }: Batch): Touched => ({
  rows: new Map(Object.keys(rows).map((row) => [row, 1])),
  keysByRow: new Map(Object.entries(rows)),
  judged: new Map(Object.entries(judged)),
})

const queue = [
  pending('c', 3, ['unit:2', 'guest:9']),
  pending('a', 1, ['unit:1']),
  pending('b', 2, ['unit:2']),
  pending('d', 4, ['guest:9', 'folio:5']),
  pending('e', 5, ['unit:7']),
]

test('R1 with nothing known of the batch every pending command gives way, in outbox order', () => {
  expect(ids(planRebase(queue, 'everything'))).toBe('abcde')
})

test('R2 told by keys, those connected with it give way, and what came after them on the keys of these', () => {
  const by = (key: ConflictKey) => ids(planRebase(queue, touched({ rows: { x: [key] } })))
  expect(by('unit:2')).toBe('bcd')
  expect(by('folio:5')).toBe('d')
  expect(by('unit:7')).toBe('e')
  expect(by('unit:404')).toBe('')
})

test('R2 whoever wrote a row that changes gives way, whatever its keys', () => {
  const writers = [
    pending('a', 1, ['unit:1'], ['x', 'y']),
    pending('b', 2, ['unit:2'], ['y']),
    pending('c', 3, ['unit:3'], ['z']),
  ]
  expect(ids(planRebase(writers, touched({ rows: { x: [] } })))).toBe('ab')
  expect(ids(planRebase(writers, touched({ rows: { y: [] } })))).toBe('ab')
  expect(ids(planRebase(writers, touched({ rows: { z: [] } })))).toBe('c')
})

test('R2 a command that runs again runs before what came after it on its keys', () => {
  const chain = [pending('a', 1, ['night:1'], ['x']), pending('b', 2, ['night:1'], ['y'])]
  expect(ids(planRebase(chain, touched({ rows: { x: [] } })))).toBe('ab')
  expect(ids(planRebase(chain, touched({ rows: { y: [] } })))).toBe('b')
})

const sameNight = [
  pending('a', 1, ['night:1'], ['x']),
  pending('b', 2, ['night:1'], ['y']),
  pending('c', 3, ['night:1'], ['x', 'z']),
  pending('d', 4, ['unit:4'], ['z']),
]

test('R11 what came out as predicted is no news to those that came after it on other rows', () => {
  const batch = touched({ rows: { x: ['night:1'] }, judged: { a: true } })
  expect(ids(planRebase(sameNight.slice(0, 2), batch))).toBe('a')
  expect(ids(planRebase(sameNight, batch))).toBe('acd')
})

test('R11 what came out otherwise is news: refused, changed, predicted to be refused, or changed by somebody else too', () => {
  const rows = { x: ['night:1'] as ConflictKey[] }
  expect(ids(planRebase(sameNight, touched({ rows, judged: { a: false } })))).toBe('abcd')
  expect(ids(planRebase(sameNight, touched({ judged: { a: false } })))).toBe('abcd')
  const doubted = sameNight.map((each) => ({ ...each, predicted: { code: 'no', facts: {} } }))
  expect(ids(planRebase(doubted, touched({ rows, judged: { a: true } })))).toBe('abcd')
  const twice = { ...touched({ rows, judged: { a: true } }), rows: new Map([['x', 2]]) }
  expect(ids(planRebase(sameNight, twice))).toBe('abcd')
  const foreign = touched({ rows: { ...rows, f: ['night:1'] }, judged: { a: true } })
  expect(ids(planRebase(sameNight, foreign))).toBe('abcd')
})

test('R3 what the batch confirmed does not run again', () => {
  expect(ids(withoutConfirmed(planRebase(queue, 'everything'), ['a', 'd', 'somebody-else']))).toBe('bce')
  expect(withoutConfirmed(planRebase([], 'everything'), ['a'])).toEqual([])
})
