import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeResolution } from '../../shared/domains/resolution/words.ts'
import type { ReservationDetailRow } from '../../shared/domains/reservation/rows.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import type { UnitNumber } from '../contract/fixture.ts'
import { House, type ShiftDesk } from './house.ts'

/**
 * DOMAIN.md section 3, row by row, at two desks that were apart: what stands at the centre, what both screens say, and the next step.
 * Each test has a hotel's nights of its own, far enough from those of the others.
 */
describe('two desks that were apart', () => {
  let house: House
  let north: ShiftDesk
  let south: ShiftDesk
  beforeAll(async () => {
    house = await House.open(['North', 'South'])
    const [first, second] = house.desks
    if (!first || !second) throw new Error('there are two desks')
    ;[north, south] = [first, second]
  }, 120_000)
  afterAll(() => house.close())

  let from = 0
  beforeEach(() => {
    from += 10
  })
  const day = (n: number) => addDays(house.hotel.businessDate, n)
  const unitId = (unit: UnitNumber) => house.hotel.units[unit]

  /** Both lines are cut while `work` is done; then North's work reaches the centre before South's. */
  async function apart(work: () => Promise<void>): Promise<void> {
    for (const desk of house.desks) await desk.terminal.sync.pause()
    await work().catch((error: unknown) => {
      // What fails here fails this test alone.
      for (const desk of house.desks) desk.terminal.sync.resume()
      throw error
    })
    for (const desk of [north, south]) {
      desk.terminal.sync.resume()
      await desk.terminal.sync.caughtUp()
    }
    await together()
  }
  /** What one desk has sent stands at the other. */
  const together = () => Promise.all(house.desks.map((desk) => desk.terminal.sync.caughtUp()))

  async function give(desk: ShiftDesk, name: string, input: object): Promise<{ reservationId: string }> {
    const outcome = await desk.run(`v1.reservation.${name}`, input)
    if (outcome.kind !== 'done') throw new Error(`${name} was refused: ${outcome.refusal.code}`)
    return outcome.args as { reservationId: string }
  }
  async function book(desk: ShiftDesk, guest: 'ada' | 'bo' | 'cy', wish: object = {}): Promise<Uuid> {
    const { hotel } = house
    const { reservationId } = await give(desk, 'create', {
      guest: { kind: 'existing', profileId: hotel.guests[guest] },
      arrival: day(from),
      departure: day(from + 1),
      adults: 1,
      children: 0,
      unitTypeId: hotel.types.STD,
      rateStrategyId: hotel.rates.BAR,
      guarantee: 'card',
      source: 'desk',
      notes: '',
      ...wish,
    })
    return asUuid(reservationId)
  }
  const tonight = (nights = 1) => ({ arrival: day(0), departure: day(nights) })

  /** Whom the house was opened with: due in tonight, in a standard. */
  const dueTonight = async (guest: 'ada' | 'bo') => {
    const [row] = await house.central.query<{ id: Uuid }>(
      'SELECT id FROM reservation.reservations WHERE profile_id = $1 AND arrival = $2',
      [house.hotel.guests[guest], day(0)],
    )
    return row?.id ?? expect.fail(`${guest} is not due in`)
  }

  const atCentre = async (reservationId: Uuid) => {
    const rows = await house.central.query<{ status: string; unit: string | null; departure: string }>(
      `SELECT r.status, r.departure::text AS departure, coalesce(
         (SELECT u.number FROM guest.stays s JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
          WHERE s.reservation_id = r.id AND s.status IN ('in_house', 'departed')),
         (SELECT u.number FROM reservation.unit_assignments a JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
          WHERE a.reservation_id = r.id AND a.active ORDER BY lower(a.stay) DESC LIMIT 1)) AS unit
       FROM reservation.reservations r WHERE r.id = $1`,
      [reservationId],
    )
    return rows[0]
  }

  /** What both screens say of a reservation: the same at both, and as the centre has it. */
  async function onBothScreens(reservationId: Uuid) {
    const [one, two] = await Promise.all(
      house.desks.map(async (desk) => {
        const [row] = (await desk.terminal.query('reservation.detail', { reservationId })) as ReservationDetailRow[]
        if (!row) throw new Error(`${desk.name} does not have ${reservationId}`)
        const open = row.resolutions.filter(({ status }) => status === 'open').map(describeResolution)
        const { status, unitNumber, departure, certainty } = row
        return { status, unit: unitNumber, departure, certainty, open }
      }),
    )
    expect(two).toEqual(one)
    if (!one) throw new Error('there are two desks')
    expect(await atCentre(reservationId)).toMatchObject({
      status: one.status,
      unit: one.unit,
      departure: one.departure,
    })
    return one
  }

  test('create: the same unit was promised twice; the second guest gets another of the type', async () => {
    const ids: Uuid[] = []
    await apart(async () => {
      ids.push(await book(north, 'ada', { unitId: unitId('101') }), await book(south, 'bo', { unitId: unitId('101') }))
    })
    const [ada, bo] = ids as [Uuid, Uuid]
    expect(await onBothScreens(ada)).toMatchObject({ unit: '101', certainty: 'synced', open: [] })
    expect(await onBothScreens(bo)).toMatchObject({
      status: 'confirmed',
      unit: '102',
      certainty: 'review',
      open: [
        {
          title: 'Re-roomed to 102',
          whatHappened: expect.stringMatching(/^Unit 101 was promised to Ada King first/),
          tellGuest: 'The unit is now 102; nothing else has changed.',
          nextStep: { action: 'open_reservation' },
        },
      ],
    })
  })

  const soldTwice = async (): Promise<Uuid> => {
    let second: Uuid | undefined
    await together()
    await apart(async () => {
      await book(north, 'ada')
      second = await book(south, 'bo')
    })
    if (!second) throw new Error('nothing was booked')
    return second
  }

  test('create: the last room was sold twice; the second guest is upgraded at the price that was quoted', async () => {
    for (let i = 0; i < 3; i++) await book(north, 'cy')
    expect(await onBothScreens(await soldTwice())).toMatchObject({
      status: 'confirmed',
      open: [{ title: 'Upgraded to Deluxe', tellGuest: 'We have upgraded you to Deluxe at no extra cost.' }],
    })
  })

  test('create: the last room of the house was sold twice; the second guest waits, and is called', async () => {
    const { types } = house.hotel
    for (let i = 0; i < 3; i++) await book(north, 'cy')
    for (let i = 0; i < 3; i++) await book(north, 'cy', { unitTypeId: types.DLX })
    await book(north, 'cy', { unitTypeId: types.STE })
    expect(await onBothScreens(await soldTwice())).toMatchObject({
      status: 'waitlisted',
      open: [{ title: 'Sold out: on the waitlist', nextStep: { action: 'call_guest', label: 'Call the guest' } }],
    })
  })

  test('modify: cancelled at the other desk meanwhile; the change asks whether to reinstate', async () => {
    const id = await book(north, 'ada')
    await together()
    await apart(async () => {
      await give(north, 'cancel', { reservationId: id, reason: 'ill' })
      await give(south, 'modify', { reservationId: id, change: { departure: day(from + 3) } })
    })
    expect(await onBothScreens(id)).toMatchObject({
      status: 'cancelled',
      departure: day(from + 1),
      open: [{ title: 'Changed here, cancelled elsewhere', nextStep: { action: 'reinstate', label: 'Reinstate' } }],
    })
    await give(south, 'reinstate', { reservationId: id, reason: 'the guest comes' })
    await together()
    expect(await onBothScreens(id)).toMatchObject({ status: 'confirmed', certainty: 'synced', open: [] })
  })

  test('assign: one unit to two guests; the earlier keeps it, the other is re-roomed', async () => {
    const [ada, bo] = [await book(north, 'ada'), await book(north, 'bo')]
    await together()
    await apart(async () => {
      await give(south, 'assignUnit', { reservationId: bo, unitId: unitId('103') })
      await give(north, 'assignUnit', { reservationId: ada, unitId: unitId('103') })
    })
    // South was first by the clock, though North's work came first.
    expect(await onBothScreens(bo)).toMatchObject({ unit: '103', open: [] })
    expect(await onBothScreens(ada)).toMatchObject({
      unit: '101',
      open: [{ whatHappened: expect.stringMatching(/^Unit 103 was promised to Bo Lind first/) }],
    })
  })

  test('check in: one unit to two guests; both are in house, and the later one is moved now', async () => {
    const [ada, bo] = [await dueTonight('ada'), await dueTonight('bo')]
    await apart(async () => {
      await give(north, 'checkIn', { reservationId: ada, unitId: unitId('104') })
      await give(south, 'checkIn', { reservationId: bo, unitId: unitId('104') })
    })
    expect(await onBothScreens(ada)).toMatchObject({ status: 'checked_in', unit: '104', open: [] })
    expect(await onBothScreens(bo)).toMatchObject({
      status: 'checked_in',
      unit: '104',
      certainty: 'review',
      open: [{ title: 'Two guests in unit 104: move now', nextStep: { action: 'assign_unit' } }],
    })
    await give(south, 'moveUnit', { reservationId: bo, unitId: unitId('103'), reason: 'oversold' })
    await together()
    expect(await onBothScreens(bo)).toMatchObject({ unit: '103', certainty: 'synced', open: [] })
    expect(await onBothScreens(ada)).toMatchObject({ unit: '104' })
  })

  test('check in: a no-show at the other desk meanwhile; the guest is here, and the reservation stands again', async () => {
    const id = await book(north, 'cy', { ...tonight(), unitTypeId: house.hotel.types.DLX, unitId: unitId('203') })
    await together()
    await apart(async () => {
      await give(north, 'noShow', { reservationId: id, reason: 'did not come' })
      await give(south, 'checkIn', { reservationId: id })
    })
    expect(await onBothScreens(id)).toMatchObject({
      status: 'checked_in',
      unit: '203',
      open: [{ title: 'Reinstated by check-in', whatHappened: expect.stringMatching(/any fee is taken back/) }],
    })
  })

  test('modify: a guest in house stays on; the arrival that has no unit gives way', async () => {
    const guest = await book(north, 'ada', { ...tonight(5), unitTypeId: house.hotel.types.STE })
    await together()
    await give(north, 'checkIn', { reservationId: guest, unitId: unitId('301') })
    await together()
    const arrivals: Uuid[] = []
    await apart(async () => {
      arrivals.push(await book(north, 'bo', { arrival: day(5), departure: day(6), unitTypeId: house.hotel.types.STE }))
      await give(south, 'modify', { reservationId: guest, change: { departure: day(6) } })
    })
    expect(await onBothScreens(guest)).toMatchObject({ unit: '301', departure: day(6), open: [] })
    expect(await onBothScreens(arrivals[0] as Uuid)).toMatchObject({
      status: 'waitlisted',
      open: [{ title: 'Sold out: on the waitlist', nextStep: { action: 'call_guest' } }],
    })
  })

  test('check out: at both desks; the first stands, and nobody needs to hear of it', async () => {
    const id = await book(north, 'cy', { ...tonight(), unitTypeId: house.hotel.types.DLX })
    await together()
    await give(north, 'checkIn', { reservationId: id, unitId: unitId('201') })
    await together()
    await apart(async () => {
      await give(north, 'checkOut', { reservationId: id })
      await give(south, 'checkOut', { reservationId: id })
    })
    expect(await onBothScreens(id)).toMatchObject({ status: 'checked_out', open: [] })
  })

  test('cancel: checked in at the other desk meanwhile; the check-in wins', async () => {
    const id = await book(north, 'bo', { ...tonight(), unitTypeId: house.hotel.types.DLX, unitId: unitId('202') })
    await together()
    await apart(async () => {
      await give(north, 'checkIn', { reservationId: id })
      await give(south, 'cancel', { reservationId: id, reason: 'no sign of the guest' })
    })
    expect(await onBothScreens(id)).toMatchObject({
      status: 'checked_in',
      unit: '202',
      open: [{ title: 'Not cancelled: the guest is in house', nextStep: { action: 'open_reservation' } }],
    })
  })

  test('guest profile: different fields merge; of one field the newer stands and the other is kept', async () => {
    const profileId = house.hotel.guests.cy
    const edit = (desk: ShiftDesk, changes: object) => desk.run('v1.guest.edit', { profileId, changes })
    await apart(async () => {
      await edit(north, { notes: { from: '', to: 'window' }, phone: { from: null, to: '+351 912 345 678' } })
      await edit(south, { notes: { from: '', to: 'balcony' } })
    })
    const profiles = await Promise.all(house.desks.map((desk) => desk.terminal.query('guest.profile', { profileId })))
    for (const [profile] of profiles)
      expect(profile).toMatchObject({
        notes: 'balcony',
        phone: '+351 912 345 678',
        alternatives: [{ value: 'window' }],
      })
  })

  test('waitlist: promoted at both desks; one promise', async () => {
    const id = await book(north, 'ada', { status: 'waitlisted' })
    await together()
    await apart(async () => {
      for (const desk of house.desks) await give(desk, 'confirm', { reservationId: id })
    })
    expect(await onBothScreens(id)).toMatchObject({ status: 'confirmed', certainty: 'synced', open: [] })
  })
})
