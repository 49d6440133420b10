import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeResolution } from '../../shared/domains/resolution/words.ts'
import type { ResolutionRow } from '../../shared/domains/resolution/rows.ts'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import { Apart } from './apart.ts'
import type { ShiftDesk } from './house.ts'

/**
 * DOMAIN.md section 3 about guests who are in the house, their units, orders and cash, at three desks that were apart. Every test finds an
 * empty house; the last one ends the day.
 */
describe('three desks that were apart', () => {
  let apart: Apart
  let north: ShiftDesk
  let south: ShiftDesk
  let bar: ShiftDesk
  beforeAll(async () => {
    apart = await Apart.open(['North', 'South', 'Bar'])
    const [first, second, third] = apart.house.desks
    if (!first || !second || !third) throw new Error('there are three desks')
    ;[north, south, bar] = [first, second, third]
    await apart.emptyTonight(north)
  }, 120_000)
  afterAll(() => apart.house.close())
  beforeEach(() => apart.nextNights())
  afterEach(() => apart.emptyTonight(north))

  const unitOf = async (number: Parameters<Apart['unit']>[0]) => {
    const [row] = await apart.house.central.query<{ occupancy: string; housekeeping: string }>(
      `SELECT occupancy_status AS occupancy, housekeeping_status AS housekeeping FROM property_mgmt.inventory_units WHERE id = $1`,
      [apart.unit(number)],
    )
    return row
  }
  /** What stands open in the Resolution Centre of all desks, beside what is about the reservation. */
  const openEntries = async () => {
    const lists = await Promise.all(
      apart.house.desks.map(async (desk) => {
        const rows = (await desk.terminal.query('resolution.list', { status: 'open' })) as ResolutionRow[]
        return rows.map(describeResolution)
      }),
    )
    const [one, ...others] = lists
    for (const other of others) expect(other).toEqual(one)
    return one ?? []
  }

  test('create: three desks sell the last room; the first keeps it, the others are upgraded at the price quoted', async () => {
    for (let i = 0; i < 3; i++) await apart.book(north, 'cy')
    await apart.together()
    const ids: Uuid[] = []
    await apart.during(async () => {
      for (const desk of [north, south, bar]) ids.push(await apart.book(desk, 'bo'))
    })
    const seen = await Promise.all(ids.map((id) => apart.onAllScreens(id)))
    expect(seen.map(({ open }) => open.map(({ title }) => title))).toEqual([
      [],
      ['Upgraded to Deluxe'],
      ['Upgraded to Deluxe'],
    ])
    expect(seen.map(({ total }) => total)).toEqual(['100.00', '100.00', '100.00'])
  })

  test('check in: three guests into one unit; all are in house, and two are to be moved now', async () => {
    const ids: Uuid[] = []
    for (const guest of ['ada', 'bo', 'cy'] as const) ids.push(await apart.book(north, guest, apart.tonight()))
    await apart.together()
    await apart.during(async () => {
      for (const [i, desk] of [north, south, bar].entries())
        await apart.reserve(desk, 'checkIn', { reservationId: ids[i], unitId: apart.unit('101') })
    })
    const seen = await Promise.all(ids.map((id) => apart.onAllScreens(id)))
    for (const screen of seen) expect(screen).toMatchObject({ status: 'checked_in', unit: '101' })
    expect(seen.map(({ open }) => open.map(({ title }) => title))).toEqual([
      [],
      ['Two guests in unit 101: move now'],
      ['Two guests in unit 101: move now'],
    ])
    await apart.reserve(south, 'moveUnit', { reservationId: ids[1], unitId: apart.unit('102'), reason: 'oversold' })
    await apart.together()
    expect(await apart.onAllScreens(ids[1] ?? expect.fail())).toMatchObject({
      unit: '102',
      certainty: 'synced',
      open: [],
    })
    const requests = await apart.house.central.query<{ description: string }>(
      `SELECT description FROM operations.service_requests WHERE priority = 'urgent' AND unit_id = $1 ORDER BY requested_at`,
      [apart.unit('101')],
    )
    expect(requests.map(({ description }) => description)).toEqual([
      expect.stringMatching(/^Move Bo Lind .* Ada King is in it/),
      expect.stringMatching(/^Move Cy .* Ada King is in it/),
    ])
  })

  test('check in: cancelled with a fee at another desk; the guest is here, it stands again and nothing is owed', async () => {
    const id = await apart.book(north, 'ada', { ...apart.tonight(), unitId: apart.unit('102') })
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(north, 'cancel', { reservationId: id, reason: 'no answer' })
      await apart.reserve(south, 'checkIn', { reservationId: id })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      status: 'checked_in',
      unit: '102',
      open: [
        {
          title: 'Reinstated by check-in',
          happened: expect.stringMatching(/was cancelled meanwhile, but the guest was checked in to unit 102/),
          nextStep: { action: 'open_reservation' },
        },
      ],
    })
    expect(await apart.rowAtCentre(id)).toMatchObject({ fee: null })
  })

  test('check in: a no-show at the other desk meanwhile; the guest is here, and the reservation stands again', async () => {
    const id = await apart.book(north, 'cy', {
      ...apart.tonight(),
      unitTypeId: apart.hotel.types.DLX,
      unitId: apart.unit('203'),
    })
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(north, 'noShow', { reservationId: id, reason: 'did not come' })
      await apart.reserve(south, 'checkIn', { reservationId: id })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      status: 'checked_in',
      unit: '203',
      open: [{ title: 'Reinstated by check-in', done: expect.stringMatching(/any fee is taken back/) }],
    })
  })

  test('modify: a guest in house stays on; the arrival that has no unit gives way', async () => {
    const guest = await apart.book(north, 'ada', { ...apart.tonight(5), unitTypeId: apart.hotel.types.STE })
    await apart.together()
    await apart.reserve(north, 'checkIn', { reservationId: guest, unitId: apart.unit('301') })
    await apart.together()
    const arrivals: Uuid[] = []
    await apart.during(async () => {
      arrivals.push(
        await apart.book(north, 'bo', {
          arrival: apart.day(5),
          departure: apart.day(6),
          unitTypeId: apart.hotel.types.STE,
        }),
      )
      await apart.reserve(south, 'modify', { reservationId: guest, change: { departure: apart.day(6) } })
    })
    expect(await apart.onAllScreens(guest)).toMatchObject({ unit: '301', departure: apart.day(6), open: [] })
    expect(await apart.onAllScreens(arrivals[0] as Uuid)).toMatchObject({
      status: 'waitlisted',
      open: [{ title: 'Sold out: on the waitlist', nextStep: { action: 'call_guest' } }],
    })
  })

  test('cancel: checked in at the other desk meanwhile; the check-in wins', async () => {
    const id = await apart.book(north, 'bo', {
      ...apart.tonight(),
      unitTypeId: apart.hotel.types.DLX,
      unitId: apart.unit('202'),
    })
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(north, 'checkIn', { reservationId: id })
      await apart.reserve(south, 'cancel', { reservationId: id, reason: 'no sign of the guest' })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      status: 'checked_in',
      unit: '202',
      open: [{ title: 'Not cancelled: the guest is in house', nextStep: { action: 'open_reservation' } }],
    })
  })

  test('walk: checked in at the other desk meanwhile; the check-in wins, and the other house is called', async () => {
    const id = await apart.book(north, 'cy', {
      ...apart.tonight(),
      unitTypeId: apart.hotel.types.DLX,
      unitId: apart.unit('201'),
    })
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(north, 'checkIn', { reservationId: id, override: { reason: 'the guest insists' } })
      await apart.reserve(south, 'walk', { reservationId: id, hotel: 'Hotel Lisboa', reason: 'oversold' })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      status: 'checked_in',
      open: [
        {
          title: 'Not walked: the guest is in house',
          done: 'The check-in stands.',
          todo: 'Call Hotel Lisboa: the room there is not needed.',
          nextStep: { action: 'open_reservation' },
        },
      ],
    })
  })

  test('check in: out of order meanwhile; the guest is in it, so it is out of service, and somebody looks', async () => {
    const id = await apart.book(north, 'ada', { ...apart.tonight(), unitId: apart.unit('101') })
    await apart.together()
    await apart.during(async () => {
      await apart.takeOut(north, '101', { from: apart.day(0), until: apart.day(1), reRoom: [id] })
      await apart.reserve(south, 'checkIn', { reservationId: id })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      status: 'checked_in',
      unit: '101',
      open: [{ title: 'Guest in unit 101, which was out of order', nextStep: { action: 'inspect_unit' } }],
    })
  })

  test('check in: taken back at one desk while the guest orders at the bar; the stay stands', async () => {
    const id = await apart.settle(north, 'ada', '101')
    await apart.during(async () => {
      const orderId = await order()
      await apart.give(bar, 'v1.order.settleToRoom', { orderId, stayId: await stayOf(id) })
      await apart.reserve(south, 'reverseCheckIn', { reservationId: id, reason: 'wrong guest' })
    }, bar)
    expect(await apart.onAllScreens(id)).toMatchObject({
      status: 'checked_in',
      unit: '101',
      open: [{ title: 'Not done: Take back check-in', happened: expect.stringMatching(/Charges are posted/) }],
    })
  })

  test('move: one guest to two units; where the later clock puts them is where they are, and both desks are told', async () => {
    const id = await apart.settle(north, 'ada', '101')
    await apart.during(async () => {
      await apart.reserve(south, 'moveUnit', { reservationId: id, unitId: apart.unit('102'), reason: 'noise' })
      await apart.reserve(north, 'moveUnit', { reservationId: id, unitId: apart.unit('103'), reason: 'the view' })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      unit: '103',
      open: [
        {
          title: 'Moved twice: unit 103 stands',
          happened: expect.stringMatching(/to unit 102 at one desk and to 103 at another/),
          done: 'The later move stands: 103.',
          nextStep: { action: 'open_reservation' },
        },
      ],
    })
    expect(await unitOf('102')).toMatchObject({ occupancy: 'vacant' })
  })

  test('move: the later of the two reaches the centre last; it stands, and is told too', async () => {
    const id = await apart.settle(north, 'ada', '101')
    await apart.during(async () => {
      await apart.reserve(north, 'moveUnit', { reservationId: id, unitId: apart.unit('102'), reason: 'noise' })
      await apart.reserve(south, 'moveUnit', { reservationId: id, unitId: apart.unit('103'), reason: 'the view' })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      unit: '103',
      open: [{ title: 'Moved twice: unit 103 stands' }],
    })
    expect(await unitOf('102')).toMatchObject({ occupancy: 'vacant', housekeeping: 'dirty' })
  })

  test('swap: two guests in house, at two desks; they are where both desks put them', async () => {
    const [ada, bo] = [await apart.settle(north, 'ada', '101'), await apart.settle(north, 'bo', '102')]
    await apart.during(async () => {
      for (const desk of [north, south])
        await apart.reserve(desk, 'swapUnits', { reservationId: ada, otherReservationId: bo, reason: 'the view' })
    })
    expect(await apart.onAllScreens(ada)).toMatchObject({ unit: '102', certainty: 'synced', open: [] })
    expect(await apart.onAllScreens(bo)).toMatchObject({ unit: '101', certainty: 'synced', open: [] })
  })

  test('check out: at three desks; the first stands, and nobody needs to hear of it', async () => {
    const id = await apart.settle(north, 'ada', '101')
    await apart.during(async () => {
      for (const desk of [north, south, bar]) await apart.reserve(desk, 'checkOut', { reservationId: id })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({ status: 'checked_out', certainty: 'synced', open: [] })
    expect(await unitOf('101')).toMatchObject({ occupancy: 'vacant', housekeeping: 'dirty' })
  })

  test('housekeeping: the later clock stands, whoever sends first, and a later check-out makes dirty', async () => {
    const set = (desk: ShiftDesk, status: string) =>
      apart.give(desk, 'v1.unit.setHousekeepingStatus', { unitId: apart.unit('104'), status })
    await apart.during(async () => {
      await set(south, 'dirty')
      await set(north, 'clean')
    })
    expect(await unitOf('104')).toMatchObject({ housekeeping: 'clean' })
    const id = await apart.settle(north, 'ada', '104')
    await apart.during(async () => {
      await set(south, 'clean')
      await apart.reserve(north, 'checkOut', { reservationId: id })
    })
    expect(await unitOf('104')).toMatchObject({ occupancy: 'vacant', housekeeping: 'dirty' })
    expect(await apart.onAllScreens(id)).toMatchObject({ certainty: 'synced', open: [] })
    const [kept] = await apart.house.central.query<{ events: number }>(
      `SELECT count(*)::int AS events FROM sync.commands WHERE body ->> 'name' = 'v1.unit.setHousekeepingStatus'
         AND body -> 'args' ->> 'unitId' = $1`,
      [apart.unit('104')],
    )
    expect(kept?.events).toBeGreaterThanOrEqual(3)
  })

  const order = async (desk = bar, ...items: ('soup' | 'wine')[]): Promise<Uuid> => {
    const { outletId, tables } = apart.house.outlet
    const place = { kind: 'table', tableId: tables.T1 }
    const lines = (items.length > 0 ? items : (['soup'] as const)).map(lineOf)
    const { orderId } = await apart.give(desk, 'v1.order.place', { outletId, place, covers: 1, lines })
    return asUuid(String(orderId))
  }
  const lineOf = (item: 'soup' | 'wine') => ({
    menuItemId: apart.house.outlet.menu[item],
    modifierIds: [],
    qty: 1,
    note: '',
  })
  const stayOf = async (reservationId: Uuid) => {
    const [row] = await apart.house.central.query<{ id: Uuid }>(
      'SELECT id FROM guest.stays WHERE reservation_id = $1',
      [reservationId],
    )
    return row?.id ?? expect.fail('there is no stay')
  }

  test('charge to a room: the guest has left at another desk; a late charge stands on a post-departure folio', async () => {
    const id = await apart.settle(north, 'ada', '101')
    const stayId = await stayOf(id)
    await apart.during(async () => {
      await apart.reserve(north, 'checkOut', { reservationId: id })
      await apart.give(bar, 'v1.order.settleToRoom', { orderId: await order(), stayId })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({
      status: 'checked_out',
      open: [
        {
          title: 'Late charge: €6.00',
          done: '€6.00 stands on a post-departure folio.',
          tell: expect.stringMatching(/€6\.00 reached us after your bill/),
          nextStep: { action: 'call_guest', label: 'Call the guest' },
        },
      ],
    })
    const folios = await apart.house.central.query(
      `SELECT f.type, b.balance::text AS balance FROM billing.folios f JOIN billing.v_folio_balances b ON b.folio_id = f.id
       WHERE f.reservation_id = $1`,
      [id],
    )
    expect(folios).toEqual([{ type: 'post_departure', balance: '6.00' }])
  })

  test('charge to a room: the guest was moved at another desk; the charge follows the stay, not the number', async () => {
    const id = await apart.settle(north, 'ada', '101')
    const stayId = await stayOf(id)
    await apart.during(async () => {
      await apart.reserve(north, 'moveUnit', { reservationId: id, unitId: apart.unit('102'), reason: 'noise' })
      await apart.give(bar, 'v1.order.settleToRoom', { orderId: await order(), stayId })
    })
    expect(await apart.onAllScreens(id)).toMatchObject({ unit: '102', certainty: 'synced', open: [] })
    const folios = await apart.house.central.query(
      `SELECT b.balance::text AS balance FROM billing.folios f JOIN billing.v_folio_balances b ON b.folio_id = f.id
       WHERE f.stay_id = $1 AND b.balance <> 0`,
      [stayId],
    )
    expect(folios).toEqual([{ balance: '6.00' }])
  })

  test('order and void: two checks of a table name each other, and a line that two void is off once', async () => {
    const before = await openEntries()
    const shared = await order()
    await apart.together()
    const [line] = await apart.house.central.query<{ id: Uuid }>(
      'SELECT id FROM fb.fb_order_items WHERE order_id = $1',
      [shared],
    )
    await apart.during(async () => {
      for (const desk of [north, bar])
        await apart.give(desk, 'v1.order.voidItem', { itemId: line?.id, qty: 1, reason: 'sent back' })
      await order(south)
      await order(bar)
    })
    const items = await apart.house.central.query('SELECT status FROM fb.fb_order_items WHERE order_id = $1', [shared])
    expect(items).toEqual([{ status: 'voided' }])
    const told = (await openEntries()).filter(({ title }) => !before.some((entry) => entry.title === title))
    expect(told).toMatchObject([{ title: 'Two checks on table T1', done: 'Both stand, and each names the other.' }])
  })

  test('cash: two desks take it for one check; the second is in suspense, and none of it is lost', async () => {
    for (const desk of [north]) {
      const { drawerId } = apart.house.outlet
      await apart.give(desk, 'v1.cashier.openDrawer', { drawerId, float: '100.00' })
    }
    const orderId = await order()
    await apart.together()
    await apart.during(async () => {
      for (const desk of [north, bar]) await apart.give(desk, 'v1.order.settleCash', { orderId, total: '6.00' })
    })
    expect(await openEntries()).toContainEqual(
      expect.objectContaining({
        title: 'Cash in suspense: €6.00',
        todo: 'Find out who paid twice and give the money back.',
      }),
    )
    const [cash] = await apart.house.central.query(
      `SELECT sum(amount)::text AS taken FROM billing.payments WHERE method = 'cash'`,
    )
    expect(cash).toEqual({ taken: '12.00' })
  })

  test('guest profile: three desks edit one field; the newest stands, the others are kept beside it', async () => {
    const profileId = apart.hotel.guests.cy
    await apart.during(async () => {
      for (const [desk, to] of [
        [south, 'window'],
        [bar, 'balcony'],
        [north, 'quiet'],
      ] as const)
        await apart.give(desk, 'v1.guest.edit', { profileId, changes: { notes: { from: '', to } } })
    })
    for (const desk of apart.house.desks) {
      const [profile] = (await desk.terminal.query('guest.profile', { profileId })) as { alternatives: object[] }[]
      expect(profile).toMatchObject({ notes: 'quiet' })
      expect(profile?.alternatives).toHaveLength(2)
      expect(profile?.alternatives).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ value: 'window' }),
          expect.objectContaining({ value: 'balcony' }),
        ]),
      )
    }
  })

  test('day close: what was charged to a day that is closed by now stands on the open day, marked', async () => {
    const id = await apart.settle(north, 'ada', '101', 3)
    const stayId = await stayOf(id)
    let orderId: Uuid | undefined
    await apart.during(async () => {
      orderId = await order()
      await apart.give(bar, 'v1.order.settleToRoom', { orderId, stayId })
      await apart.house.closeDay()
    })
    const lines = await apart.house.central.query(
      `SELECT business_date::text AS day, late_posting AS late, gross::text AS gross FROM billing.folio_line_items WHERE source_id = $1`,
      [orderId ?? expect.fail()],
    )
    expect(lines).toEqual([{ day: apart.day(1), late: true, gross: '6.00' }])
    expect(await apart.onAllScreens(id)).toMatchObject({ status: 'checked_in', certainty: 'synced' })
  })
})
