import { expect, it } from 'vitest'
import { differences } from './fingerprint.ts'

const of = (table: string, rows: number, checksum: string) => ({ table, rows, checksum })

it('says of each table that is not as it was what differs', () => {
  const expected = [of('a.same', 2, '1'), of('a.fewer', 3, '5'), of('a.other', 4, '7'), of('a.gone', 5, '9')]
  const found = [of('a.same', 2, '1'), of('a.fewer', 2, '4'), of('a.other', 4, '8'), of('a.more', 0, '0')]
  expect(differences(expected, found)).toEqual([
    'a.fewer: 2 rows, 3 in the backup',
    'a.other: 4 rows as in the backup, but not the same',
    'a.gone: is missing (5 rows in the backup)',
    'a.more: is not in the backup',
  ])
  expect(differences(expected, expected)).toEqual([])
})
