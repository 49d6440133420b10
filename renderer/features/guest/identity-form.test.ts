import { describe, expect, it } from 'vitest'
import { tailOf } from '../../../shared/domains/guest/identity-inputs.ts'
import { emptyIdentity, identityErrors, identityInputOf, isEmptyIdentity, isExpired } from './identity-form.ts'

const GUEST = '018f0000-0000-7000-8000-000000000001'
const form = { ...emptyIdentity('PT'), number: 'cd 602', country: 'pt', dateOfBirth: '1971-02-03' }

describe('an identity as it is typed', () => {
  it('is nothing before a number or a date of birth is there', () => {
    expect(isEmptyIdentity(emptyIdentity('PT'))).toBe(true)
    expect(identityErrors(GUEST, emptyIdentity(), '2026-11-23')).toEqual({})
    expect(isEmptyIdentity(form)).toBe(false)
  })
  it('gives what was entered, and leaves out what was not', () => {
    expect(identityInputOf(GUEST, form)).toEqual({
      profileId: GUEST,
      document: { type: 'passport', number: 'cd 602', country: 'PT', expiresOn: null },
      dateOfBirth: '1971-02-03',
    })
    expect(identityInputOf(GUEST, { ...form, number: ' ' })).toEqual({ profileId: GUEST, dateOfBirth: '1971-02-03' })
  })
  it('says what is wrong beside the field', () => {
    const wrong = { ...form, number: '§§', country: 'POR', dateOfBirth: '2027-01-01' }
    expect(Object.keys(identityErrors(GUEST, wrong, '2026-11-23')).sort()).toEqual(['country', 'dateOfBirth', 'number'])
    expect(identityErrors(GUEST, form, '2026-11-23')).toEqual({})
  })
  it('is valid on its last day', () => {
    expect(isExpired({ expiresOn: '2026-11-23' }, '2026-11-23')).toBe(false)
    expect(isExpired({ expiresOn: '2026-11-22' }, '2026-11-23')).toBe(true)
    expect(isExpired({ expiresOn: null }, '2026-11-23')).toBe(false)
  })
  it('shows the end of a number only where enough stays hidden', () => {
    expect(tailOf('CD 602-1347')).toBe('347')
    expect(tailOf('CD602134')).toBe('134')
    expect(tailOf('CD6021')).toBeNull()
  })
})
