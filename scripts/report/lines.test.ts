import { expect, it } from 'vitest'
import { columns } from './lines.ts'

it('lines up numbers to the right and words to the left, and ends no line in blanks', () => {
  expect(
    columns([
      ['table', 'size', 'analysed'],
      ['guest.stays', '9.5 MB', 'never'],
      ['guest.profiles', '110.0 MB', '2026-11-23'],
    ]),
  ).toEqual([
    'table               size  analysed',
    'guest.stays       9.5 MB  never',
    'guest.profiles  110.0 MB  2026-11-23',
  ])
})
