import { mayGive } from './command-access.ts'
import { expect, it } from 'vitest'
import { type Grant, grantOf, type Need, PERMISSIONS, ROLES, suffices } from './permissions.ts'
import { permissionWords, rolesThatMay } from './words.ts'

it('G2: gives every role an answer for every permission, and no other role anything', () => {
  for (const permission of PERMISSIONS) {
    for (const role of ROLES) expect(grantOf(role, permission), `${role} ${permission}`).toBeTypeOf('string')
    for (const stranger of ['system', '', 'owner']) expect(grantOf(stranger, permission)).toBe('no')
    expect(permissionWords(permission)).not.toBe('do this')
  }
})

it('G2: lets an auditor see everything but people’s identity, and do nothing', () => {
  for (const permission of PERMISSIONS) {
    const grant = grantOf('auditor', permission)
    expect(grant, permission).toBe(permission === 'guest.identity' ? 'masked' : 'read')
    for (const need of ['request', 'do', 'approve'] as const) expect(suffices(grant, need)).toBe(false)
  }
})

it.each<[string, ...Parameters<typeof grantOf>, Grant]>([
  ['reservations', 'front_desk', 'reservation.manage', 'yes'],
  ['reservations', 'housekeeper', 'reservation.manage', 'no'],
  ['price override', 'front_desk', 'reservation.override', 'no'],
  ['price override', 'duty_manager', 'reservation.override', 'yes'],
  ['refund', 'front_desk', 'payment.correct', 'request'],
  ['refund', 'duty_manager', 'payment.correct', 'approve'],
  ['refund', 'waiter', 'payment.correct', 'request'],
  ['day close', 'front_desk', 'day.close', 'no'],
  ['tasks', 'housekeeper', 'housekeeping.task', 'own'],
  ['tasks', 'front_desk', 'housekeeping.task', 'read'],
  ['inspection', 'housekeeper', 'housekeeping.inspect', 'no'],
  ['out of order', 'engineer', 'unit.block', 'yes'],
  ['documents', 'front_desk', 'guest.identity', 'masked'],
  ['rates', 'duty_manager', 'property.rates', 'no'],
  ['rates', 'head_office', 'property.rates', 'yes'],
])('G2: %s: %s %s is %s', (_, role, permission, grant) => {
  expect(grantOf(role, permission)).toBe(grant)
})

it.each<[Grant, readonly Need[]]>([
  ['yes', ['request', 'do']],
  ['own', ['request', 'do']],
  ['approve', ['request', 'do', 'approve']],
  ['request', ['request']],
  ['masked', []],
  ['read', []],
  ['no', []],
])('G2: %s suffices for %j', (grant, needs) => {
  expect((['request', 'do', 'approve'] as const).filter((need) => suffices(grant, need))).toEqual(needs)
})

it('G2: who may check out may not leave a balance open: a duty manager may, on the screen and in what is queued', () => {
  const left = { kind: 'left_open', reason: 'Pays by transfer' }
  const checkOut = (role: string, args: object) => mayGive(role, 'v1.reservation.checkOut', { ...args })
  expect(checkOut('front_desk', { settlement: { kind: 'city_ledger' } })).toBe(true)
  for (const args of [{ settlement: left }, { account: { settlement: left } }]) {
    expect(checkOut('front_desk', args)).toBe(false)
    expect(checkOut('duty_manager', args)).toBe(true)
  }
})

it('G2: the front desk asks for a refund, a duty manager gives and answers it; a waiter and an auditor give none', () => {
  const may = (role: string) =>
    ['requestRefund', 'refund', 'settleRefund'].filter((name) => mayGive(role, `v1.folio.${name}`))
  expect(may('front_desk')).toEqual(['requestRefund'])
  expect(may('waiter')).toEqual(['requestRefund'])
  expect(may('duty_manager')).toEqual(['requestRefund', 'refund', 'settleRefund'])
  for (const role of ['housekeeper', 'auditor', 'chef']) expect(may(role)).toEqual([])
  for (const role of ['waiter', 'auditor']) expect(mayGive(role, 'v1.folio.queueCard')).toBe(false)
})

it('names whom to ask', () => {
  expect(rolesThatMay('housekeeping.inspect')).toBe('duty manager, housekeeping supervisor, head office')
  expect(rolesThatMay('moon.rise')).toBe('head office')
})
