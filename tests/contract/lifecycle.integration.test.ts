import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeResolution } from '../../shared/domains/resolution/words.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import { bothDatabases, openPostgres, type Subject } from '../support/both-databases.ts'
import { Desk, reasonsOf } from './desk.ts'

describe.each(bothDatabases)('the steps of a reservation on %s', (_name, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject)
  })
  const day = (n: number) => addDays(desk.hotel.businessDate, n)
  const step = async (name: string, reservationId: string, more: object = { reason: 'as told' }, on = 0) => {
    const context = { context: { businessDate: day(on) } }
    return (await desk.run(`v1.reservation.${name}`, { reservationId, ...more }, context)).refusal
  }

  describe('no-show', () => {
    test('owes the fee of its policy, frees the unit, and is let go by who may', async () => {
      const [ada, bo] = [await desk.book({ nights: 3, unit: '101' }), await desk.book({ guest: 'bo' })]
      expect(await step('noShow', ada)).toBeNull()
      expect(await desk.reservation(ada)).toMatchObject({ status: 'no_show', fee: '300.00', promised: null })
      expect(await step('noShow', bo, { reason: 'ill', waiveFee: true })).toBeNull()
      expect(await desk.reservation(bo)).toMatchObject({ status: 'no_show', fee: '0' })
      expect(await step('noShow', ada)).toMatchObject({ code: 'already_no_show' })
    })
    test('is none before arrival, in house, or of what was cancelled', async () => {
      expect(await step('noShow', await desk.book({ from: 1 }))).toMatchObject({ code: 'not_due_yet' })
      expect(await step('noShow', await desk.settle({ unit: '101' }))).toMatchObject({ code: 'in_house', facts: { unit: '101' } }) // prettier-ignore
      const gone = await desk.book()
      await step('cancel', gone)
      expect(await step('noShow', gone)).toMatchObject({ code: 'already_cancelled' })
      expect(await step('noShow', await desk.book({ status: 'tentative' }))).toMatchObject({ code: 'not_confirmed' })
      expect(await step('noShow', newId())).toMatchObject({ code: 'reservation_not_found' })
    })
    test('who comes after all is checked in: it stands again, and no fee is owed', async () => {
      const id = await desk.book({ nights: 2 })
      await step('noShow', id)
      const unitId = desk.hotel.units['102']
      expect(await step('reinstate', id)).toMatchObject({ code: 'no_show_arrives' })
      expect(await step('checkIn', id, { unitId })).toMatchObject({ code: 'not_confirmed' })
      expect(await step('checkIn', id, { unitId, reinstate: true })).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ status: 'checked_in', fee: null, stay: '102:in_house' })
    })
  })

  describe('walk', () => {
    test('frees the night, owes nothing, and is told where the guest sleeps', async () => {
      const id = await desk.book({ unit: '101' })
      const hotel = { hotel: 'Hotel Lisboa', reason: 'oversold' }
      expect(await step('walk', id, hotel)).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ status: 'walked', fee: '0', promised: null })
      expect(await desk.ask('reservation.detail', { reservationId: id })).toMatchObject([{ walkedTo: 'Hotel Lisboa' }])
      expect(await step('walk', id, hotel)).toMatchObject({ code: 'already_walked' })
      const porto = { ...hotel, hotel: 'Hotel Porto' }
      expect(await step('walk', id, porto)).toMatchObject({
        code: 'walked_elsewhere',
        facts: { hotel: 'Hotel Lisboa' },
      })
    })
    test('is none in house, of what is not confirmed, or after the stay', async () => {
      const hotel = { hotel: 'Hotel Lisboa', reason: 'oversold' }
      expect(await step('walk', await desk.settle({ unit: '101' }), hotel)).toMatchObject({ code: 'in_house' })
      expect(await step('walk', await desk.book({ status: 'tentative' }), hotel)).toMatchObject({
        code: 'not_confirmed',
      })
      expect(await step('walk', await desk.book(), hotel, 1)).toMatchObject({ code: 'stay_is_over' })
    })
    test('the list says whom first, and why others never', async () => {
      const { hotel } = desk
      await desk.book({ guest: 'bo', nights: 2 })
      const early = await desk.book({ guest: 'cy', eta: '14:00' })
      const late = await desk.book({ guest: 'ada', eta: '22:00' })
      const group = await desk.book({ guest: 'ada', groupCode: 'CONGRESS', unitTypeId: hotel.types.DLX })
      const rows = await desk.ask<{ reservationId: string; spared: string[] }>('desk.walkCandidates')
      expect(rows.slice(0, 2).map(({ reservationId }) => reservationId)).toEqual([late, early])
      expect(rows.find(({ reservationId }) => reservationId === group)).toMatchObject({ spared: ['group'] })
      expect(rows).toHaveLength(4)
    })
  })

  const nightsOf = (id: Uuid) =>
    desk.db.query(
      `SELECT night, rate FROM reservation.reservation_line_items
       WHERE reservation_id = $1 AND kind = 'room' AND deleted_at IS NULL ORDER BY night`,
      [id],
    )

  describe('reinstate', () => {
    test('a cancellation is taken back, with the price and without the fee; not into what is sold', async () => {
      const id = await desk.book({ nights: 2, rateStrategyId: desk.hotel.rates.NRF })
      await step('cancel', id)
      expect(await desk.reservation(id)).toMatchObject({ fee: '180.00' })
      expect(await step('reinstate', id)).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ status: 'confirmed', fee: null })
      expect(await step('reinstate', id)).toMatchObject({ code: 'already_confirmed' })
      await step('cancel', id)
      for (let sold = 0; sold < 4; sold++) await desk.book({ guest: 'cy' })
      expect(await step('reinstate', id)).toMatchObject({ code: 'type_sold_out' })
      expect(await step('reinstate', id, { reason: 'x' }, 2)).toMatchObject({ code: 'stay_is_over' })
    })
    test('a check-out of the same day is taken back, into the unit that nobody is in', async () => {
      const id = await desk.settle({ unit: '101' })
      await step('checkOut', id)
      expect(await step('reinstate', id)).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ status: 'checked_in', stay: '101:in_house' })
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'occupied' })
      expect(await desk.ask('housekeeping.tasks')).toEqual([])
      await step('checkOut', id)
      await desk.run('v1.unit.setHousekeepingStatus', { unitId: desk.hotel.units['101'], status: 'clean' }, { at: '12:30' }) // prettier-ignore
      await desk.settle({ guest: 'bo', unit: '101' })
      expect(await step('reinstate', id)).toMatchObject({ code: 'unit_occupied', facts: { guestName: 'Bo Lind' } })
    })
    test('an early check-out that is taken back has its nights and its unit again, at the same prices', async () => {
      const id = await desk.settle({ unit: '101', nights: 3, rateStrategyId: desk.hotel.rates.NRF })
      const before = { reservation: await desk.reservation(id), nights: await nightsOf(id) }
      expect(before.nights).toHaveLength(3)
      await step('checkOut', id)
      expect(await nightsOf(id)).toHaveLength(1)
      expect(await step('reinstate', id)).toBeNull()
      expect({ reservation: await desk.reservation(id), nights: await nightsOf(id) }).toEqual(before)
    })
    test('where its unit was promised meanwhile the guest is due out today', async () => {
      const id = await desk.settle({ unit: '101', nights: 3 })
      await step('checkOut', id)
      await desk.book({ guest: 'bo', unit: '101', from: 1 })
      expect(await step('reinstate', id)).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ status: 'checked_in', departure: desk.hotel.businessDate })
      expect(await nightsOf(id)).toHaveLength(1)
    })
    test('of an earlier day it is not, nor what never ended', async () => {
      desk = await Desk.open(subject, { openedAt: '2026-11-23T13:00:00Z' })
      const id = await desk.settle({ unit: '101' })
      await step('checkOut', id)
      expect(await step('reinstate', id)).toMatchObject({ code: 'departed_before' })
      expect(await step('reinstate', await desk.book({ status: 'inquiry' }))).toMatchObject({ code: 'cannot_reinstate' }) // prettier-ignore
    })
  })

  describe('a check-in that was none', () => {
    test('the guest is due in again, and the unit is as clean as before', async () => {
      const id = await desk.settle({ unit: '101', nights: 2 })
      expect(await step('reverseCheckIn', id)).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({
        status: 'confirmed',
        stay: '101:reversed',
        promised: desk.promised('101', 0, 2),
      })
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'vacant', housekeeping: 'clean' })
      expect(await step('reverseCheckIn', id)).toMatchObject({ code: 'not_in_house_yet' })
      expect(await step('checkIn', id, {})).toBeNull()
    })
    test('not after a charge, on a later day, or after departure', async () => {
      const id = await desk.settle({ unit: '101', nights: 2 })
      await charge(id)
      expect(await step('reverseCheckIn', id)).toMatchObject({ code: 'charges_posted', facts: { unit: '101' } })
      const bo = await desk.settle({ guest: 'bo', unit: '102', nights: 2 })
      await step('checkOut', bo)
      expect(await step('reverseCheckIn', bo)).toMatchObject({ code: 'not_in_house' })
      desk = await Desk.open(subject, { openedAt: '2026-11-23T13:00:00Z' })
      expect(await step('reverseCheckIn', await desk.settle({ unit: '101' }))).toMatchObject({ code: 'checked_in_before' }) // prettier-ignore
    })
    const charge = async (reservationId: string) => {
      const { propertyId } = desk.hotel
      const [folio, code] = [newId(), newId()]
      await desk.db.execute(
        `INSERT INTO billing.transaction_codes (id, property_id, code, name, revenue_group) VALUES ($1, $2, 'MISC', 'Other', 'miscellaneous')`,
        [code, propertyId],
      )
      await desk.db.execute(
        `INSERT INTO billing.folios (id, property_id, folio_no, type, window_no, holder, currency, reservation_id)
         VALUES ($1, $2, 'F-1', 'guest', 1, 'Ada King', 'EUR', $3)`,
        [folio, propertyId, reservationId],
      )
      await desk.db.execute(
        `INSERT INTO billing.folio_line_items (property_id, folio_id, business_date, transaction_code_id, description, unit_price, net, gross, currency)
         VALUES ($1, $2, $3, $4, 'Minibar', 5, 5, 5, 'EUR')`,
        [propertyId, folio, desk.hotel.businessDate, code],
      )
    }
  })

  describe('inquiries, options and the waitlist', () => {
    test('hold a room or none, and become reservations', async () => {
      const { businessDate } = desk.hotel
      const option = await desk.book({ status: 'tentative', holdUntil: day(2), unit: '101' })
      const inquiry = await desk.book({ guest: 'bo', status: 'inquiry' })
      const free = async () =>
        (await desk.ask('reservation.availability', { arrival: businessDate, departure: day(1) }))[0]?.free
      expect(await free()).toBe(3)
      const waiting = await desk.ask('desk.waiting')
      expect(waiting.map((row) => [row.status, row.holdUntil, row.hasRoom])).toEqual([
        ['tentative', day(2), true],
        ['inquiry', null, true],
      ])
      expect(await step('confirm', inquiry, { guarantee: 'deposit' })).toBeNull()
      expect(await step('confirm', option, {})).toBeNull()
      expect(await free()).toBe(2)
      const [row] = await desk.ask('reservation.detail', { reservationId: inquiry })
      expect(row).toMatchObject({ status: 'confirmed', guarantee: 'deposit', holdUntil: null })
      expect(await step('confirm', option, {})).toMatchObject({ code: 'already_confirmed' })
    })
    test('wait while nothing is free, and are promoted when there is', async () => {
      const sold = []
      for (let i = 0; i < 4; i++) sold.push(await desk.book({ guest: 'cy' }))
      const id = await desk.book({ status: 'waitlisted' })
      expect((await desk.ask('desk.waiting'))[0]).toMatchObject({ status: 'waitlisted', hasRoom: false })
      expect(await step('confirm', id, {})).toMatchObject({ code: 'type_sold_out' })
      await step('cancel', String(sold[0]))
      expect((await desk.ask('desk.waiting'))[0]).toMatchObject({ hasRoom: true })
      expect(await step('confirm', id, {})).toBeNull()
    })
    test('lapse, and then cannot be confirmed', async () => {
      const id = await desk.book({ status: 'tentative', unit: '101' })
      expect(await step('expire', id)).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ status: 'expired', promised: null })
      expect(await step('expire', id)).toMatchObject({ code: 'already_expired' })
      expect(await step('confirm', id, {})).toMatchObject({ code: 'cannot_confirm' })
      expect(await step('expire', await desk.book())).toMatchObject({ code: 'cannot_expire' })
      expect(await step('setGuarantee', id, { guarantee: 'card' })).toMatchObject({ code: 'cannot_change' })
    })
    test('hold no unit while they wait, and nothing until a day that is past', async () => {
      const create = async (wish: object) => (await desk.run('v1.reservation.create', { ...desk.wish(), ...wish })).refusal // prettier-ignore
      expect(await create({ status: 'inquiry', unitId: desk.hotel.units['101'] })).toMatchObject({ code: 'waits_without_unit' }) // prettier-ignore
      expect(await create({ status: 'tentative', holdUntil: day(-1) })).toMatchObject({ code: 'hold_in_past' })
      const id = await desk.book()
      expect(await step('setGuarantee', id, { guarantee: 'company' })).toBeNull()
      expect((await desk.ask('reservation.detail', { reservationId: id }))[0]).toMatchObject({ guarantee: 'company' })
    })
  })
})

