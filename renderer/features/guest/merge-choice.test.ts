import { expect, it } from 'vitest'
import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import { differs, mergeChanges, suggestedSurvivor } from './merge-choice.ts'
import { preferenceChanges } from './preferences.ts'

const row = (more: Partial<ProfileRow>): ProfileRow => ({
  ...{ profileId: 'p', firstName: 'Ana', lastName: 'Silva', fullName: 'Ana Silva', email: null, phone: null },
  ...{
    nationality: null,
    language: null,
    vipLevel: 'none',
    notes: '',
    noPost: false,
    erased: false,
    mergedIntoId: null,
  },
  ...{
    mergedIntoName: null,
    preferences: {},
    consents: {},
    memberships: [],
    alternatives: [],
    stays: [],
    certainty: 'synced',
  },
  ...more,
})

it('keeps what the record has, takes what it lacks, and follows a person', () => {
  const [kept, other] = [
    row({ phone: '+351 1' }),
    row({ phone: '+351 2', email: 'a@b.example', vipLevel: 'gold', firstName: 'Anna' }),
  ]
  expect(mergeChanges(kept, other, {})).toEqual({
    email: { from: null, to: 'a@b.example' },
    vipLevel: { from: 'none', to: 'gold' },
  })
  expect(mergeChanges(kept, other, { firstName: 'other', email: 'kept', vipLevel: 'kept' })).toEqual({
    firstName: { from: 'Ana', to: 'Anna' },
  })
  expect(mergeChanges(kept, kept, {})).toBeUndefined()
  expect(differs(row({ notes: '' }), row({ notes: '' }), 'notes')).toBe(false)
})

it('keeps the record of whoever stayed more often', () => {
  const stay = {
    reservationId: 'r',
    arrival: '',
    departure: '',
    unitNumber: null,
    status: 'checked_out',
    confirmationNo: '',
  }
  const [one, two] = [row({ profileId: 'one' }), row({ profileId: 'two', stays: [stay] })]
  expect(suggestedSurvivor(one, two)).toBe(two)
  expect(suggestedSurvivor(one, row({}))).toBe(one)
})

it('changes wishes one by one', () => {
  expect(preferenceChanges({ pillow: 'firm', floor: 'high' }, { pillow: ' soft ', floor: ' ', diet: '' })).toEqual({
    pillow: { from: 'firm', to: 'soft' },
    floor: { from: 'high', to: null },
  })
})
