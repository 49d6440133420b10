import { expect, test } from 'vitest'
import { readRowChange, rowName } from './row-change.ts'

test('R12 a change is read back from the statement that pglite-sync makes of it', () => {
  const inserted = readRowChange('\n INSERT INTO "fb"."fb_orders"\n ("id", "status")\n VALUES\n ($1, $2)\n', [
    '1',
    null,
  ])
  expect(inserted).toEqual({ table: 'fb.fb_orders', operation: 'insert', values: { id: '1', status: null } })
  const updated = readRowChange('UPDATE "guest"."stays"\n SET "notes" = $1, "hot" = $2\n WHERE "id" = $3', [
    'x',
    't',
    '1',
  ])
  expect(updated).toEqual({ table: 'guest.stays', operation: 'update', values: { notes: 'x', hot: 't', id: '1' } })
  const deleted = readRowChange('DELETE FROM "guest"."stays"\n WHERE "id" = $1', ['1'])
  expect(deleted).toEqual({ table: 'guest.stays', operation: 'delete', values: { id: '1' } })
  expect(deleted && rowName(deleted)).toBe('guest.stays/1')
  expect(rowName({ table: 'shared.currencies', operation: 'insert', values: { code: 'EUR' } })).toBeNull()
})

test('R12 a statement of another form is not guessed at', () => {
  const two = 'INSERT INTO "a"."b" ("id", "n") VALUES ($1, $2), ($3, $4)'
  expect(readRowChange(two, ['1', '2', '3', '4'])).toBeUndefined()
  expect(readRowChange('COPY "a"."b" ("id") FROM STDIN', [])).toBeUndefined()
  expect(readRowChange('DELETE FROM "a"."b" WHERE "id" = $1', [])).toBeUndefined()
})
