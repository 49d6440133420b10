import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '../../shared/kernel/dates.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk, reservationOf } from './desk.ts'

describe.each(bothDatabases)('reservations on %s', (_name, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject)
  })
  const refusalOf = async (name: string, input: unknown, at?: string) =>
    (await desk.run(name, input, at === undefined ? {} : { at })).refusal

  describe('create', () => {
    const create = (input: unknown) => refusalOf('v1.reservation.create', input)

    test('keeps the price that was quoted, night by night', async () => {
      const reservationId = await desk.book({ nights: 3, rateStrategyId: desk.hotel.rates.NRF })
      const [detail] = await desk.ask('reservation.detail', { reservationId })
      expect(detail).toMatchObject({ status: 'confirmed', total: '270.00', rateCode: 'NRF', policyName: 'NRF' })
      expect(detail?.nights).toHaveLength(3)
      expect(detail?.nights).toContainEqual(expect.objectContaining({ rate: '90.00', unitTypeCode: 'STD' }))
    })

    test('makes a new guest and assigns a unit at once', async () => {
      const guest = { kind: 'new', firstName: 'Dag', lastName: 'Holm', email: 'dag@example.com' } as const
      const reservationId = await desk.book({ guest, unit: '103' })
      expect(await desk.reservation(reservationId)).toMatchObject({ promised: desk.promised('103') })
      const [hit] = await desk.ask('reservation.search', { text: 'dag@exa' })
      expect(hit).toMatchObject({ reservationId, guestName: 'Dag Holm', unitNumber: '103' })
    })

    test('a day use keeps its unit for the day and takes no night away', async () => {
      const reservationId = await desk.book({ nights: 0, unit: '103' })
      expect(await desk.reservation(reservationId)).toMatchObject({ promised: desk.promised('103', 0, 1) })
      const { businessDate } = desk.hotel
      const [std] = await desk.ask('reservation.availability', {
        arrival: businessDate,
        departure: addDays(businessDate, 1),
      })
      expect(std).toMatchObject({ code: 'STD', free: 4 })
    })

    test('refuses what cannot be', async () => {
      const { hotel } = desk
      const wish = desk.wish()
      expect(await create({ ...wish, departure: addDays(wish.arrival as never, -1) })).toMatchObject({
        code: 'dates_reversed',
      })
      expect(await create(desk.wish({ from: -1 }))).toMatchObject({ code: 'arrival_in_past' })
      expect(await create(desk.wish({ adults: 0 }))).toMatchObject({ code: 'no_guests' })
      expect(await create(desk.wish({ adults: 2, children: 1 }))).toMatchObject({
        code: 'too_many_guests',
        facts: { guests: 3, max: 2 },
      })
      expect(await create(desk.wish({ rateStrategyId: newId() }))).toMatchObject({ code: 'no_rate' })
      expect(await create(desk.wish({ unitTypeId: newId() }))).toMatchObject({ code: 'type_not_found' })
      expect(await create({ ...wish, unitId: newId() })).toMatchObject({ code: 'unit_not_found' })
      expect(await create({ ...wish, unitId: hotel.units['201'], unitTypeId: hotel.types.STE })).toMatchObject({
        code: 'unit_type_lower',
      })
      expect(await create({ ...wish, guest: { kind: 'existing', profileId: newId() } })).toMatchObject({
        code: 'guest_not_found',
      })
    })

    test('refuses guests who were merged or erased', async () => {
      const { guests } = desk.hotel
      await desk.set('guest.profiles', guests.bo, `merged_into_id = '${guests.ada}'`)
      expect(await create(desk.wish({ guest: 'bo' }))).toEqual({
        code: 'guest_merged',
        facts: { guestName: 'Ada King' },
      })
      await desk.set('guest.profiles', guests.cy, `erased_at = now()`)
      expect(await create(desk.wish({ guest: 'cy' }))).toMatchObject({ code: 'guest_erased' })
    })

    test('sells no more than there is', async () => {
      for (let sold = 0; sold < 4; sold++) await desk.book()
      const { businessDate } = desk.hotel
      expect(await create(desk.wish({ nights: 2 }))).toEqual({
        code: 'type_sold_out',
        facts: { unitType: 'Standard', night: businessDate },
      })
      await desk.book({ from: 1 })
    })

    test('out of order leaves the inventory for as long as it lasts', async () => {
      const until = addDays(desk.hotel.businessDate, 2)
      await desk.setUnit('101', `block_status = 'out_of_order', return_status = 'dirty', block_until = '${until}'`)
      for (let sold = 0; sold < 3; sold++) await desk.book({ nights: 3 })
      expect(await create(desk.wish())).toMatchObject({ code: 'type_sold_out' })
      expect(await create(desk.wish({ unit: '101', unitTypeId: desk.hotel.types.STD, from: 2 }))).toBeNull()
    })

    test('overbooks up to the limit of the property', async () => {
      desk = await Desk.open(subject, { overbookingPct: 25 })
      for (let sold = 0; sold < 5; sold++) await desk.book()
      expect(await create(desk.wish())).toMatchObject({ code: 'type_sold_out' })
    })
  })

  describe('assign unit', () => {
    const assign = (reservationId: string, unit: keyof Desk['hotel']['units'], locked?: boolean) =>
      refusalOf('v1.reservation.assignUnit', { reservationId, unitId: desk.hotel.units[unit], locked })

    test('promises one unit, and another instead of it', async () => {
      const id = await desk.book({ nights: 2 })
      expect(await assign(id, '101')).toBeNull()
      expect(await assign(id, '102', true)).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ promised: desk.promised('102', 0, 2), type: 'STD' })
    })

    test('an upgrade changes the type, keeps the price, and can be taken back', async () => {
      const id = await desk.book()
      expect(await assign(id, '201')).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ type: 'DLX' })
      const [detail] = await desk.ask('reservation.detail', { reservationId: id })
      expect(detail).toMatchObject({ total: '100.00', nights: [{ rate: '100.00', unitTypeCode: 'DLX' }] })
      expect(await assign(id, '101')).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ type: 'STD', promised: desk.promised('101') })
    })

    test('refuses what is taken, lower, blocked, sold out or not there', async () => {
      const { units, types } = desk.hotel
      const first = await desk.book({ unit: '101', nights: 2 })
      const second = await desk.book({ guest: 'bo', from: 1, nights: 2 })
      expect(await assign(second, '101')).toMatchObject({
        code: 'unit_taken',
        facts: { guestName: 'Ada King', unit: '101' },
      })
      const deluxe = await desk.book({ unitTypeId: types.DLX })
      expect(await assign(deluxe, '101')).toMatchObject({ code: 'unit_type_lower', facts: { booked: 'Deluxe' } })
      await desk.setUnit('102', `block_status = 'out_of_order', return_status = 'dirty'`)
      expect(await assign(second, '102')).toMatchObject({ code: 'unit_out_of_order', facts: { until: null } })
      for (let sold = 0; sold < 2; sold++) await desk.book({ unitTypeId: types.DLX })
      expect(await assign(first, '201')).toMatchObject({ code: 'type_sold_out' })
      expect(await refusalOf('v1.reservation.assignUnit', { reservationId: first, unitId: newId() })).toMatchObject({
        code: 'unit_not_found',
      })
      const nobody = { reservationId: newId(), unitId: units['101'] }
      expect(await refusalOf('v1.reservation.assignUnit', nobody)).toMatchObject({ code: 'reservation_not_found' })
    })

    test('refuses guests who are in house, and who are not confirmed', async () => {
      const inHouse = await desk.settle({ unit: '101' })
      expect(await assign(inHouse, '102')).toMatchObject({ code: 'in_house', facts: { unit: '101' } })
      const gone = await desk.book()
      await desk.run('v1.reservation.cancel', { reservationId: gone, reason: 'ill' })
      expect(await assign(gone, '102')).toMatchObject({ code: 'not_confirmed', facts: { status: 'cancelled' } })
    })

    test('the database alone refuses a second promise of one unit', async () => {
      const id = await desk.book({ unit: '101' })
      const other = await desk.book({ guest: 'bo' })
      const insert = desk.db.execute(
        `INSERT INTO reservation.unit_assignments (property_id, reservation_id, unit_id, stay)
         SELECT property_id, $2, unit_id, stay FROM reservation.unit_assignments WHERE reservation_id = $1`,
        [id, other],
      )
      await expect(insert).rejects.toMatchObject({
        sqlState: '23P01',
        constraint: 'unit_assignments_no_double_booking',
      })
    })
  })

  describe('move', () => {
    const move = (reservationId: string, unit: keyof Desk['hotel']['units']) =>
      refusalOf('v1.reservation.moveUnit', { reservationId, unitId: desk.hotel.units[unit], reason: 'noise' })

    test('before arrival it is another promise', async () => {
      const id = await desk.book({ unit: '101' })
      expect(await move(id, '102')).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ promised: desk.promised('102'), stay: null })
    })

    test('in house the guest moves now, and the promise is split at the business date', async () => {
      const id = await desk.settle({ unit: '101', nights: 3 })
      const tomorrow = addDays(desk.hotel.businessDate, 1)
      const moved = await desk.run(
        'v1.reservation.moveUnit',
        { reservationId: id, unitId: desk.hotel.units['102'], reason: 'noise' },
        { context: { businessDate: tomorrow } },
      )
      expect(moved.refusal).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({
        stay: '102:in_house',
        promised: `${desk.promised('101', 0, 1)} ${desk.promised('102', 1, 2)}`,
      })
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'vacant', housekeeping: 'dirty' })
      expect(await desk.unit('102')).toMatchObject({ occupancy: 'occupied' })
    })

    test('refuses the same unit, an occupied one and a promised one', async () => {
      const id = await desk.settle({ unit: '101', nights: 2 })
      await desk.settle({ guest: 'bo', unit: '102' })
      await desk.book({ guest: 'cy', from: 1, unit: '103' })
      expect(await move(id, '101')).toMatchObject({ code: 'same_unit' })
      expect(await move(id, '102')).toMatchObject({ code: 'unit_occupied', facts: { guestName: 'Bo Lind' } })
      expect(await move(id, '103')).toMatchObject({ code: 'unit_taken', facts: { guestName: 'Cy Okoye' } })
    })
  })

  describe('cancel', () => {
    const cancel = (reservationId: string, at?: string) =>
      refusalOf('v1.reservation.cancel', { reservationId, reason: 'ill' }, at)

    test('frees the unit and costs what the policy of the booking says', async () => {
      const early = await desk.book({ from: 5, nights: 3, unit: '101' })
      const late = await desk.book({ from: 1, nights: 3 })
      expect(await cancel(early)).toBeNull()
      expect(await cancel(late)).toBeNull()
      expect(await desk.reservation(early)).toMatchObject({ status: 'cancelled', fee: '0.00', promised: null })
      expect(await desk.reservation(late)).toMatchObject({ status: 'cancelled', fee: '150.00' })
    })

    test('counts the hours to check-in time at the hotel: at 48 it is free, a minute later it is not', async () => {
      // Check-in is at 15:00 in Lisbon, which is UTC in winter.
      const [first, second] = [await desk.book({ from: 2 }), await desk.book({ from: 2 })]
      await cancel(first, '15:00')
      await cancel(second, '15:01')
      expect(await desk.reservation(first)).toMatchObject({ fee: '0.00' })
      expect(await desk.reservation(second)).toMatchObject({ fee: '50.00' })
    })

    test('refuses twice, in house, departed, and what is not here', async () => {
      const id = await desk.book()
      await cancel(id)
      expect(await cancel(id)).toMatchObject({ code: 'already_cancelled' })
      const stay = await desk.settle({ unit: '101' })
      expect(await cancel(stay)).toMatchObject({ code: 'in_house', facts: { unit: '101' } })
      await desk.run('v1.reservation.checkOut', { reservationId: stay })
      expect(await cancel(stay)).toMatchObject({ code: 'cannot_cancel', facts: { status: 'checked_out' } })
      expect(await cancel(newId())).toMatchObject({ code: 'reservation_not_found' })
    })
  })

  test('a replay of a command makes the same rows', async () => {
    const given = await desk.prepare('v1.reservation.create', desk.wish({ nights: 2, unit: '102' }))
    const rows = async () => {
      const id = reservationOf(given)
      const params = [id]
      return [
        await desk.db.query('SELECT * FROM reservation.reservations WHERE id = $1', params),
        await desk.db.query(
          'SELECT * FROM reservation.reservation_line_items WHERE reservation_id = $1 ORDER BY id',
          params,
        ),
        await desk.db.query('SELECT * FROM reservation.unit_assignments WHERE reservation_id = $1', params),
      ]
    }
    const { db } = desk
    await desk.arrive(given)
    const first = await rows()
    for (const table of ['unit_assignments', 'reservation_line_items']) {
      await db.execute(`DELETE FROM reservation.${table} WHERE reservation_id = $1`, [reservationOf(given)])
    }
    await db.execute('DELETE FROM reservation.reservations WHERE id = $1', [reservationOf(given)])
    await desk.arrive(given)
    expect(await rows()).toEqual(first)
    expect(first.map((set) => set.length)).toEqual([1, 2, 1])
  })
})