describe('the centre hears of steps that others took too', () => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await openPostgres()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject, { atCentre: true })
  })
  const held = (name: string, reservationId: string, more: object = { reason: 'as told' }) =>
    desk.prepare(`v1.reservation.${name}`, { reservationId, ...more })
  const run = (name: string, reservationId: string, more: object = { reason: 'as told' }) =>
    desk.run(`v1.reservation.${name}`, { reservationId, ...more })
  const sellAll = async () => {
    const { types } = desk.hotel
    for (let i = 0; i < 4; i++) await desk.book({ guest: 'cy' })
    for (let i = 0; i < 3; i++) await desk.book({ guest: 'cy', unitTypeId: types.DLX })
    await desk.book({ guest: 'cy', unitTypeId: types.STE })
  }

  test('a no-show who had been checked in elsewhere is in house, and that is the story', async () => {
    const id = await desk.book({ unit: '101' })
    const noShow = await held('noShow', id)
    await run('checkIn', id, {})
    const outcome = await desk.arrive(noShow)
    expect(outcome).toMatchObject({ outcome: 'refused', resolutions: [{ reason: 'arrived_after_all' }] })
    const [row] = await desk.ask<Parameters<typeof describeResolution>[0]>('resolution.list', { status: 'open' })
    expect(row && describeResolution(row).happened).toMatch(/had been checked in to unit 101 at another desk/)
    expect(await desk.reservation(id)).toMatchObject({ status: 'checked_in', fee: null })
  })

  test('the same step at two desks is no news', async () => {
    const [late, gone, taken, option] = [
      await desk.book({ guest: 'bo' }),
      await desk.book(),
      await desk.settle({ unit: '103' }),
      await desk.book({ status: 'tentative' }),
    ]
    await run('cancel', gone)
    const twice = [
      ['noShow', late],
      ['reinstate', gone],
      ['reverseCheckIn', taken],
      ['confirm', option],
    ] as const
    for (const [name, id] of twice) {
      const more = name === 'confirm' ? {} : { reason: 'as told' }
      const second = await held(name, id, more)
      expect(await run(name, id, more)).toMatchObject({ outcome: 'applied' })
      expect(await desk.arrive(second), name).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    }
  })

  test('confirmed or reinstated into a full house: a better type, or the waitlist and a call', async () => {
    const [gone, inquiry] = [await desk.book(), await desk.book({ guest: 'bo', status: 'inquiry' })]
    await run('cancel', gone)
    const [again, yes] = [await held('reinstate', gone), await held('confirm', inquiry, {})]
    for (let i = 0; i < 4; i++) await desk.book({ guest: 'cy' })
    expect((await desk.arrive(again)).resolutions).toMatchObject([{ reason: 'upgraded', facts: { newType: 'Deluxe' } }])
    expect(await desk.reservation(gone)).toMatchObject({ status: 'confirmed', type: 'DLX' })
    const { types } = desk.hotel
    for (let i = 0; i < 2; i++) await desk.book({ guest: 'cy', unitTypeId: types.DLX })
    await desk.book({ guest: 'cy', unitTypeId: types.STE })
    const [entry] = (await desk.arrive(yes)).resolutions
    expect(entry).toMatchObject({ reason: 'waitlisted', nextStep: 'call_guest' })
    expect(await desk.reservation(inquiry)).toMatchObject({ status: 'waitlisted' })
  })

  test('a guest who is in house after all takes the last room of a type that was sold meanwhile: somebody is told', async () => {
    const { types, units } = desk.hotel
    const id = await desk.book({ unitTypeId: types.STE })
    const arrived = await desk.prepare('v1.reservation.checkIn', { reservationId: id, unitId: units['301'] })
    await run('cancel', id)
    await desk.book({ guest: 'cy', unitTypeId: types.STE })
    expect((await desk.arrive(arrived)).resolutions).toMatchObject([
      { reason: 'type_oversold', facts: { unit: '301', unitType: 'Suite', sold: 2, rooms: 1 } },
      { reason: 'reinstated', facts: { was: 'cancelled' } },
    ])
  })

  test('an option that was given while the last room was sold waits', async () => {
    const option = await desk.prepare('v1.reservation.create', desk.wish({ status: 'tentative' }))
    await sellAll()
    expect(reasonsOf(await desk.arrive(option))).toEqual(['waitlisted'])
  })

  test('a guest who was moved meanwhile is in house: the check-in is not taken back', async () => {
    const id = await desk.settle({ unit: '101' })
    const reverse = await held('reverseCheckIn', id)
    await run('moveUnit', id, { unitId: desk.hotel.units['102'], reason: 'noise' })
    expect(await desk.arrive(reverse)).toMatchObject({
      outcome: 'refused',
      resolutions: [{ facts: { code: 'guest_moved', unit: '102' }, nextStep: 'open_reservation' }],
    })
  })
})
