import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Row } from '../../shared/command/database.ts'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk, reasonsOf } from './desk.ts'

describe.each(bothDatabases)('what is kept of guests on %s', (_name, open) => {
  let subject: Subject
  let desk: Desk
  let ada: Uuid
  let bo: Uuid
  let cy: Uuid
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject, { atCentre: true })
    ;({ ada, bo, cy } = desk.hotel.guests)
  })

  const profile = async (profileId: Uuid): Promise<Row> => (await desk.ask('guest.profile', { profileId }))[0] ?? {}
  const merge = (survivorId: Uuid, mergedId: Uuid, at = '12:00', changes?: object) =>
    desk.prepare('v1.guest.merge', { survivorId, mergedId, ...(changes && { changes }) }, { at })

  test('G22: a consent is what the guest said last, and the most restrictive where two desks asked while apart', async () => {
    const ask = (granted: boolean, at: string) =>
      desk.prepare('v1.guest.setConsent', { profileId: ada, kind: 'marketing', granted }, { at })
    const [refusedHere, agreedThere] = [await ask(false, '10:00'), await ask(true, '10:30')]
    expect((await desk.arrive(refusedHere)).resolutions).toEqual([])
    expect((await desk.arrive(agreedThere)).resolutions).toMatchObject([
      { reason: 'consent_refused_elsewhere', facts: { guestName: 'Ada King', consent: 'marketing' } },
    ])
    expect(await profile(ada)).toMatchObject({
      consents: { marketing: { granted: false, at: '2026-11-23T10:00:00.000Z' } },
    })
    expect((await desk.arrive(await ask(true, '11:00'))).resolutions).toEqual([])
    expect(await profile(ada)).toMatchObject({ consents: { marketing: { granted: true } } })
    await desk.set('guest.profiles', ada, 'erased_at = now()')
    expect((await desk.arrive(await ask(true, '11:30'))).refusal).toMatchObject({ code: 'guest_erased' })
  })

  test('wishes merge one by one, and the other one is kept', async () => {
    const wish = (changes: object, at: string) =>
      desk.run('v1.guest.setPreferences', { profileId: ada, changes }, { at })
    await wish({ pillow: { from: null, to: 'firm' }, floor: { from: null, to: 'high' } }, '10:00')
    expect((await wish({ quiet: { from: null, to: 'yes' } }, '09:00')).resolutions).toEqual([])
    expect((await wish({ pillow: { from: null, to: 'soft' } }, '10:05')).resolutions).toMatchObject([
      { reason: 'guest_edit_conflict', facts: { field: 'preference.pillow', kept: 'soft', other: 'firm' } },
    ])
    await wish({ floor: { from: 'high', to: null } }, '10:10')
    expect(await profile(ada)).toMatchObject({
      preferences: { pillow: 'soft', quiet: 'yes' },
      alternatives: [{ field: 'preference.pillow', value: 'firm' }],
    })
    expect(await profile(ada)).not.toMatchObject({ preferences: { floor: 'high' } })
  })

  test('a card that is shown twice is one membership, and nobody else’s', async () => {
    const keep = (profileId: Uuid, tier = 'member') =>
      desk.run('v1.guest.keepMembership', { profileId, program: 'Estrela', number: 'a 4711', tier })
    await keep(ada)
    await keep(ada, 'gold')
    const { memberships } = await profile(ada)
    expect(memberships).toMatchObject([
      { program: 'Estrela', number: 'A 4711', tier: 'gold', points: 0, joinedOn: '2026-11-23' },
    ])
    expect((await keep(bo)).refusal).toEqual({
      code: 'loyalty_number_taken',
      facts: { program: 'Estrela', number: 'A 4711', guestName: 'Ada King' },
    })
    const [{ membershipId }] = memberships as [{ membershipId: string }]
    const end = (id: string) => desk.run('v1.guest.endMembership', { profileId: ada, membershipId: id })
    expect([(await end(membershipId)).outcome, (await end(membershipId)).outcome]).toEqual(['applied', 'applied'])
    expect((await end(newId())).refusal).toMatchObject({ code: 'membership_not_found' })
    expect(await profile(ada)).toMatchObject({ memberships: [] })
    expect((await keep(bo)).outcome).toBe('applied')
  })

  describe('G20: two records of one guest', () => {
    test('become one: stays, folios, companions, wishes, consents and documents follow', async () => {
      const [inHouse, toCome] = [
        await desk.settle({ guest: 'bo', unit: '101' }),
        await desk.book({ guest: 'ada', from: 5 }),
      ]
      for (const [guest, role] of [
        [ada, 'primary'],
        [bo, 'accompanying'],
      ] as const) {
        await desk.db.execute(
          `INSERT INTO reservation.reservation_guests (id, property_id, reservation_id, profile_id, role) VALUES ($1, $2, $3, $4, $5::reservation.guest_role)`,
          [newId(), desk.hotel.propertyId, toCome, guest, role],
        )
      }
      await desk.set(
        'guest.profiles',
        ada,
        `preferences = '{"pillow": "firm"}', consents = '{"marketing": {"granted": true, "at": "2026-01-01T00:00:00.000Z"}}'`,
      )
      await desk.set(
        'guest.profiles',
        bo,
        `preferences = '{"pillow": "soft", "floor": "high"}', no_post = true, email = 'bo@example.com',
        consents = '{"marketing": {"granted": false, "at": "2025-01-01T00:00:00.000Z"}}'`,
      )
      await desk.run('v1.guest.captureIdentity', { profileId: bo, dateOfBirth: '1971-02-03' })
      await desk.run('v1.guest.keepMembership', { profileId: bo, program: 'Estrela', number: '1', tier: 'gold' })

      const outcome = await desk.arrive(await merge(ada, bo, '12:00', { vipLevel: { from: 'none', to: 'gold' } }))
      expect(outcome).toMatchObject({ outcome: 'applied', resolutions: [] })
      const survivor = await profile(ada)
      expect(survivor).toMatchObject({
        fullName: 'Ada King',
        vipLevel: 'gold',
        noPost: true,
        preferences: { pillow: 'firm', floor: 'high' },
        consents: { marketing: { granted: false } },
        memberships: [{ number: '1' }],
      })
      expect((survivor['stays'] as { reservationId: string }[]).map((stay) => stay.reservationId).sort()).toEqual(
        [inHouse, toCome].sort(),
      )
      expect(survivor['alternatives']).toContainEqual({
        field: 'email',
        value: 'bo@example.com',
        at: null,
        command: null,
      })
      expect((await desk.ask('guest.identity', { profileId: ada }))[0]).toMatchObject({ hasDateOfBirth: true })
      expect((await desk.ask('guest.identity', { profileId: bo }))[0]).toMatchObject({ hasDateOfBirth: false })
      expect(
        await desk.db.query('SELECT DISTINCT profile_id AS id FROM guest.stays WHERE property_id = $1', [
          desk.hotel.propertyId,
        ]),
      ).toEqual([{ id: ada }])
      const companions =
        'SELECT role FROM reservation.reservation_guests WHERE reservation_id = $1 AND deleted_at IS NULL'
      expect(await desk.db.query(companions, [toCome])).toEqual([{ role: 'primary' }])
      expect(await profile(bo)).toMatchObject({ mergedIntoId: ada, mergedIntoName: 'Ada King' })
    })

    test('are merged once, whoever does it twice or the other way round', async () => {
      const [first, again, turned] = [await merge(ada, bo), await merge(ada, bo), await merge(bo, ada)]
      for (const given of [first, again, turned])
        expect(await desk.arrive(given)).toMatchObject({ outcome: 'applied', resolutions: [] })
      expect([(await profile(ada))['mergedIntoId'], (await profile(bo))['mergedIntoId']]).toEqual([null, ada])
      expect((await desk.arrive(await merge(ada, ada))).refusal).toMatchObject({ code: 'same_guest' })
    })

    test('what is edited, wished, agreed to or taken down meanwhile at another desk follows', async () => {
      const at = '12:30'
      const edit = { profileId: bo, changes: { notes: { from: '', to: 'window' } } }
      const held = [
        await desk.prepare('v1.guest.edit', edit, { at }),
        await desk.prepare(
          'v1.guest.setPreferences',
          { profileId: bo, changes: { diet: { from: null, to: 'vegan' } } },
          { at },
        ),
        await desk.prepare('v1.guest.setConsent', { profileId: bo, kind: 'sharing', granted: true }, { at }),
        await desk.prepare(
          'v1.guest.keepMembership',
          { profileId: bo, program: 'Estrela', number: '2', tier: 'silver' },
          { at },
        ),
        await desk.prepare('v1.guest.captureIdentity', { profileId: bo, dateOfBirth: '1971-02-03' }, { at }),
      ]
      await desk.arrive(await merge(ada, bo))
      for (const given of held)
        expect(await desk.arrive(given)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
      expect(await profile(ada)).toMatchObject({
        notes: 'window',
        preferences: { diet: 'vegan' },
        consents: { sharing: { granted: true } },
        memberships: [{ number: '2' }],
      })
      expect((await desk.ask('guest.identity', { profileId: ada }))[0]).toMatchObject({ hasDateOfBirth: true })
    })

    test('of three: a chain ends in one record, and two that say otherwise of the same are shown to a person', async () => {
      const [intoBo, boIntoAda, cyIntoAda] = [await merge(bo, cy), await merge(ada, bo), await merge(ada, cy)]
      await desk.arrive(boIntoAda)
      // Bo lives on in Ada by now.
      expect((await desk.arrive(intoBo)).outcome).toBe('applied_with_changes')
      expect((await profile(cy))['mergedIntoId']).toBe(ada)
      expect((await desk.arrive(cyIntoAda)).outcome).toBe('applied')

      const other = await Desk.open(subject, { atCentre: true })
      const { ada: a, bo: b, cy: c } = other.hotel.guests
      const [one, two] = [
        await other.prepare('v1.guest.merge', { survivorId: a, mergedId: c }),
        await other.prepare('v1.guest.merge', { survivorId: b, mergedId: c }),
      ]
      await other.arrive(one)
      expect(await other.arrive(two)).toMatchObject({ outcome: 'refused', refusal: { code: 'guest_merged' } })
    })

    test('are suggested by what only one person has', async () => {
      await desk.book({ guest: 'ada' })
      await desk.set('guest.profiles', bo, `email = 'ADA@example.com'`)
      await desk.set('guest.profiles', cy, `first_name = 'Áda', last_name = 'King', phone = '0044 20 1', email = NULL`)
      const pairOf = (rows: Row[]) =>
        rows.map((row) => [row['profileId'], row['otherId'], row['sameEmail'], row['sameName']])
      expect(pairOf(await desk.ask('guest.duplicates', { profileId: null }))).toEqual([[ada, bo, true, false]])
      expect(pairOf(await desk.ask('guest.duplicates', { profileId: ada }))).toEqual([
        [ada, bo, true, false],
        [ada, cy, false, true],
      ])
      await desk.arrive(await merge(ada, bo))
      expect(await desk.ask('guest.duplicates', { profileId: null })).toEqual([])
    })

    test('are not suggested again once a person has told them apart, at whichever desk and however often', async () => {
      await desk.book({ guest: 'ada' })
      await desk.set('guest.profiles', bo, `email = 'ADA@example.com'`)
      const apart = (profileId: Uuid, otherId: Uuid) => desk.prepare('v1.guest.tellApart', { profileId, otherId })
      const [here, there, late] = [await apart(ada, bo), await apart(bo, ada), await apart(ada, bo)]
      for (const command of [here, there]) expect(await desk.arrive(command)).toMatchObject({ outcome: 'applied' })
      for (const profileId of [null, ada, bo]) expect(await desk.ask('guest.duplicates', { profileId })).toEqual([])
      const rows = await desk.db.query('SELECT told_apart FROM guest.profiles WHERE id = $1', [ada])
      expect(rows).toEqual([{ told_apart: [bo] }])
      // Merged at one desk and told apart at another: the merge stands, and somebody hears of it.
      await desk.arrive(await merge(ada, bo))
      expect(await desk.arrive(late)).toMatchObject({
        outcome: 'refused',
        resolutions: [{ facts: { code: 'guest_merged', guestName: 'Ada King' } }],
      })
    })
  })

  describe('G21: feedback', () => {
    const say = (more: object = {}, at = '12:00') =>
      desk.run(
        'v1.feedback.record',
        {
          ...{
            stayId: null,
            profileId: ada,
            type: 'NPS',
            npsScore: 9,
            ratings: {},
            comment: '',
            sentiment: null,
            source: 'desk',
          },
          ...more,
        },
        { at },
      )
    const all = (more: object = {}) => desk.ask('guest.feedback', { profileId: null, unanswered: false, ...more })

    test('is added, and told twice it is one', async () => {
      await say({ comment: 'Quiet', ratings: { comfort: 5 } }, '10:00')
      await say({ comment: 'Quiet', ratings: { comfort: 5 } }, '10:05')
      await say({ comment: 'Loud', npsScore: 3, sentiment: 'negative' }, '10:10')
      await say({ profileId: null, type: 'COMPLIMENT', npsScore: null, comment: 'Nice lobby' }, '10:20')
      const rows = await all()
      expect(rows.map((row) => [row['guestName'], row['comment']])).toEqual([
        [null, 'Nice lobby'],
        ['Ada King', 'Loud'],
        ['Ada King', 'Quiet'],
      ])
      expect(rows[2]).toMatchObject({ npsScore: 9, ratings: { comfort: 5 }, source: 'desk', response: null })
      expect(await all({ profileId: bo })).toEqual([])
      await expect(say({ npsScore: 11 })).rejects.toThrow()
      await expect(say({ npsScore: null })).rejects.toThrow('a score is needed')
      expect((await say({ stayId: newId() })).refusal).toMatchObject({ code: 'stay_not_found' })
      // A guest whose reservation the centre refused, and their record with it.
      expect((await say({ profileId: newId() })).refusal).toMatchObject({ code: 'guest_not_found' })
    })

    test('of a stay belongs to its guest, and follows a merged record', async () => {
      await desk.settle({ guest: 'bo', unit: '101' })
      const [stay] = await desk.db.query<{ id: string }>('SELECT id FROM guest.stays WHERE property_id = $1', [
        desk.hotel.propertyId,
      ])
      const held = await desk.prepare('v1.feedback.record', {
        ...{ stayId: stay?.id, profileId: null, type: 'REVIEW', npsScore: null, ratings: { value: 2 } },
        ...{ comment: 'Dear', sentiment: 'mixed', source: 'phone' },
      })
      // Said at the desk without naming one: of the stay that they are on.
      await say({ profileId: bo, comment: 'Quiet' }, '09:00')
      expect(await all()).toMatchObject([{ profileId: bo, unitNumber: '101', comment: 'Quiet' }])
      await desk.arrive(await merge(ada, bo))
      await desk.arrive(held)
      expect((await all({ unanswered: false })).slice(0, 1)).toMatchObject([
        { profileId: ada, unitNumber: '101', sentiment: 'mixed' },
      ])
      expect(await desk.ask('guest.ratings')).toEqual([{ category: 'value', responses: 1, stars: '2.0' }])
    })

    test('is answered once: the second answer is shown to a person', async () => {
      await say({ comment: 'Loud', npsScore: 3 })
      const [row] = await all({ unanswered: true })
      const respond = (response: string) =>
        desk.prepare('v1.feedback.respond', { feedbackId: row?.['feedbackId'], response })
      const [one, two, same] = [await respond('Sorry'), await respond('Thanks'), await respond('Sorry')]
      expect((await desk.arrive(one)).outcome).toBe('applied')
      const second = await desk.arrive(two)
      expect(second).toMatchObject({
        outcome: 'applied_with_changes',
        resolutions: [{ facts: { kept: 'Sorry', other: 'Thanks' } }],
      })
      expect(reasonsOf(second)).toEqual(['feedback_answered_twice'])
      expect((await desk.arrive(same)).outcome).toBe('applied')
      expect(await all({ unanswered: true })).toEqual([])
      await desk.run('v1.feedback.setSentiment', { feedbackId: row?.['feedbackId'], sentiment: 'negative' })
      expect(await all()).toMatchObject([{ response: 'Sorry', sentiment: 'negative' }])
      for (const [name, more] of [
        ['respond', { response: 'x' }],
        ['setSentiment', { sentiment: 'mixed' }],
      ] as const) {
        const { refusal } = await desk.run(`v1.feedback.${name}`, { feedbackId: newId(), ...more })
        expect(refusal).toMatchObject({ code: 'feedback_not_found' })
      }
    })

    test('makes the net promoter score: 10,10,10,9,9,8,7,6,3,0 -> 20.00', async () => {
      for (const [i, npsScore] of [10, 10, 10, 9, 9, 8, 7, 6, 3, 0].entries())
        await say({ npsScore, comment: `No. ${i}` })
      expect(await desk.ask('guest.nps')).toEqual([
        { month: '2026-11-01', responses: 10, promoters: 5, passives: 2, detractors: 3, nps: '20.00' },
      ])
    })
  })
})
