import { describe, expect, it } from 'vitest'
import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import { changesOf, errorsOf, formOf } from './profile-form.ts'

const row: ProfileRow = {
  profileId: 'p',
  firstName: 'Ana',
  lastName: 'Silva',
  fullName: 'Ana Silva',
  email: null,
  phone: '+351 912 345 678',
  nationality: 'PT',
  language: null,
  vipLevel: 'none',
  notes: '',
  noPost: false,
  erased: false,
  mergedIntoId: null,
  mergedIntoName: null,
  preferences: {},
  consents: {},
  memberships: [],
  alternatives: [],
  stays: [],
  certainty: 'synced',
}

describe('a guest edit', () => {
  it('is nothing where nothing differs', () => {
    expect(changesOf(row, formOf(row))).toEqual({})
    expect(changesOf(row, { ...formOf(row), firstName: ' Ana ' })).toEqual({})
  })
  it('names each changed field with the value that was seen', () => {
    expect(changesOf(row, { ...formOf(row), phone: '', nationality: 'de', noPost: true })).toEqual({
      phone: { from: '+351 912 345 678', to: null },
      nationality: { from: 'PT', to: 'DE' },
      noPost: { from: false, to: true },
    })
  })
  it('says what is wrong beside the field', () => {
    const changes = changesOf(row, { ...formOf(row), lastName: '', email: 'nobody' })
    expect(Object.keys(errorsOf(changes)).sort()).toEqual(['email', 'lastName'])
  })
})
