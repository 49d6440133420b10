import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ResolutionRow } from '../../shared/domains/resolution/rows.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import { Apart } from './apart.ts'
import type { ShiftDesk } from './house.ts'
import { moneyApart } from './money-apart.ts'

/**
 * DOMAIN.md section 3, row by row, at two desks that were apart: what stands at the centre, what both screens say, and the next step.
 * Each test has a hotel's nights of its own, far enough from those of the others.
 */
describe('two desks that were apart', () => {
  let apart: Apart
  let north: ShiftDesk
  let south: ShiftDesk
  beforeAll(async () => {
    apart = await Apart.open(['North', 'South'])
    const [first, second] = apart.house.desks
    if (!first || !second) throw new Error('there are two desks')
    ;[north, south] = [first, second]
  }, 120_000)
  afterAll(() => apart.house.close())
  beforeEach(() => apart.nextNights())

  test('create: the same unit was promised twice; the second guest gets another of the type', async () => {
    const ids: Uuid[] = []
    await apart.during(async () => {
      ids.push(
        await apart.book(north, 'ada', { unitId: apart.unit('101') }),
        await apart.book(south, 'bo', { unitId: apart.unit('101') }),
      )
    })
    const [ada, bo] = ids as [Uuid, Uuid]
    expect(await apart.onAllScreens(ada)).toMatchObject({ unit: '101', certainty: 'synced', open: [] })
    expect(await apart.onAllScreens(bo)).toMatchObject({
      status: 'confirmed',
      unit: '102',
      certainty: 'review',
      open: [
        {
          title: 'Re-roomed to 102',
          happened: 'Unit 101 was promised to Ada King first.',
          done: expect.stringMatching(/^Bo Lind \(.+\) was moved from unit 101 to 102, same nights, same price\.$/),
          tell: 'Your unit is 102; nothing else has changed.',
          nextStep: { action: 'open_reservation' },
        },
      ],
    })
  })

  const entryOf = async (desk: ShiftDesk, reservationId: Uuid) => {
    const rows = (await desk.terminal.query('resolution.list', { status: 'all' })) as ResolutionRow[]
    return rows.find((row) => row.reservationId === reservationId) ?? expect.fail('there is no entry')
  }

  const soldTwice = async (): Promise<Uuid> => {
    let second: Uuid | undefined
    await apart.together()
    await apart.during(async () => {
      await apart.book(north, 'ada')
      second = await apart.book(south, 'bo')
    })
    if (!second) throw new Error('nothing was booked')
    return second
  }

  test('create: the last room was sold twice; the second guest is upgraded at the price that was quoted', async () => {
    for (let i = 0; i < 3; i++) await apart.book(north, 'cy')
    expect(await apart.onAllScreens(await soldTwice())).toMatchObject({
      status: 'confirmed',
      open: [{ title: 'Upgraded to Deluxe', tell: 'We have upgraded you to Deluxe at no extra cost.' }],
    })
  })

  test('create: the last room of the house was sold twice; the second guest waits, and is called', async () => {
    const { types } = apart.hotel
    for (let i = 0; i < 3; i++) await apart.book(north, 'cy')
    for (let i = 0; i < 3; i++) await apart.book(north, 'cy', { unitTypeId: types.DLX })
    await apart.book(north, 'cy', { unitTypeId: types.STE })
    expect(await apart.onAllScreens(await soldTwice())).toMatchObject({
      status: 'waitlisted',
      open: [{ title: 'Sold out: on the waitlist', nextStep: { action: 'call_guest', label: 'Call the guest' } }],
    })
  })

  test('modify: cancelled at the other desk meanwhile; the change asks whether to reinstate', async () => {
    const id = await apart.book(north, 'ada')
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(north, 'cancel', { reservationId: id, reason: 'ill' })
      await apart.reserve(south, 'modify', { reservationId: id, change: { departure: apart.day(apart.from + 3) } })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      status: 'cancelled',
      departure: apart.day(apart.from + 1),
      open: [{ title: 'Changed here, cancelled elsewhere', nextStep: { action: 'reinstate', label: 'Reinstate' } }],
    })
    await apart.reserve(south, 'reinstate', { reservationId: id, reason: 'the guest comes' })
    await apart.together()
    expect(await apart.onAllScreens(id)).toMatchObject({ status: 'confirmed', certainty: 'synced', open: [] })
  })

  test('assign: one unit to two guests; the earlier keeps it, the other is re-roomed', async () => {
    const [ada, bo] = [await apart.book(north, 'ada'), await apart.book(north, 'bo')]
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(south, 'assignUnit', { reservationId: bo, unitId: apart.unit('103') })
      await apart.reserve(north, 'assignUnit', { reservationId: ada, unitId: apart.unit('103') })
    })
    // South was first by the clock, though North's work came first.
    expect(await apart.onAllScreens(bo)).toMatchObject({ unit: '103', open: [] })
    expect(await apart.onAllScreens(ada)).toMatchObject({
      unit: '101',
      open: [{ happened: expect.stringMatching(/^Unit 103 was promised to Bo Lind first/) }],
    })
  })

  test('guest profile: different fields merge; of one field the newer stands and the other is kept', async () => {
    const profileId = apart.hotel.guests.cy
    const edit = (desk: ShiftDesk, changes: object) => desk.run('v1.guest.edit', { profileId, changes })
    await apart.during(async () => {
      await edit(north, { notes: { from: '', to: 'window' }, phone: { from: null, to: '+351 912 345 678' } })
      await edit(south, { notes: { from: '', to: 'balcony' } })
    })
    const profiles = await Promise.all(
      apart.house.desks.map((desk) => desk.terminal.query('guest.profile', { profileId })),
    )
    for (const [profile] of profiles)
      expect(profile).toMatchObject({
        notes: 'balcony',
        phone: '+351 912 345 678',
        alternatives: [{ value: 'window' }],
      })
  })

  test('feedback: what a guest told both desks is one, what they told one of them is added', async () => {
    const tell = (desk: ShiftDesk, comment: string, npsScore: number) =>
      desk.run('v1.feedback.record', {
        ...{ stayId: null, profileId: apart.hotel.guests.bo, type: 'NPS', npsScore, ratings: {}, comment },
        ...{ sentiment: null, source: 'desk' },
      })
    await apart.during(async () => {
      await tell(north, 'The street is loud', 4)
      await tell(south, 'The street is loud', 4)
      await tell(south, 'The breakfast is good', 9)
    })
    for (const { terminal } of apart.house.desks) {
      const told = await terminal.query('guest.feedback', { profileId: apart.hotel.guests.bo, unanswered: false })
      expect(told.map((each) => (each as { comment: string }).comment).sort()).toEqual([
        'The breakfast is good',
        'The street is loud',
      ])
    }
  })

  test('waitlist: promoted at both desks; one promise', async () => {
    const id = await apart.book(north, 'ada', { status: 'waitlisted' })
    await apart.together()
    await apart.during(async () => {
      for (const desk of apart.house.desks) await apart.reserve(desk, 'confirm', { reservationId: id })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({ status: 'confirmed', certainty: 'synced', open: [] })
  })

  test('modify: the same dates were changed at both desks; the first stands, and the second is told of it', async () => {
    const id = await apart.book(north, 'ada')
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(north, 'modify', { reservationId: id, change: { departure: apart.day(apart.from + 2) } })
      await apart.reserve(south, 'modify', { reservationId: id, change: { departure: apart.day(apart.from + 3) } })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      departure: apart.day(apart.from + 2),
      total: '200.00',
      open: [
        {
          title: 'Not done: Change stay',
          happened: expect.stringMatching(/Somebody else changed the stay of Ada King/),
          done: 'Nothing was changed.',
          nextStep: { action: 'open_reservation' },
        },
      ],
    })
    // What was entered came along with the no: at either desk the dialog opens with it again.
    for (const desk of apart.house.desks)
      expect(await entryOf(desk, id)).toMatchObject({ entered: { change: { departure: apart.day(apart.from + 3) } } })
  })

  test('modify: the unit was promised meanwhile for the night that is added; another unit takes the whole stay', async () => {
    const id = await apart.book(north, 'ada', { unitId: apart.unit('101') })
    await apart.together()
    await apart.during(async () => {
      const next = {
        arrival: apart.day(apart.from + 1),
        departure: apart.day(apart.from + 2),
        unitId: apart.unit('101'),
      }
      await apart.book(north, 'bo', next)
      await apart.reserve(south, 'modify', { reservationId: id, change: { departure: apart.day(apart.from + 2) } })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      unit: '102',
      departure: apart.day(apart.from + 2),
      open: [{ title: 'Re-roomed to 102', happened: expect.stringMatching(/promised to Bo Lind first/) }],
    })
  })

  test('assign: a locked promise keeps the unit against an earlier one', async () => {
    const [ada, bo] = [await apart.book(north, 'ada'), await apart.book(north, 'bo')]
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(north, 'assignUnit', { reservationId: ada, unitId: apart.unit('103') })
      await apart.reserve(south, 'assignUnit', { reservationId: bo, unitId: apart.unit('103'), locked: true })
    })
    expect(await apart.onAllScreens(bo)).toMatchObject({ unit: '103', open: [] })
    expect(await apart.onAllScreens(ada)).toMatchObject({ unit: '101', open: [{ title: 'Re-roomed to 101' }] })
  })

  test('assign: out of order by now; another unit is found, and the reason is told', async () => {
    const id = await apart.book(north, 'ada')
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(south, 'assignUnit', { reservationId: id, unitId: apart.unit('102') })
      await apart.takeOut(north, '102')
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      unit: '101',
      open: [{ title: 'Re-roomed to 101', happened: expect.stringMatching(/^Unit 102 is out of order/) }],
    })
  })

  test('assign: another unit at each desk; the later clock stands, whoever sends first', async () => {
    const id = await apart.book(north, 'ada')
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(south, 'assignUnit', { reservationId: id, unitId: apart.unit('103') })
      await apart.reserve(north, 'assignUnit', { reservationId: id, unitId: apart.unit('102') })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      unit: '102',
      open: [
        {
          title: 'Unit 102 stands, not 103',
          happened: expect.stringMatching(/was given unit 103 at one desk and 102 at another/),
          done: 'The later choice stands: 102.',
        },
      ],
    })
  })

  /** Ada is promised 101 and Bo 102, at both desks. */
  const promised = async () => {
    const pair = [
      await apart.book(north, 'ada', { unitId: apart.unit('101') }),
      await apart.book(north, 'bo', { unitId: apart.unit('102') }),
    ] as const
    await apart.together()
    return pair
  }

  test('swap: the same two at both desks; once is enough', async () => {
    const [ada, bo] = await promised()
    await apart.during(async () => {
      await apart.reserve(north, 'swapUnits', { reservationId: ada, otherReservationId: bo, reason: 'the view' })
      await apart.reserve(south, 'swapUnits', { reservationId: bo, otherReservationId: ada, reason: 'the view' })
    })
    expect(await apart.onAllScreens(ada)).toMatchObject({ unit: '102', certainty: 'synced', open: [] })
    expect(await apart.onAllScreens(bo)).toMatchObject({ unit: '101', certainty: 'synced', open: [] })
  })

  test('swap: one of the two was given another unit meanwhile; nobody is moved, and somebody is told', async () => {
    const [ada, bo] = await promised()
    await apart.during(async () => {
      await apart.reserve(north, 'assignUnit', { reservationId: bo, unitId: apart.unit('103') })
      await apart.reserve(south, 'swapUnits', { reservationId: ada, otherReservationId: bo, reason: 'the view' })
    })
    expect(await apart.onAllScreens(bo)).toMatchObject({ unit: '103' })
    expect(await apart.onAllScreens(ada)).toMatchObject({
      unit: '101',
      open: [
        {
          title: 'Not done: Swap units',
          happened: expect.stringMatching(/Bo Lind .* was given unit 103 meanwhile/),
          nextStep: { action: 'assign_unit' },
        },
      ],
    })
  })

  test('split: the second unit was promised meanwhile; another one takes the rest of the stay', async () => {
    const ada = await apart.book(north, 'ada', { departure: apart.day(apart.from + 2), unitId: apart.unit('101') })
    await apart.together()
    await apart.during(async () => {
      const next = {
        arrival: apart.day(apart.from + 1),
        departure: apart.day(apart.from + 2),
        unitId: apart.unit('102'),
      }
      await apart.book(north, 'bo', next)
      const split = { reservationId: ada, unitId: apart.unit('102'), from: apart.day(apart.from + 1) }
      await apart.reserve(south, 'splitStay', split)
    })
    expect(await apart.onAllScreens(ada)).toMatchObject({
      units: ['101', '103'],
      open: [{ title: 'Re-roomed to 103', nextStep: { action: 'open_reservation' } }],
    })
  })

  test('split: into two units at two desks; the first stands, and the second is told', async () => {
    const ada = await apart.book(north, 'ada', { departure: apart.day(apart.from + 2), unitId: apart.unit('101') })
    await apart.together()
    await apart.during(async () => {
      for (const [desk, unit] of [
        [north, '102'],
        [south, '103'],
      ] as const) {
        const split = { reservationId: ada, unitId: apart.unit(unit), from: apart.day(apart.from + 1) }
        await apart.reserve(desk, 'splitStay', split)
      }
    })
    expect(await apart.onAllScreens(ada)).toMatchObject({
      units: ['101', '102'],
      open: [{ title: 'Not done: Split stay', happened: expect.stringMatching(/was given unit 102 meanwhile/) }],
    })
  })

  test('split and swap: a stay that was divided meanwhile is not swapped', async () => {
    const ada = await apart.book(north, 'ada', { departure: apart.day(apart.from + 2), unitId: apart.unit('101') })
    const bo = await apart.book(north, 'bo', { departure: apart.day(apart.from + 2), unitId: apart.unit('102') })
    await apart.together()
    await apart.during(async () => {
      const split = { reservationId: ada, unitId: apart.unit('103'), from: apart.day(apart.from + 1) }
      await apart.reserve(north, 'splitStay', split)
      await apart.reserve(south, 'swapUnits', { reservationId: bo, otherReservationId: ada, reason: 'the view' })
    })
    expect(await apart.onAllScreens(ada)).toMatchObject({ units: ['101', '103'], open: [] })
    expect(await apart.onAllScreens(bo)).toMatchObject({ units: ['102'], open: [{ title: 'Not done: Swap units' }] })
  })

  test('cancel: at both desks; the first reason and fee stand, and nobody needs to hear of it', async () => {
    const id = await apart.book(north, 'ada')
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(north, 'cancel', { reservationId: id, reason: 'ill' })
      await apart.reserve(south, 'cancel', { reservationId: id, reason: 'has called' })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({ status: 'cancelled', certainty: 'synced', open: [] })
  })

  test("option: let lapse at one desk and confirmed at the other; the guest's yes stands while the room was held", async () => {
    const id = await apart.book(north, 'ada', { status: 'tentative', holdUntil: apart.day(apart.from - 1) })
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(north, 'expire', { reservationId: id, reason: 'nobody called' })
      await apart.reserve(south, 'confirm', { reservationId: id })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({ status: 'confirmed', certainty: 'synced', open: [] })
  })

  test('traces and notes: done twice is done once, and what both wrote is kept', async () => {
    const id = await apart.book(north, 'ada')
    const trace = {
      reservationId: id,
      due: apart.day(apart.from),
      department: 'front_office',
      text: 'Cot into the room',
    }
    const { traceId } = await apart.reserve(north, 'addTrace', trace)
    await apart.together()
    await apart.during(async () => {
      for (const desk of [north, south]) {
        await apart.reserve(desk, 'completeTrace', { traceId })
        await apart.reserve(desk, 'setNotes', { reservationId: id, from: '', to: `Seen to at ${desk.name}` })
      }
    })
    expect(await apart.onAllScreens(id)).toMatchObject({ certainty: 'synced', open: [] })
    for (const desk of [north, south]) {
      const [row] = await desk.terminal.query('reservation.detail', { reservationId: id })
      expect(row).toMatchObject({ notes: 'Seen to at North\nSeen to at South' })
      expect(await desk.terminal.query('desk.traces', { reservationId: id })).toMatchObject([
        { doneByName: 'Ana Duty' },
      ])
    }
  })

  test('walk: to the same house at both desks is done once; to two houses a person is told', async () => {
    const [ada, bo] = [await apart.book(north, 'ada'), await apart.book(north, 'bo')]
    await apart.together()
    const walk = (desk: ShiftDesk, reservationId: Uuid, hotel: string) =>
      apart.reserve(desk, 'walk', { reservationId, hotel, reason: 'oversold' })
    await apart.during(async () => {
      for (const desk of [north, south]) await walk(desk, ada, 'Hotel Lisboa')
      await walk(north, bo, 'Hotel Lisboa')
      await walk(south, bo, 'Hotel Porto')
    })
    expect(await apart.onAllScreens(ada)).toMatchObject({ status: 'walked', certainty: 'synced', open: [] })
    expect(await apart.onAllScreens(bo)).toMatchObject({
      status: 'walked',
      open: [
        { title: 'Not done: Walk', happened: expect.stringMatching(/was walked to Hotel Lisboa at another desk/) },
      ],
    })
  })

  test('an entry that was marked as done by mistake is opened again, at both desks', async () => {
    for (let i = 0; i < 3; i++) await apart.book(north, 'cy')
    const id = await soldTwice()
    const { resolutionId } = await entryOf(north, id)
    await apart.give(north, 'v1.resolution.resolve', { resolutionId, note: 'called the guest' })
    await apart.together()
    expect(await entryOf(south, id)).toMatchObject({ status: 'resolved', resolvedByName: 'Ana Duty', settled: null })
    await apart.give(south, 'v1.resolution.reopen', { resolutionId })
    await apart.together()
    expect(await entryOf(north, id)).toMatchObject({
      status: 'open',
      resolvedByName: null,
      resolutionNote: 'called the guest',
    })
    await apart.reserve(north, 'cancel', { reservationId: id, reason: 'ill' })
    const again = await north.run('v1.resolution.reopen', { resolutionId })
    expect(again).toMatchObject({ kind: 'refused', refusal: { code: 'entry_settled' } })
  })

  // The last one: the rate stays as it is set.
  const setRate = (rate: string) =>
    apart.centre((db) =>
      db.execute('UPDATE property_mgmt.rate_strategies SET base_rate = $2 WHERE id = $1', [
        apart.hotel.rates.BAR,
        rate,
      ]),
    )

  test('create: a channel sold the last room meanwhile; the guest of the desk is upgraded at the price that was quoted', async () => {
    for (let i = 0; i < 3; i++) await apart.book(north, 'cy')
    await apart.together()
    let ours: Uuid | undefined
    await apart.during(async () => {
      ours = await apart.book(south, 'bo')
      await apart.bookByChannel('ada')
      await setRate('150.00')
    })
    expect(await apart.onAllScreens(ours ?? expect.fail())).toMatchObject({
      status: 'confirmed',
      total: '100.00',
      open: [
        {
          title: 'Upgraded to Deluxe',
          happened: 'No Standard was left for all the nights.',
          done: expect.stringMatching(/at the price that was quoted/),
          nextStep: { action: 'open_reservation' },
        },
      ],
    })
  })

  moneyApart(() => ({ apart, north, south }))
})
