import { expect, it } from 'vitest'
import { newId } from '../../shared/kernel/ids.ts'
import type { Identity } from '../auth/identity.ts'
import { readFileKey } from './file-key.ts'

const property = newId()
const sha256 = 'a'.repeat(64)
const as = (role: Identity['role']): Identity => ({ terminal: newId(), role, properties: [property] })

it('F6: knows a file of the own property, in any spelling of its id', () => {
  expect(readFileKey(as('outlet'), { property: property.toUpperCase(), kind: 'photo', sha256 })).toEqual({
    ...{ property, kind: 'photo', sha256 },
  })
  expect(readFileKey(as('head_office'), { property, kind: 'scan', sha256 })).toMatchObject({ kind: 'scan' })
})

it.each([
  ['another property', as('desk'), { property: newId(), kind: 'photo', sha256 }],
  ['a kind that is none', as('desk'), { property, kind: '../photo', sha256 }],
  ['a name that is no hash', as('desk'), { property, kind: 'photo', sha256: '../../signing-key.json' }],
  ['a hash that is too short', as('desk'), { property, kind: 'photo', sha256: 'a'.repeat(63) }],
  ['something more', as('desk'), { property, kind: 'photo', sha256, more: 'x' }],
  ['a scan, at a housekeeping terminal', as('housekeeping'), { property, kind: 'scan', sha256 }],
  ['a scan, at an outlet', as('outlet'), { property, kind: 'scan', sha256 }],
])('F6: says of %s that it is not there', (_, identity, params) => {
  expect(() => readFileKey(identity, params)).toThrow(expect.objectContaining({ status: 404, code: 'file_unknown' }))
})
