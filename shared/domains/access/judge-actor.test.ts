import { expect, it } from 'vitest'
import { commandAccess } from './command-access.ts'
import { type HeldRole, judgeActor } from './judge-actor.ts'

const NOON = '2026-11-23T12:00:00.000Z'
const held = (role: string, grantedAt = '2026-01-01T00:00:00.000Z', endedAt: string | null = null): HeldRole => ({
  role,
  person: 'Ana',
  grantedAt,
  endedAt,
  renewsPinSince: null,
})
const judge = (name: string, roles: readonly HeldRole[], args = {}, at = NOON) =>
  judgeActor(commandAccess[name], args, roles, at)

it('G3: lets a role do what its column says', () => {
  expect(judge('v1.reservation.cancel', [held('front_desk')])).toEqual({ kind: 'permitted', own: false })
  expect(judge('v1.housekeeping.completeTask', [held('housekeeper')])).toEqual({ kind: 'permitted', own: true })
})

it('G3: refuses with the facts of who, in which role, and what is missing', () => {
  expect(judge('v1.reservation.cancel', [held('housekeeper')])).toEqual({
    kind: 'refused',
    refusal: { code: 'not_permitted', facts: { person: 'Ana', role: 'housekeeper', permission: 'reservation.manage' } },
  })
  expect(judge('v1.reservation.cancel', [])).toMatchObject({ kind: 'refused', refusal: { code: 'no_role_here' } })
  expect(judge('v9.moon.rise', [held('head_office')])).toMatchObject({ refusal: { code: 'not_permitted' } })
})

it('G3: asks for another permission where the arguments ask for more', () => {
  const set = (status: string) => judge('v1.unit.setHousekeepingStatus', [held('housekeeper')], { status }).kind
  expect([set('clean'), set('inspected')]).toEqual(['permitted', 'refused'])
})

it('G4: takes a fact of before the role ended, and refuses an intent, and a fact of after', () => {
  const left = [held('front_desk', undefined, '2026-11-23T13:00:00.000Z')]
  expect(judge('v1.reservation.checkIn', left)).toMatchObject({ kind: 'lapsed', was: { role: 'front_desk' } })
  expect(judge('v1.reservation.create', left)).toMatchObject({ kind: 'refused', refusal: { code: 'role_ended' } })
  expect(judge('v1.reservation.checkIn', left, {}, '2026-11-23T13:00:00.000Z').kind).toBe('refused')
  expect(judge('v1.reservation.checkIn', left, {}, '2025-11-23T12:00:00.000Z').kind).toBe('refused')
})

it('G4: judges whoever changed to another role by what they could do then', () => {
  const moved = [held('front_desk', undefined, '2026-11-23T13:00:00.000Z'), held('waiter', '2026-11-23T13:00:00.000Z')]
  expect(judge('v1.reservation.checkOut', moved).kind).toBe('lapsed')
  expect(judge('v1.reservation.cancel', moved)).toMatchObject({
    refusal: { code: 'not_permitted', facts: { role: 'waiter' } },
  })
  expect(judge('v1.reservation.checkOut', moved, {}, '2026-11-23T14:00:00.000Z').kind).toBe('refused')
})

it('G19: with a PIN that somebody else gave nothing is done but choosing another; what was done before stands', () => {
  const given = [{ ...held('front_desk'), renewsPinSince: '2026-11-23T11:00:00.000Z' }]
  expect(judge('v1.reservation.create', given)).toMatchObject({ kind: 'refused', refusal: { code: 'pin_must_change' } })
  expect(judge('v1.reservation.checkIn', given)).toMatchObject({ kind: 'lapsed', refusal: { code: 'pin_must_change' } })
  expect(judge('v1.access.changePin', given).kind).toBe('permitted')
  expect(judge('v1.reservation.create', given, {}, '2026-11-23T10:59:00.000Z').kind).toBe('permitted')
})
