import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '../../shared/kernel/dates.ts'
import { asUuid, newId } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'
import type { UnitNumber } from './fixture.ts'

describe.each(bothDatabases)('the units of a stay, its traces and limits on %s', (_name, open) => {
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
  const run = async (name: string, input: object, on = 0) =>
    (await desk.run(`v1.reservation.${name}`, input, { context: { businessDate: day(on) } })).refusal
  const unitId = (unit: UnitNumber) => desk.hotel.units[unit]
  const stayOf = async (reservationId: string) => {
    const [stay] = await desk.db.query<{ id: string }>('SELECT id FROM guest.stays WHERE reservation_id = $1', [reservationId]) // prettier-ignore
    return asUuid(stay?.id ?? '')
  }

  describe('lock', () => {
    test('a locked unit is not changed before it is unlocked', async () => {
      const id = await desk.book({ unit: '101', nights: 2 })
      expect(await run('lockUnit', { reservationId: id, locked: true })).toBeNull()
      const move = { reservationId: id, unitId: unitId('102'), reason: 'view' }
      expect(await run('moveUnit', move)).toMatchObject({ code: 'unit_locked', facts: { unit: '101' } })
      expect(await run('assignUnit', { reservationId: id, unitId: unitId('101') })).toBeNull()
      expect(await run('lockUnit', { reservationId: id, locked: false })).toBeNull()
      expect(await run('moveUnit', move)).toBeNull()
    })
    test('needs a unit, before arrival', async () => {
      const lock = async (reservationId: string) => run('lockUnit', { reservationId, locked: true })
      expect(await lock(await desk.book())).toMatchObject({ code: 'no_unit_assigned' })
      expect(await lock(await desk.settle({ unit: '101' }))).toMatchObject({ code: 'not_confirmed' })
      expect(await lock(newId())).toMatchObject({ code: 'reservation_not_found' })
    })
  })

  describe('split', () => {
    test('two units in one stay; the check-in keeps the second, and the guest moves on the day', async () => {
      const id = await desk.book({ unit: '101', nights: 3 })
      expect(await run('splitStay', { reservationId: id, unitId: unitId('102'), from: day(1) })).toBeNull()
      const both = `${desk.promised('101', 0, 1)} ${desk.promised('102', 1, 2)}`
      expect(await desk.reservation(id)).toMatchObject({ promised: both })
      expect(await run('checkIn', { reservationId: id, unitId: unitId('101') })).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ promised: both, stay: '101:in_house' })
      const move = { reservationId: id, unitId: unitId('102'), reason: 'as booked' }
      expect(await run('moveUnit', move, 1)).toBeNull()
      expect(await desk.reservation(id)).toMatchObject({ promised: both, stay: '102:in_house' })
    })
    test('that loses one of its units keeps the other', async () => {
      const id = await desk.book({ unit: '101', nights: 3 })
      expect(await run('splitStay', { reservationId: id, unitId: unitId('102'), from: day(1) })).toBeNull()
      const fault = { unitId: unitId('101'), kind: 'out_of_order', until: day(1), reason: 'water', reRoom: [id] }
      const outcome = await desk.run('v1.unit.takeOutOfOrder', fault)
      expect(outcome).toMatchObject({ refusal: null, resolutions: [{ reason: 're_roomed' }] })
      const { promised } = await desk.reservation(id)
      expect(promised).toBe(`${desk.promised('102', 0, 1)} ${desk.promised('102', 1, 2)}`)
    })
    test('a move that a desk tells of a day late takes no night from a guest who has moved since', async () => {
      const centre = await Desk.open(subject, { atCentre: true })
      const [ada, bo] = [
        await centre.settle({ unit: '101', nights: 3 }),
        await centre.settle({ guest: 'bo', unit: '103', nights: 3 }),
      ]
      const unit = (number: UnitNumber) => centre.hotel.units[number]
      const late = await centre.prepare('v1.reservation.moveUnit', { reservationId: bo, unitId: unit('101'), reason: 'noise' }) // prettier-ignore
      const tomorrow = addDays(centre.hotel.businessDate, 1)
      await centre.turnDay(tomorrow)
      const move = { reservationId: ada, unitId: unit('102'), reason: 'view' }
      await centre.run('v1.reservation.moveUnit', move, { context: { businessDate: tomorrow } })
      expect(await centre.arrive(late)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
      expect(await centre.reservation(ada)).toMatchObject({
        stay: '102:in_house',
        promised: centre.promised('102', 1, 2),
      })
      expect(await centre.reservation(bo)).toMatchObject({ stay: '101:in_house' })
    })
    test('refuses what is promised to others, and what divides nothing', async () => {
      const id = await desk.book({ unit: '101', nights: 2 })
      await desk.book({ guest: 'bo', unit: '102', from: 1 })
      const split = (unit: UnitNumber, n: number) =>
        run('splitStay', { reservationId: id, unitId: unitId(unit), from: day(n) })
      expect(await split('102', 1)).toMatchObject({ code: 'unit_taken', facts: { guestName: 'Bo Lind' } })
      expect(await split('103', 0)).toMatchObject({ code: 'split_outside' })
      expect(await split('103', 2)).toMatchObject({ code: 'split_outside' })
      const without = await desk.book({ nights: 2 })
      expect(await run('splitStay', { reservationId: without, unitId: unitId('103'), from: day(1) })).toMatchObject({ code: 'no_unit_assigned' }) // prettier-ignore
      const gone = await desk.book()
      await run('cancel', { reservationId: gone, reason: 'ill' })
      expect(await run('splitStay', { reservationId: gone, unitId: unitId('103'), from: day(1) })).toMatchObject({ code: 'not_confirmed' }) // prettier-ignore
    })
  })

  describe('swap', () => {
    const swap = (reservationId: string, otherReservationId: string) =>
      run('swapUnits', { reservationId, otherReservationId, reason: 'as they asked' })

    test('two promises change places, for nights of their own', async () => {
      const [ada, bo] = [await desk.book({ unit: '101', nights: 2 }), await desk.book({ guest: 'bo', unit: '102' })]
      expect(await swap(ada, bo)).toBeNull()
      expect(await desk.reservation(ada)).toMatchObject({ promised: desk.promised('102', 0, 2) })
      expect(await desk.reservation(bo)).toMatchObject({ promised: desk.promised('101') })
    })
    test('two guests in house change places', async () => {
      const [ada, bo] = [await desk.settle({ unit: '101' }), await desk.settle({ guest: 'bo', unit: '102' })]
      expect(await swap(ada, bo)).toBeNull()
      expect(await desk.reservation(ada)).toMatchObject({ stay: '102:in_house', promised: desk.promised('102') })
      expect(await desk.reservation(bo)).toMatchObject({ stay: '101:in_house', promised: desk.promised('101') })
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'occupied' })
    })
    test('never into a unit where a third guest still is, though their nights are over', async () => {
      const [ada, bo] = [
        await desk.settle({ unit: '101', nights: 2 }),
        await desk.settle({ guest: 'bo', unit: '102', nights: 2 }),
      ]
      const cy = await desk.settle({ guest: 'cy', unit: '103' })
      // As two desks leave it that let both in: Cy, who is due out, and Bo, who is to be moved now.
      await desk.set('guest.stays', await stayOf(cy), `unit_id = '${unitId('102')}'`)
      expect(await run('swapUnits', { reservationId: ada, otherReservationId: bo, reason: 'as they asked' }, 1)).toMatchObject({ code: 'unit_occupied', facts: { unit: '102', guestName: 'Cy Okoye' } }) // prettier-ignore
      expect(await desk.reservation(ada)).toMatchObject({ stay: '101:in_house' })
    })
    test('never at the cost of a third, of a lower type, of a lock, or of one who is in house', async () => {
      const [ada, bo] = [await desk.book({ unit: '101', nights: 2 }), await desk.book({ guest: 'bo', unit: '102' })]
      const cy = await desk.book({ guest: 'cy', unit: '102', from: 1 })
      expect(await swap(ada, bo)).toMatchObject({ code: 'unit_taken', facts: { guestName: 'Cy Okoye' } })
      expect(await desk.reservation(ada)).toMatchObject({ promised: desk.promised('101', 0, 2) })
      const deluxe = await desk.book({ unit: '201', unitTypeId: desk.hotel.types.DLX })
      expect(await swap(bo, deluxe)).toMatchObject({ code: 'unit_type_lower', facts: { booked: 'Deluxe' } })
      await run('lockUnit', { reservationId: cy, locked: true })
      expect(await swap(ada, cy)).toMatchObject({ code: 'unit_locked', facts: { unit: '102' } })
      const inHouse = await desk.settle({ unit: '103' })
      expect(await swap(ada, inHouse)).toMatchObject({ code: 'swap_half_in_house' })
      expect(await swap(ada, await desk.book())).toMatchObject({ code: 'no_unit_assigned' })
      expect(await swap(ada, newId())).toMatchObject({ code: 'reservation_not_found' })
    })
  })

  describe('upgrade', () => {
    const upgrade = (reservationId: string, extra: string, unitTypeId = desk.hotel.types.DLX) =>
      run('modify', { reservationId, change: { unitTypeId }, upgrade: { extra, reason: 'a birthday' } })

    test('a better type, free or for so much a night, is told apart from a change of type', async () => {
      const [free, charged] = [await desk.book({ nights: 2 }), await desk.book({ guest: 'bo', nights: 2 })]
      expect(await upgrade(free, '0')).toBeNull()
      expect(await upgrade(charged, '20')).toBeNull()
      const total = async (reservationId: string) => (await desk.ask('reservation.detail', { reservationId }))[0]
      expect(await total(free)).toMatchObject({ total: '200.00', unitTypeCode: 'DLX', bookedTypeId: desk.hotel.types.STD }) // prettier-ignore
      expect(await total(charged)).toMatchObject({ total: '240.00', unitTypeCode: 'DLX' })
      expect(await upgrade(charged, '20')).toMatchObject({ code: 'already_of_type' })
    })
    test('to what is better only, and not out of a unit that stays', async () => {
      const id = await desk.book({ unitTypeId: desk.hotel.types.DLX, unit: '201' })
      expect(await upgrade(id, '0', desk.hotel.types.STD)).toMatchObject({ code: 'not_better' })
      expect(await upgrade(id, '0', desk.hotel.types.STE)).toMatchObject({ code: 'unit_not_of_type', facts: { unit: '201' } }) // prettier-ignore
    })
  })

  test('a type is oversold as far as its own limit says', async () => {
    const limit = (limit: number | null) =>
      desk.run('v1.property.setOverbooking', { unitTypeId: desk.hotel.types.STD, limit })
    expect((await limit(1)).refusal).toBeNull()
    for (let sold = 0; sold < 5; sold++) await desk.book({ guest: 'cy' })
    expect((await desk.run('v1.reservation.create', desk.wish())).refusal).toMatchObject({ code: 'type_sold_out' })
    const stay = { arrival: day(0), departure: day(1) }
    expect((await desk.ask('reservation.availability', stay))[0]).toMatchObject({ capacity: 5, overbookingLimit: 1 })
    await limit(null)
    expect((await desk.ask('reservation.availability', stay))[0]).toMatchObject({ capacity: 4, free: -1 })
    const unknown = await desk.run('v1.property.setOverbooking', { unitTypeId: newId(), limit: 1 })
    expect(unknown.refusal).toMatchObject({ code: 'type_not_found' })
  })

  test('a trace stands in the list of its day until it is done', async () => {
    const id = await desk.book({ nights: 3 })
    const add = (due: string, text: string) =>
      run('addTrace', { reservationId: id, due, department: 'housekeeping', text })
    expect(await add(day(0), 'Cot in the room')).toBeNull()
    expect(await add(day(2), 'Late check-out')).toBeNull()
    const open = await desk.ask('desk.traces')
    expect(open).toMatchObject([{ text: 'Cot in the room', department: 'housekeeping', guestName: 'Ada King' }])
    expect(await desk.ask('desk.traces', { reservationId: id })).toHaveLength(2)
    const done = { traceId: open[0]?.traceId }
    expect(await run('completeTrace', done)).toBeNull()
    expect(await desk.ask('desk.traces')).toEqual([])
    expect((await desk.ask('desk.traces', { reservationId: id }))[1]).toMatchObject({ doneByName: 'Ana Duty' })
    expect(await run('completeTrace', done)).toMatchObject({ code: 'trace_done' })
    expect(await run('completeTrace', { traceId: newId() })).toMatchObject({ code: 'trace_not_found' })
  })

  test('notes that two desks wrote are both kept', async () => {
    const id = await desk.book()
    const notes = (from: string, to: string) => run('setNotes', { reservationId: id, from, to })
    await notes('', 'Quiet room')
    await notes('', 'Arrives by train')
    expect((await desk.ask('reservation.detail', { reservationId: id }))[0]).toMatchObject({
      notes: 'Quiet room\nArrives by train',
    })
    await notes('Quiet room\nArrives by train', 'Quiet room')
    expect((await desk.ask('reservation.detail', { reservationId: id }))[0]).toMatchObject({ notes: 'Quiet room' })
  })
})
