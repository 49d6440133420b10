import { expect, test } from 'vitest'
import { shapes } from './registry.ts'
import { rowKeysByTable } from './row-keys.ts'

test('every table that a terminal holds says which conflict keys stand behind its rows, and no other', () => {
  expect(Object.keys(rowKeysByTable).sort()).toEqual(shapes.map(({ table }) => table).sort())
})
