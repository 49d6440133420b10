import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyDiff, takeSnapshot } from './diff.ts'

interface Row {
  id: string
  value: number
}
const keyOf = (row: Row): string => row.id
const a = { id: 'a', value: 1 }
const b = { id: 'b', value: 2 }

describe('a snapshot', () => {
  it('keeps the identity of rows that say the same as before', () => {
    const first = takeSnapshot(undefined, 1, [a, b], keyOf)
    const second = takeSnapshot(
      first,
      7,
      [
        { id: 'b', value: 2 },
        { id: 'a', value: 5 },
      ],
      keyOf,
    )
    expect(second.rows[0]).toBe(b)
    expect(second.rows[1]).toEqual({ id: 'a', value: 5 })
    expect(second.rev).toBe(7)
  })
})

describe('a diff', () => {
  const base = takeSnapshot(undefined, 3, [a, b], keyOf)

  it('puts rows in, changes, moves and takes out by the order alone', () => {
    const next = applyDiff(base, { rev: 4, upserts: [{ id: 'c', value: 3 }], order: ['c', 'a'] }, keyOf)
    expect(next).not.toBe('gap')
    if (next === 'gap') return
    expect(next.rows).toEqual([{ id: 'c', value: 3 }, a])
    expect(next.rows[1]).toBe(a)
    expect([...next.byKey.keys()]).toEqual(['c', 'a'])
  })

  it('is a gap where a revision is missing or comes twice', () => {
    expect(applyDiff(base, { rev: 5, upserts: [], order: ['a', 'b'] }, keyOf)).toBe('gap')
    expect(applyDiff(base, { rev: 3, upserts: [], order: ['a', 'b'] }, keyOf)).toBe('gap')
  })

  it('is a gap where it names a row that is not known here', () => {
    expect(applyDiff(base, { rev: 4, upserts: [], order: ['a', 'z'] }, keyOf)).toBe('gap')
  })

  it('leads to what a snapshot of the new rows would be', () => {
    const rows = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), value: fc.nat(3) }), {
      selector: (row) => row.id,
    })
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const from = takeSnapshot(undefined, 1, before, keyOf)
        const upserts = after.filter((row) => from.byKey.get(row.id)?.value !== row.value)
        const next = applyDiff(from, { rev: 2, upserts, order: after.map(keyOf) }, keyOf)
        expect(next === 'gap' ? next : next.rows).toEqual(after)
      }),
    )
  })
})
