import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Row } from '../../shared/command/database.ts'
import { unsealWith } from '../../shared/domains/guest/sealing.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'
import { contextAt, prepareCommand, TEST_KEY } from './fixture.ts'
import { hire } from './hire.ts'

const NUMBER = 'CD6021347'
const passport = { type: 'passport', number: NUMBER, country: 'PT', expiresOn: '2031-04-30' }
const card = { type: 'id_card', number: '30045511', country: 'PT', expiresOn: null }

describe.each(bothDatabases)('the identity of a guest on %s', (database, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject)
  })

  const ada = () => desk.hotel.guests.ada
  const prepare = (input: object, at = '10:00') =>
    desk.prepare('v1.guest.captureIdentity', { profileId: ada(), ...input }, { at })
  const capture = async (input: object, at = '10:00') => desk.arrive(await prepare(input, at))
  const identity = async () => (await desk.ask('guest.identity', { profileId: ada() }))[0]
  const stored = async (): Promise<Row> =>
    (
      await desk.db.query(
        `SELECT encode(document_enc, 'hex') AS document, encode(dob_enc, 'hex') AS dob FROM guest.profiles WHERE id = $1`,
        [ada()],
      )
    )[0] ?? {}

  test('is taken down encrypted, and shown masked', async () => {
    const given = await prepare({ document: { ...passport, number: 'cd 6021347' }, dateOfBirth: '1971-02-03' })
    expect(JSON.stringify(given.args)).not.toMatch(/6021347|1971-02-03/)
    expect(await desk.arrive(given)).toMatchObject({ outcome: 'applied', resolutions: [] })
    const { document, dob } = await stored()
    expect(await unsealWith(desk.db, TEST_KEY, String(document))).toBe('CD 6021347')
    expect(await unsealWith(desk.db, TEST_KEY, String(dob))).toBe('1971-02-03')
    await expect(unsealWith(desk.db, 'another key', String(dob))).rejects.toMatchObject({ sqlState: 'ST011' })
    const shown = await identity()
    expect(shown).toMatchObject({
      guestName: 'Ada King',
      hasDateOfBirth: true,
      document: {
        type: 'passport',
        country: 'PT',
        expiresOn: '2031-04-30',
        tail: '347',
        capturedAt: '2026-11-23T10:00:00.000Z',
      },
      reveals: [],
    })
    expect(JSON.stringify([shown, await desk.ask('guest.profile', { profileId: ada() })])).not.toMatch(/6021|1971/)
  })

  test('a date of birth alone leaves the document, and the other way round', async () => {
    await capture({ document: passport })
    await capture({ dateOfBirth: '1971-02-03' }, '10:05')
    expect(await identity()).toMatchObject({ hasDateOfBirth: true, document: { tail: '347' } })
    await capture({ document: { ...card, number: '455' } }, '10:10')
    expect(await identity()).toMatchObject({ hasDateOfBirth: true, document: { type: 'id_card', tail: null } })
  })

  test('taken down at two desks: the later stands whichever arrives first, and a person is told where they differ', async () => {
    const [early, late, same] = [
      await prepare({ document: card }, '10:00'),
      await prepare({ document: passport }, '10:05'),
      await prepare({ document: passport }, '10:06'),
    ]
    expect((await desk.arrive(late)).resolutions).toEqual([])
    expect((await desk.arrive(early)).resolutions).toMatchObject([
      { reason: 'identity_taken_twice', facts: { guestName: 'Ada King', kept: 'passport', other: 'id_card' } },
    ])
    expect(await identity()).toMatchObject({ document: { type: 'passport' } })
    expect((await desk.arrive(same)).resolutions).toEqual([])
    // Seen and renewed on purpose: no conflict.
    expect((await capture({ document: card }, '10:10')).resolutions).toEqual([])
    expect(await identity()).toMatchObject({ document: { type: 'id_card' } })
  })

  test('is refused for records that are closed, without a key, and to whoever is not at the desk', async () => {
    const { bo } = desk.hotel.guests
    const refusal = async (input: object) => (await capture(input)).refusal
    expect(await refusal({ profileId: newId(), document: card })).toMatchObject({ code: 'guest_not_found' })
    await desk.set('guest.profiles', bo, `merged_into_id = '${ada()}'`)
    expect(await refusal({ profileId: bo, document: card })).toMatchObject({ code: 'guest_merged' })
    const given = await prepare({ dateOfBirth: '1971-02-03' })
    const keyless = { ...given, args: { ...(given.args as object), dateOfBirth: { date: null } } }
    expect((await desk.arrive(keyless)).refusal).toMatchObject({ code: 'identity_key_missing' })
    await desk.set('guest.profiles', ada(), 'erased_at = now()')
    expect(await refusal({ document: card })).toMatchObject({ code: 'guest_erased' })
    await expect(refusal({})).rejects.toThrow('nothing to take down')
  })

  test('uncovering is told with who, where and why, and is a fact though the guest was erased', async () => {
    const rui = await hire(subject, database, desk.hotel.propertyId, 'front_desk')
    const reveal = async (reason: string, actor = desk.hotel.actor) => {
      const context = contextAt(desk.hotel, '11:00', { actor })
      const input = { profileId: ada(), reason }
      const args = await prepareCommand(desk.db, 'v1.guest.revealIdentity', input, context)
      return desk.arrive({ name: 'v1.guest.revealIdentity', args, context })
    }
    await capture({ document: passport })
    expect((await reveal('', rui)).refusal).toMatchObject({
      code: 'reveal_reason_missing',
    })
    // A duty manager sees it anyway.
    expect(await reveal('')).toMatchObject({ outcome: 'applied' })
    await desk.set('guest.profiles', ada(), 'erased_at = now()')
    expect(await reveal('Police register')).toMatchObject({ outcome: 'applied' })
    expect(await identity()).toMatchObject({
      reveals: [
        { by: 'Ana Duty', at: '2026-11-23T11:00:00.000Z' },
        { by: 'Ana Duty', at: '2026-11-23T11:00:00.000Z' },
      ],
    })
    await expect(desk.db.execute(`UPDATE guest.identity_reveals SET reason = ''`)).rejects.toMatchObject({
      sqlState: 'ST003',
    })
    await expect(desk.db.execute('DELETE FROM guest.identity_reveals')).rejects.toMatchObject({ sqlState: 'ST003' })
  })
})
