import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { DatabaseError } from '../../../shared/command/database.ts'
import { checkRoom, DiskFullError, explainFull } from './room.ts'

it('begins nothing where the disk has no room, and says how much is wanted', () => {
  expect(() => checkRoom('/data', () => 3 << 20)).toThrow(DiskFullError)
  expect(() => checkRoom('/data', () => 3 << 20)).toThrow(/\/data has 3 MB left, 64 MB are needed.*Make room/)
  expect(() => checkRoom('/data', () => 1 << 30)).not.toThrow()
  expect(() => checkRoom(tmpdir())).not.toThrow()
  expect(() => checkRoom('/no/such/folder')).not.toThrow()
})

it.each([
  [new DatabaseError('could not extend file', '53100', undefined)],
  [Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' })],
])('knows a disk that became full on the way (%s)', (error) => {
  expect(explainFull(error)).toBeInstanceOf(DiskFullError)
})

it('leaves other errors what they are', () => {
  for (const error of [new DatabaseError('unique', '23505', undefined), new Error('x'), 'x', new DiskFullError('full')])
    expect(explainFull(error)).toBe(error)
})
