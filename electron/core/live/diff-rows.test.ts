import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffRows, keyRows, patchRows, type RowDiff } from './diff-rows.ts'

interface Item {
  id: string
  value: number | null
}
const key = (row: Item) => row.id
const items = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), value: fc.option(fc.nat(2)) }), {
  selector: key,
})

/** What a page does with a diff. */
function applyDiff(before: readonly Item[], diff: RowDiff<Item>): Item[] {
  const byKey = new Map([...before, ...diff.upserts].map((row) => [key(row), row]))
  return diff.order.map((name) => {
    const row = byKey.get(name)
    if (!row) throw new Error(`a key without a row: ${name}`)
    return row
  })
}

describe('diffRows', () => {
  it('L1: turns the one answer into the other', () => {
    fc.assert(
      fc.property(items, items, (before, after) => {
        const diff = diffRows(keyRows(before, key), keyRows(after, key))
        expect(diff ? applyDiff(before, diff) : before).toEqual(after)
      }),
    )
  })

  it('L2: is null exactly where nothing differs, and sends only what does', () => {
    fc.assert(
      fc.property(items, items, (before, after) => {
        const diff = diffRows(keyRows(before, key), keyRows(after, key))
        expect(diff === null).toBe(JSON.stringify(before) === JSON.stringify(after))
        const texts = before.map((row) => JSON.stringify(row))
        expect(diff?.upserts.every((row) => !texts.includes(JSON.stringify(row))) ?? true).toBe(true)
      }),
    )
  })

  it('throws where two rows have one key', () => {
    expect(() =>
      keyRows(
        [
          { id: 'a', value: 1 },
          { id: 'a', value: 2 },
        ],
        key,
      ),
    ).toThrow('two rows have the key a')
  })
})

describe('patchRows', () => {
  const placed = fc.uniqueArray(fc.record({ id: fc.constantFrom(...'abcdefgh'), place: fc.nat(2), value: fc.nat(2) }), {
    selector: ({ id }) => id,
  })
  const inOrder = (rows: { id: string; place: number; value: number }[]) =>
    rows.toSorted((a, b) => a.place - b.place || a.id.localeCompare(b.id))
  const name = ({ id }: { id: string }) => id

  it('L6: makes the one answer of the other, or asks for all of it', () => {
    fc.assert(
      fc.property(placed, placed, fc.subarray([...'abcdefgh']), (before, after, others) => {
        const [old, next] = [inOrder(before), inOrder(after)]
        const text = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row))
        const changed = [...old, ...next].filter(
          (row) => !(text(old).includes(JSON.stringify(row)) && text(next).includes(JSON.stringify(row))),
        )
        const keys = new Set([...changed.map(name), ...others])
        const part = { keys, rows: next.filter((row) => keys.has(row.id)) }
        const patched = patchRows(keyRows(old, name), part, name, ['place'])
        const isMoved = next.some((row) => old.find(({ id }) => id === row.id)?.place !== row.place)
        if (isMoved) expect(patched).toBeNull()
        else expect(patched).toEqual(keyRows(next, name))
      }),
    )
  })
})
