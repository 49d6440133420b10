import { expect, it } from 'vitest'
import { type Consent, mergeConsent, mergeConsents } from './consents.ts'

const [ten, eleven] = ['2026-11-23T10:00:00.000Z', '2026-11-23T11:00:00.000Z']
const yes = (at: string): Consent => ({ granted: true, at })
const no = (at: string): Consent => ({ granted: false, at })

it.each([
  ['a first answer stands', null, null, yes(eleven), yes(eleven), false],
  ['an answer that saw the one before stands, either way', yes(ten), yes(ten), no(eleven), no(eleven), false],
  ['a guest may agree again', no(ten), no(ten), yes(eleven), yes(eleven), false],
  ['agreed here, refused elsewhere: refused', no(ten), null, yes(eleven), no(ten), true],
  ['refused here, agreed elsewhere: refused, though earlier', yes(eleven), null, no(ten), no(ten), false],
  ['both agreed: the later', yes(eleven), null, yes(ten), yes(eleven), false],
  ['seen otherwise than it stands', no(eleven), yes(ten), yes(eleven), no(eleven), true],
])('%s', (_what, stored, seen, given, consent, overruled) => {
  expect(mergeConsent(stored, seen, given)).toEqual({ consent, overruled })
})

it('merges the answers of two records', () => {
  expect(
    mergeConsents({ marketing: yes(eleven), profiling: yes(ten) }, { marketing: no(ten), sharing: yes(ten) }),
  ).toEqual({
    marketing: no(ten),
    profiling: yes(ten),
    sharing: yes(ten),
  })
})
