import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'
import { hire as hireOne } from './hire.ts'

const hash = (letter: string) => `$2b$10$${letter.repeat(53)}`

describe.each(bothDatabases)('who signs in, on %s', (database, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject, { atCentre: true })
  })

  const hire = (role: string) => hireOne(subject, database, desk.hotel.propertyId, role)
  const reset = (userId: Uuid, letter: string, at = '12:00') =>
    desk.run('v1.access.resetPin', { userId, pinHash: hash(letter) }, { at })
  const hashOf = async (userId: Uuid) =>
    (await desk.db.query('SELECT pin_hash AS hash FROM shared.user_property_roles WHERE user_id = $1', [userId]))[0]
  const person = async (userId: Uuid) => (await desk.ask('access.people', {})).find((row) => row['userId'] === userId)

  test('G18: a person changes their own PIN, and nobody else’s', async () => {
    const { actor } = desk.hotel
    const change = (userId: Uuid) => desk.run('v1.access.changePin', { userId, pinHash: hash('a') })
    expect(await person(actor)).toMatchObject({ name: 'Ana Duty', hasPin: false, pinSetAt: null })
    expect(await change(actor)).toMatchObject({ outcome: 'applied' })
    expect(await hashOf(actor)).toEqual({ hash: hash('a') })
    expect(await person(actor)).toMatchObject({ hasPin: true })
    const other = await hire('front_desk')
    expect((await change(other)).refusal).toEqual({ code: 'not_own', facts: {} })
  })

  test('K10: who was given a PIN by somebody else must choose another, and has once it is chosen', async () => {
    const rui = await hire('waiter')
    await reset(rui, 'b', '12:00')
    expect(await person(rui)).toMatchObject({ hasPin: true, pinMustChange: true })
    const own = { at: '12:10', context: { actor: rui } }
    expect(await desk.run('v1.access.changePin', { userId: rui, pinHash: hash('c') }, own)).toMatchObject({
      outcome: 'applied',
    })
    expect(await person(rui)).toMatchObject({ pinMustChange: false })
    await reset(desk.hotel.actor, 'd')
    expect(await person(desk.hotel.actor)).toMatchObject({ pinMustChange: false })
  })

  test('G18: of two new PINs the later holds, in whatever order they come', async () => {
    const rui = await hire('waiter')
    await reset(rui, 'b', '12:10')
    expect(await reset(rui, 'c', '12:05')).toEqual({
      outcome: 'applied_with_changes',
      refusal: { code: 'pin_set_since', facts: { person: 'Rui Novo' } },
      resolutions: [],
    })
    expect(await hashOf(rui)).toEqual({ hash: hash('b') })
    expect(await reset(rui, 'd', '12:15')).toMatchObject({ outcome: 'applied' })
    expect(await hashOf(rui)).toEqual({ hash: hash('d') })
  })

  test.each(['head_office', 'duty_manager', 'auditor'])(
    'G18: a duty manager gives no PIN to somebody who is %s',
    async (role) => {
      const other = await hire(role)
      expect((await reset(other, 'e')).refusal).toEqual({
        code: 'pin_of_higher_role',
        facts: { person: 'Rui Novo', role },
      })
      expect(await hashOf(other)).toEqual({ hash: null })
    },
  )

  test('G18: nobody gets a PIN who does not work here', async () => {
    expect((await reset(newId(), 'f')).refusal).toEqual({ code: 'person_not_here', facts: {} })
  })

  test('K7: a lock-out is told to a person, and released once', async () => {
    const rui = await hire('front_desk')
    const told = await desk.run('v1.access.tellLockOut', { userId: rui, attempts: 5 })
    expect(told.resolutions).toMatchObject([{ reason: 'locked_out', facts: { person: 'Rui Novo', attempts: 5 } }])
    const lockOutId = (await person(rui))?.['lockOutId']
    expect(lockOutId).toBeTypeOf('string')
    const release = () => desk.run('v1.access.releaseLockOut', { lockOutId })
    expect(await release()).toMatchObject({ outcome: 'applied' })
    expect(await person(rui)).toMatchObject({ lockOutId: null, lockedAt: null })
    expect(await release()).toMatchObject({
      outcome: 'applied_with_changes',
      refusal: { code: 'lock_out_released', facts: { person: 'Rui Novo' } },
      resolutions: [],
    })
  })

  test.runIf(database === 'PostgreSQL')('K7: a lock-out of long ago leaves the terminals', async () => {
    const rui = await hire('front_desk')
    const long = { context: { occurredAt: '2024-01-05T12:00:00.000Z/0000/A1' } }
    await desk.run('v1.access.tellLockOut', { userId: rui, attempts: 5 }, long)
    await desk.run('v1.access.tellLockOut', { userId: rui, attempts: 6 })
    await subject.script('RESET ROLE; SELECT sync.cool_settled_rows(); SET ROLE authenticated_user')
    const sql = 'SELECT attempts, hot FROM shared.sign_in_lock_outs WHERE user_id = $1 ORDER BY attempts'
    expect(await desk.db.query(sql, [rui])).toEqual([
      { attempts: 5, hot: false },
      { attempts: 6, hot: true },
    ])
  })

  test('K7: refuses to lock out a stranger, and to release what is not there', async () => {
    const locked = await desk.run('v1.access.tellLockOut', { userId: newId(), attempts: 5 })
    expect(locked.refusal).toMatchObject({ code: 'person_not_here' })
    const released = await desk.run('v1.access.releaseLockOut', { lockOutId: newId() })
    expect(released).toMatchObject({ outcome: 'refused', refusal: { code: 'lock_out_not_found' } })
  })
})
