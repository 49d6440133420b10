import { expect, test } from 'vitest'
import { type Batch, type Captured, isLogOffset, planStep, type Positions } from './positions.ts'

const batch = (lsn: bigint, more: Partial<Batch> = {}): Batch => ({ statements: [], refetched: [], lsn, ...more })
const at = (handle: string | undefined, offset: string): Captured => ({ handle, offset })
const known: Positions = { a: { handle: 'a1', offset: '50_inf' }, b: { handle: 'b1', offset: '50_inf' } }
const none = new Set<string>()

test('only a place in the log is one to resume from', () => {
  expect(['100_inf', '100_4', '-1', '0_0', '0_inf', 'now', ''].map(isLogOffset)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})

test('G2 what is stored is the LSN that was applied, however far a stream is ahead', () => {
  const step = planStep(batch(60n), { a: at('a1', '100_0'), b: at('b1', '60_inf') }, known, none)
  expect(step.positions).toEqual({ a: { handle: 'a1', offset: '60_inf' }, b: { handle: 'b1', offset: '60_inf' } })
})

test('G9 a shape that is being fetched keeps its stored pair; without one nothing is stored', () => {
  const captured = { a: at('a2', '-1'), b: at('b1', '60_inf') }
  expect(planStep(batch(60n), captured, known, none).positions).toEqual({
    a: known.a,
    b: { handle: 'b1', offset: '60_inf' },
  })
  expect(planStep(batch(60n), captured, null, none).positions).toBeNull()
  expect(planStep(batch(60n), { ...captured, a: at('a2', '0_3') }, known, none).positions?.a).toEqual(known.a)
})

test('G3 a must-refetch before its rows only flags; its rows swap', () => {
  const flagged = planStep(batch(-1n, { refetched: ['a'] }), { a: at('a2', '-1'), b: at('b1', '60_inf') }, known, none)
  expect(flagged).toMatchObject({ flag: ['a'], swap: [], positions: null })
  const swapped = planStep(batch(70n), { a: at('a2', '70_inf'), b: at('b1', '70_inf') }, known, new Set(['a']))
  expect(swapped).toMatchObject({ flag: [], swap: ['a'] })
  expect(swapped.positions?.a).toEqual({ handle: 'a2', offset: '70_inf' })
})

test('G3 in a resumed subscription both come in one call', () => {
  const step = planStep(batch(70n, { refetched: ['a'] }), { a: at('a2', '70_inf'), b: at('b1', '70_inf') }, known, none)
  expect(step).toMatchObject({ flag: [], swap: ['a'] })
})

test('G10 a must-refetch that comes in while an older batch is on its way does not empty the table under that batch', () => {
  const step = planStep(batch(60n, { refetched: ['a'] }), { a: at('a1', '60_inf'), b: at('b1', '60_inf') }, known, none)
  expect(step).toMatchObject({ flag: ['a'], swap: [] })
  expect(step.positions?.a).toEqual(known.a)
})

test('G11 below zero nothing is swapped and nothing stored', () => {
  const step = planStep(batch(-1n), { a: at('a2', '70_inf'), b: at('b1', '70_inf') }, known, new Set(['a']))
  expect(step).toMatchObject({ flag: [], swap: [], positions: null })
})

test('G15 a handle that a stream has heard of is not stored before the rows of it are here', () => {
  const ahead = planStep(batch(60n), { a: at('a2', '60_inf'), b: at('b1', '60_inf') }, known, none)
  expect(ahead.positions).toEqual({ a: known.a, b: { handle: 'b1', offset: '60_inf' } })
  const here = planStep(
    batch(60n, { refetched: ['a'] }),
    { a: at('a2', '60_inf'), b: at('b1', '60_inf') },
    ahead.positions,
    none,
  )
  expect(here).toMatchObject({ swap: ['a'] })
  expect(here.positions?.a).toEqual({ handle: 'a2', offset: '60_inf' })
})
