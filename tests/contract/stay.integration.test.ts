import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '../../shared/kernel/dates.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'

describe.each(bothDatabases)('stays on %s', (_name, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject)
  })

  describe('check in', () => {
    const checkIn = async (reservationId: string, more: object = {}, businessDate = desk.hotel.businessDate) =>
      (await desk.run('v1.reservation.checkIn', { reservationId, ...more }, { context: { businessDate } })).refusal

    test('puts the guest into the promised unit', async () => {
      const id = await desk.book({ unit: '101', nights: 2 })
      expect(await checkIn(id)).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({
        status: 'checked_in',
        stay: '101:in_house',
        promised: desk.promised('101', 0, 2),
      })
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'occupied', housekeeping: 'clean' })
    })

    test('notes how many keys were handed out', async () => {
      const id = await desk.book({ unit: '101' })
      expect(await checkIn(id, { keys: 2 })).toBeNull()
      const [detail] = await desk.ask('reservation.detail', { reservationId: id })
      expect(detail).toMatchObject({ stay: { unitNumber: '101', keysGiven: 2 } })
    })

    test('takes another unit than the promised one, and frees that', async () => {
      const id = await desk.book({ unit: '101' })
      expect(await checkIn(id, { unitId: desk.hotel.units['102'] })).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ promised: desk.promised('102') })
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'vacant' })
    })

    test('lets a late guest in for what is left of the stay', async () => {
      const id = await desk.book({ unit: '101', nights: 3 })
      expect(await checkIn(id, {}, addDays(desk.hotel.businessDate, 1))).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ status: 'checked_in', promised: desk.promised('101', 0, 3) })
    })

    test('refuses who is not due', async () => {
      const future = await desk.book({ from: 1, unit: '101' })
      expect(await checkIn(future)).toMatchObject({ code: 'not_due_yet' })
      const { businessDate } = desk.hotel
      expect(await checkIn(future, {}, addDays(businessDate, 2))).toMatchObject({ code: 'stay_is_over' })
      const cancelled = await desk.book()
      await desk.run('v1.reservation.cancel', { reservationId: cancelled, reason: 'ill' })
      expect(await checkIn(cancelled)).toMatchObject({ code: 'not_confirmed', facts: { status: 'cancelled' } })
      expect(await checkIn(newId())).toMatchObject({ code: 'reservation_not_found' })
    })

    test('refuses twice, and after departure', async () => {
      const id = await desk.settle({ unit: '101' })
      expect(await checkIn(id)).toMatchObject({ code: 'already_in_house', facts: { unit: '101' } })
      await desk.run('v1.reservation.checkOut', { reservationId: id })
      expect(await checkIn(id)).toMatchObject({ code: 'already_departed' })
    })

    test('refuses a unit that is none, occupied, promised, blocked or lower', async () => {
      const { units, types } = desk.hotel
      const id = await desk.book({ nights: 2 })
      expect(await checkIn(id)).toMatchObject({ code: 'no_unit_assigned' })
      expect(await checkIn(id, { unitId: newId() })).toMatchObject({ code: 'unit_not_found' })
      await desk.settle({ guest: 'bo', unit: '101' })
      expect(await checkIn(id, { unitId: units['101'] })).toMatchObject({
        code: 'unit_occupied',
        facts: { guestName: 'Bo Lind' },
      })
      await desk.book({ guest: 'cy', from: 1, unit: '102' })
      expect(await checkIn(id, { unitId: units['102'] })).toMatchObject({ code: 'unit_taken' })
      await desk.setUnit('103', `block_status = 'out_of_order', return_status = 'dirty'`)
      expect(await checkIn(id, { unitId: units['103'] })).toMatchObject({ code: 'unit_out_of_order' })
      const suite = await desk.book({ unitTypeId: types.STE })
      expect(await checkIn(suite, { unitId: units['104'] })).toMatchObject({ code: 'unit_type_lower' })
    })

    test('gives a day use a better unit though its type is sold out for the night', async () => {
      const { types, units } = desk.hotel
      const deluxe = Object.keys(units).filter((number) => number.startsWith('2')).length
      for (let n = 0; n < deluxe; n += 1) await desk.book({ guest: 'bo', unitTypeId: types.DLX })
      const sleeping = await desk.book()
      expect(await checkIn(sleeping, { unitId: units['201'] })).toMatchObject({ code: 'type_sold_out' })
      const forTheDay = await desk.book({ nights: 0 })
      expect(await checkIn(forTheDay, { unitId: units['201'] })).toBeNull()
      expect(await desk.reservation(forTheDay)).toMatchObject({ status: 'checked_in', stay: '201:in_house' })
    })

    test('a unit that is not ready needs a reason', async () => {
      await desk.setUnit('101', `housekeeping_status = 'dirty'`)
      const id = await desk.book({ unit: '101' })
      expect(await checkIn(id)).toMatchObject({ code: 'unit_not_clean', facts: { housekeeping: 'dirty' } })
      expect(await checkIn(id, { override: { reason: 'guest insists' } })).toBeNull()
    })

    test('where the property inspects, clean is not ready', async () => {
      desk = await Desk.open(subject, { requiresInspection: true })
      const id = await desk.book({ unit: '101' })
      expect(await checkIn(id)).toMatchObject({ code: 'unit_not_clean', facts: { housekeeping: 'clean' } })
      await desk.setUnit('101', `housekeeping_status = 'inspected'`)
      expect(await checkIn(id)).toBeNull()
    })
  })

  describe('check out', () => {
    const checkOut = async (reservationId: string, businessDate = desk.hotel.businessDate) =>
      (await desk.run('v1.reservation.checkOut', { reservationId }, { context: { businessDate } })).refusal

    test('leaves a dirty unit and a task for it', async () => {
      const id = await desk.settle({ unit: '101' })
      expect(await checkOut(id, addDays(desk.hotel.businessDate, 1))).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ status: 'checked_out', stay: '101:departed' })
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'vacant', housekeeping: 'dirty' })
      const [task] = await desk.db.query(
        'SELECT type, status, scheduled_date AS date FROM operations.housekeeping_tasks WHERE unit_id = $1',
        [desk.hotel.units['101']],
      )
      expect(task).toEqual({ type: 'departure', status: 'pending', date: addDays(desk.hotel.businessDate, 1) })
    })

    test('an early departure frees the unit and the nights that were not slept', async () => {
      const id = await desk.settle({ unit: '101', nights: 4 })
      const second = addDays(desk.hotel.businessDate, 2)
      expect(await checkOut(id, second)).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ departure: second, promised: desk.promised('101', 0, 2) })
      const [detail] = await desk.ask('reservation.detail', { reservationId: id })
      expect(detail).toMatchObject({ total: '400.00' })
      expect(detail?.nights).toHaveLength(2)
      const free = await desk.ask('reservation.freeUnits', { arrival: second, departure: addDays(second, 2) })
      expect(free.map((unit) => unit.number)).toContain('101')
    })

    test('leaving on the day of arrival owes the first night', async () => {
      const id = await desk.settle({ unit: '101', nights: 2 })
      expect(await checkOut(id)).toBeNull()
      const [detail] = await desk.ask('reservation.detail', { reservationId: id })
      expect(detail).toMatchObject({ departure: desk.hotel.businessDate, nights: [{ rate: '100.00' }] })
      expect(await desk.reservation(id)).toMatchObject({ promised: null })
    })

    test('does not make a second departure task', async () => {
      await desk.db.execute(
        `INSERT INTO operations.housekeeping_tasks (property_id, unit_id, type, scheduled_date) VALUES ($1, $2, 'departure', $3)`,
        [desk.hotel.propertyId, desk.hotel.units['101'], desk.hotel.businessDate],
      )
      await checkOut(await desk.settle({ unit: '101' }))
      expect(await desk.ask('housekeeping.tasks')).toHaveLength(1)
    })

    test('refuses twice, before arrival, and what is not here', async () => {
      const id = await desk.settle({ unit: '101' })
      await checkOut(id)
      expect(await checkOut(id)).toMatchObject({ code: 'already_departed' })
      expect(await checkOut(await desk.book())).toMatchObject({ code: 'not_in_house', facts: { status: 'confirmed' } })
      expect(await checkOut(newId())).toMatchObject({ code: 'reservation_not_found' })
    })
  })
})
