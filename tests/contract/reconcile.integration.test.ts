import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Resolution } from '../../shared/command/command.ts'
import { describeResolution } from '../../shared/domains/resolution/words.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { openPostgres, type Subject } from '../support/both-databases.ts'
import { Desk, reasonsOf, reservationOf, type Given } from './desk.ts'

/** What the centre makes of commands that were given in the belief of another world. */
describe('the centre re-plans', () => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await openPostgres()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject, { atCentre: true })
  })

  const fillType = async (count: number, unitTypeId = desk.hotel.types.STD) => {
    for (let i = 0; i < count; i++) await desk.book({ guest: 'cy', unitTypeId })
  }
  const arriveAll = async (given: readonly Given[]): Promise<Resolution[]> => {
    const entries: Resolution[] = []
    for (const command of given) entries.push(...(await desk.arrive(command)).resolutions)
    return entries
  }
  const inUnit = async (unit: '101' | '102' | '103') =>
    desk.db.query<{ name: string }>(
      `SELECT g.full_name AS name FROM guest.stays s JOIN guest.profiles g ON g.id = s.profile_id
       WHERE s.unit_id = $1 AND s.status = 'in_house' ORDER BY g.full_name`,
      [desk.hotel.units[unit]],
    )

  describe('a reservation', () => {
    test('the unit was given meanwhile: another one of the type', async () => {
      const held = await desk.prepare('v1.reservation.create', desk.wish({ unit: '101' }))
      await desk.book({ guest: 'bo', unit: '101' })
      const outcome = await desk.arrive(held)
      expect(outcome.resolutions).toMatchObject([
        { reason: 're_roomed', facts: { oldUnit: '101', newUnit: '102', how: 'promised', takenBy: 'Bo Lind' } },
      ])
      expect(outcome).toMatchObject({ outcome: 'applied_with_changes', refusal: { code: 'unit_taken' } })
      expect(await desk.reservation(reservationOf(held))).toMatchObject({ promised: desk.promised('102') })
    })

    test('the last one of the type was sold: a better one at the price that was quoted', async () => {
      const held = await desk.prepare('v1.reservation.create', desk.wish({ unit: '101' }))
      await fillType(4)
      const outcome = await desk.arrive(held)
      expect(outcome.resolutions).toMatchObject([
        { reason: 'upgraded', facts: { oldType: 'Standard', newType: 'Deluxe', newUnit: '201' } },
      ])
      const [detail] = await desk.ask('reservation.detail', { reservationId: reservationOf(held) })
      expect(detail).toMatchObject({ status: 'confirmed', unitTypeCode: 'DLX', total: '100.00', certainty: 'review' })
    })

    test('everything is sold: the waitlist, and the guest is called', async () => {
      const held = await desk.prepare('v1.reservation.create', desk.wish())
      const { types } = desk.hotel
      await fillType(4)
      await fillType(3, types.DLX)
      await fillType(1, types.STE)
      const outcome = await desk.arrive(held)
      expect(outcome.resolutions).toMatchObject([{ reason: 'waitlisted', nextStep: 'call_guest' }])
      expect(await desk.reservation(reservationOf(held))).toMatchObject({ status: 'waitlisted', promised: null })
    })

    test('every unit is promised though the type is not sold out: it stands without a unit', async () => {
      const held = await desk.prepare('v1.reservation.create', desk.wish({ unit: '101', nights: 2 }))
      const { units, types } = desk.hotel
      await desk.book({ guest: 'bo', unit: '101' })
      for (const unit of ['102', '103', '104'] as const) await desk.book({ guest: 'bo', from: 1, unit })
      for (const unit of ['201', '202', '203'] as const) await desk.book({ guest: 'bo', unit, unitTypeId: types.DLX })
      await desk.book({ guest: 'bo', unit: '301', unitTypeId: types.STE })
      expect(units).toBeDefined()
      const outcome = await desk.arrive(held)
      expect(reasonsOf(outcome)).toEqual(['unit_lost_unassigned'])
      expect(await desk.reservation(reservationOf(held))).toMatchObject({ status: 'confirmed', promised: null })
    })

    test('the unit went out of order', async () => {
      const held = await desk.prepare('v1.reservation.create', desk.wish({ unit: '101' }))
      await desk.setUnit('101', `block_status = 'out_of_order', return_status = 'dirty'`)
      expect((await desk.arrive(held)).resolutions).toMatchObject([
        { reason: 're_roomed', facts: { how: 'out_of_order' } },
      ])
    })

    test('the guest was merged: the reservation follows; erased: it stands and somebody asks', async () => {
      const { guests } = desk.hotel
      const merged = await desk.prepare('v1.reservation.create', desk.wish({ guest: 'bo' }))
      const erased = await desk.prepare('v1.reservation.create', desk.wish({ guest: 'cy' }))
      await desk.set('guest.profiles', guests.bo, `merged_into_id = '${guests.ada}'`)
      await desk.set('guest.profiles', guests.cy, 'erased_at = now()')
      expect(reasonsOf(await desk.arrive(merged))).toEqual([])
      const [row] = await desk.ask('reservation.detail', { reservationId: reservationOf(merged) })
      expect(row).toMatchObject({ guestName: 'Ada King' })
      expect(reasonsOf(await desk.arrive(erased))).toEqual(['guest_record_closed'])
    })

    test('fewer may sleep there than were booked', async () => {
      const held = await desk.prepare('v1.reservation.create', desk.wish({ adults: 2 }))
      await desk.set('property_mgmt.unit_types', desk.hotel.types.STD, 'max_occupancy = 1, base_occupancy = 1')
      expect(reasonsOf(await desk.arrive(held))).toEqual(['occupancy_exceeded'])
    })

    test('a mistake of our own stays refused, and is told', async () => {
      const outcome = await desk.run('v1.reservation.create', desk.wish({ adults: 0 }))
      expect(outcome).toMatchObject({
        outcome: 'refused',
        resolutions: [{ reason: 'refused', facts: { code: 'no_guests' } }],
      })
    })
  })

  describe('an assignment', () => {
    const assign = (reservationId: string, at: string, locked = false) =>
      desk.prepare('v1.reservation.assignUnit', { reservationId, unitId: desk.hotel.units['101'], locked }, { at })

    test('given twice: the earlier clock keeps, whoever reaches the centre first', async () => {
      const [ada, bo] = [await desk.book(), await desk.book({ guest: 'bo' })]
      const [early, late] = [await assign(ada, '10:00'), await assign(bo, '10:05')]
      await desk.arrive(late)
      const outcome = await desk.arrive(early)
      expect(outcome.resolutions).toMatchObject([
        {
          reason: 're_roomed',
          reservationId: bo,
          facts: { guestName: 'Bo Lind', newUnit: '102', takenBy: 'Ada King' },
        },
      ])
      expect(await desk.reservation(ada)).toMatchObject({ promised: desk.promised('101') })
      expect(await desk.reservation(bo)).toMatchObject({ promised: desk.promised('102') })
    })

    test('a later one yields, and a locked one keeps against an earlier clock', async () => {
      const [ada, bo] = [await desk.book(), await desk.book({ guest: 'bo' })]
      await desk.arrive(await assign(bo, '10:05', true))
      const outcome = await desk.arrive(await assign(ada, '10:00'))
      expect(outcome.resolutions).toMatchObject([
        { reason: 're_roomed', reservationId: ada, facts: { takenBy: 'Bo Lind' } },
      ])
      expect(await desk.reservation(bo)).toMatchObject({ promised: desk.promised('101') })
    })

    test('who holds another unit keeps that', async () => {
      const ada = await desk.book({ unit: '102' })
      await desk.book({ guest: 'bo', unit: '101' }, { at: '09:00' })
      const outcome = await desk.arrive(await assign(ada, '10:00'))
      expect(outcome).toMatchObject({ outcome: 'refused', resolutions: [{ facts: { code: 'unit_taken' } }] })
      expect(await desk.reservation(ada)).toMatchObject({ promised: desk.promised('102') })
    })

    test('nothing else is free: it stays without a unit', async () => {
      const ada = await desk.book()
      const { types } = desk.hotel
      for (const unit of ['101', '102', '103'] as const) await desk.book({ guest: 'bo', unit }, { at: '09:00' })
      await desk.setUnit('104', `block_status = 'out_of_order', return_status = 'dirty'`)
      await fillType(3, types.DLX)
      await fillType(1, types.STE)
      const outcome = await desk.arrive(await assign(ada, '10:00'))
      expect(outcome).toMatchObject({ outcome: 'refused', resolutions: [{ facts: { code: 'unit_taken' } }] })
      expect(await desk.reservation(ada)).toMatchObject({ status: 'confirmed', promised: null })
    })
  })

  describe('a check-in is a fact', () => {
    test('given offline while another desk sold the unit: the guest keeps it, the promise is re-roomed', async () => {
      const given = await desk.offline(async (run) => {
        const created = await run('v1.reservation.create', desk.wish({ unit: '101' }), { at: '10:00' })
        await run('v1.reservation.checkIn', { reservationId: reservationOf(created) }, { at: '10:01' })
      })
      const bo = await desk.book({ guest: 'bo', unit: '101' }, { at: '10:30' })
      const entries = await arriveAll(given)
      const ada = given.map(reservationOf).at(0) ?? newId()
      expect(await desk.reservation(ada)).toMatchObject({
        status: 'checked_in',
        stay: '101:in_house',
        promised: desk.promised('101'),
      })
      expect(await desk.reservation(bo)).toMatchObject({ status: 'confirmed', promised: desk.promised('103') })
      expect(entries).toContainEqual(
        expect.objectContaining({
          reason: 're_roomed',
          reservationId: bo,
          facts: expect.objectContaining({ oldUnit: '101', how: 'in_house', takenBy: 'Ada King' }),
        }),
      )
      // What was said of Ada's own unit before she was known to be in it is settled.
      const open = await desk.ask('resolution.list', { status: 'open' })
      expect(open.map((entry) => entry.reservationId)).toEqual([bo])
    })

    test('one unit for two guests: both are in house, the later one is to be moved now', async () => {
      const [ada, bo] = [await desk.book(), await desk.book({ guest: 'bo' })]
      const unitId = desk.hotel.units['101']
      const early = await desk.prepare('v1.reservation.checkIn', { reservationId: ada, unitId }, { at: '10:00' })
      const late = await desk.prepare('v1.reservation.checkIn', { reservationId: bo, unitId }, { at: '10:05' })
      await desk.arrive(early)
      const outcome = await desk.arrive(late)
      expect(outcome.resolutions).toMatchObject([
        { reason: 'oversold_move_now', reservationId: bo, facts: { guestName: 'Bo Lind', otherGuest: 'Ada King' } },
      ])
      expect(await inUnit('101')).toEqual([{ name: 'Ada King' }, { name: 'Bo Lind' }])
      expect(await desk.reservation(ada)).toMatchObject({ promised: desk.promised('101') })
      expect(await desk.reservation(bo)).toMatchObject({ status: 'checked_in', promised: null, stay: '101:in_house' })
      const [request] = await desk.db.query(
        'SELECT priority, description FROM operations.service_requests WHERE unit_id = $1',
        [unitId],
      )
      expect(request).toMatchObject({ priority: 'urgent', description: expect.stringContaining('Bo Lind') })
      const [unit] = (await desk.ask('unit.list')).filter((row) => row.number === '101')
      expect(unit).toMatchObject({ guestName: 'Ada King, Bo Lind', certainty: 'review' })
    })

    test('... and the earlier clock keeps the unit though it arrived last', async () => {
      const [ada, bo] = [await desk.book(), await desk.book({ guest: 'bo' })]
      const unitId = desk.hotel.units['101']
      const early = await desk.prepare('v1.reservation.checkIn', { reservationId: ada, unitId }, { at: '10:00' })
      await desk.run('v1.reservation.checkIn', { reservationId: bo, unitId }, { at: '10:05' })
      const outcome = await desk.arrive(early)
      expect(outcome.resolutions).toMatchObject([{ reason: 'oversold_move_now', reservationId: bo }])
      expect(await desk.reservation(ada)).toMatchObject({ promised: desk.promised('101') })
      expect(await desk.reservation(bo)).toMatchObject({ promised: null })
    })

    test('after the move the entry is settled, and a check-out of one leaves the other in the unit', async () => {
      const [ada, bo] = [await desk.book({ nights: 2 }), await desk.book({ guest: 'bo' })]
      const { units } = desk.hotel
      const late = await desk.prepare(
        'v1.reservation.checkIn',
        { reservationId: bo, unitId: units['101'] },
        { at: '10:05' },
      )
      await desk.run('v1.reservation.checkIn', { reservationId: ada, unitId: units['101'] }, { at: '10:00' })
      await desk.arrive(late)
      await desk.run(
        'v1.reservation.moveUnit',
        { reservationId: bo, unitId: units['102'], reason: 'oversold' },
        { at: '10:20' },
      )
      expect(await desk.ask('resolution.list', { status: 'open' })).toEqual([])
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'occupied' })
      expect(await desk.unit('102')).toMatchObject({ occupancy: 'occupied' })
      expect(await desk.reservation(bo)).toMatchObject({ promised: desk.promised('102') })
    })

    test.each([
      ['cancelled', `status = 'cancelled', cancelled_at = now(), cancel_fee = 50`],
      ['no_show', `status = 'no_show'`],
      ['waitlisted', `status = 'waitlisted'`],
    ])('%s meanwhile: reinstated', async (was, assignments) => {
      const id = await desk.book({ unit: '101' })
      const held = await desk.prepare('v1.reservation.checkIn', { reservationId: id })
      await desk.set('reservation.reservations', id, assignments)
      const outcome = await desk.arrive(held)
      expect(outcome.resolutions).toMatchObject([{ reason: 'reinstated', facts: { was, unit: '101' } }])
      expect(await desk.reservation(id)).toMatchObject({ status: 'checked_in', fee: null, stay: '101:in_house' })
    })

    test('a reservation that lets nobody in: the stay is kept as a fact', async () => {
      const id = await desk.book({ unit: '101' })
      const held = await desk.prepare('v1.reservation.checkIn', { reservationId: id })
      await desk.set('reservation.reservations', id, `status = 'walked'`)
      expect(reasonsOf(await desk.arrive(held))).toEqual(['in_house_without_reservation'])
      expect(await desk.reservation(id)).toMatchObject({ status: 'walked', stay: '101:in_house' })
      await desk.run('v1.reservation.checkOut', { reservationId: id })
      expect(await desk.reservation(id)).toMatchObject({ status: 'walked', stay: '101:departed' })
    })

    test('checked in elsewhere, or in and out: the first record stands', async () => {
      const id = await desk.book()
      const { units } = desk.hotel
      const held = await desk.prepare('v1.reservation.checkIn', { reservationId: id, unitId: units['101'] })
      const again = {
        ...held,
        context: { ...held.context, commandId: newId() },
        args: { ...(held.args as object), stayId: newId() },
      }
      await desk.run('v1.reservation.checkIn', { reservationId: id, unitId: units['102'] })
      expect((await desk.arrive(held)).resolutions).toMatchObject([
        { reason: 'checked_in_elsewhere', facts: { unit: '101', otherUnit: '102' } },
      ])
      await desk.run('v1.reservation.checkOut', { reservationId: id })
      expect(reasonsOf(await desk.arrive(again))).toEqual(['checked_in_after_departure'])
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'vacant' })
    })

    test('the unit went out of order, or dirty: the guest is in it all the same', async () => {
      const [ada, bo] = [await desk.book({ unit: '101' }), await desk.book({ guest: 'bo', unit: '102' })]
      const first = await desk.prepare('v1.reservation.checkIn', { reservationId: ada })
      const second = await desk.prepare('v1.reservation.checkIn', { reservationId: bo })
      await desk.setUnit('101', `block_status = 'out_of_order', return_status = 'dirty'`)
      await desk.setUnit('102', `housekeeping_status = 'dirty'`)
      expect(reasonsOf(await desk.arrive(first))).toEqual(['out_of_order_occupied'])
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'occupied', block: 'out_of_service' })
      expect((await desk.arrive(second)).resolutions).toMatchObject([
        { reason: 'not_ready_occupied', nextStep: 'inspect_unit', facts: { housekeeping: 'dirty' } },
      ])
    })

    test('the dates were changed meanwhile', async () => {
      const id = await desk.book({ unit: '101' })
      const held = await desk.prepare('v1.reservation.checkIn', { reservationId: id })
      await desk.set('reservation.reservations', id, 'arrival = arrival + 2, departure = departure + 2')
      expect(reasonsOf(await desk.arrive(held))).toEqual(['stay_dates_differ'])
      expect(await desk.reservation(id)).toMatchObject({ status: 'checked_in', stay: '101:in_house' })
    })

    test('of a reservation that the centre does not know: refused and told', async () => {
      const outcome = await desk.run('v1.reservation.checkIn', {
        reservationId: newId(),
        unitId: desk.hotel.units['101'],
      })
      expect(outcome).toMatchObject({ outcome: 'refused', resolutions: [{ facts: { code: 'reservation_not_found' } }] })
    })
  })

  describe('a move in house is a fact', () => {
    const prepareMove = (reservationId: string) =>
      desk.prepare('v1.reservation.moveUnit', { reservationId, unitId: desk.hotel.units['102'], reason: 'noise' })

    test('into a promised unit: the promise is re-roomed', async () => {
      const ada = await desk.settle({ unit: '101' })
      const held = await prepareMove(ada)
      const bo = await desk.book({ guest: 'bo', unit: '102' })
      expect((await desk.arrive(held)).resolutions).toMatchObject([{ reason: 're_roomed', reservationId: bo }])
      expect(await desk.reservation(ada)).toMatchObject({ stay: '102:in_house', promised: desk.promised('102') })
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'vacant', housekeeping: 'dirty' })
    })

    test('into an occupied unit: both are there, and the mover is moved again', async () => {
      const ada = await desk.settle({ unit: '101' })
      const held = await prepareMove(ada)
      await desk.settle({ guest: 'bo', unit: '102' })
      expect((await desk.arrive(held)).resolutions).toMatchObject([{ reason: 'oversold_move_now', reservationId: ada }])
      expect(await inUnit('102')).toEqual([{ name: 'Ada King' }, { name: 'Bo Lind' }])
      expect(await desk.reservation(ada)).toMatchObject({ promised: null, stay: '102:in_house' })
    })

    test('moved there by two desks: nothing is left to do', async () => {
      const ada = await desk.settle({ unit: '101' })
      const held = await prepareMove(ada)
      await desk.arrive(await prepareMove(ada))
      expect(await desk.arrive(held)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    })

    test('departed meanwhile: refused and told', async () => {
      const ada = await desk.settle({ unit: '101' })
      const held = await prepareMove(ada)
      await desk.run('v1.reservation.checkOut', { reservationId: ada })
      expect(await desk.arrive(held)).toMatchObject({
        outcome: 'refused',
        resolutions: [{ facts: { code: 'not_confirmed' } }],
      })
    })
  })

  test('a second check-out, a second cancel and a second note are no news', async () => {
    const stay = await desk.settle({ unit: '101' })
    const out = await desk.prepare('v1.reservation.checkOut', { reservationId: stay })
    await desk.run('v1.reservation.checkOut', { reservationId: stay })
    expect(await desk.arrive(out)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    const booked = await desk.book()
    const cancel = await desk.prepare('v1.reservation.cancel', { reservationId: booked, reason: 'ill' })
    await desk.run('v1.reservation.cancel', { reservationId: booked, reason: 'ill' })
    expect(await desk.arrive(cancel)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
  })

  test('a cancellation yields to a check-in', async () => {
    const id = await desk.book({ unit: '101' })
    const cancel = await desk.prepare('v1.reservation.cancel', { reservationId: id, reason: 'no sign of the guest' })
    await desk.run('v1.reservation.checkIn', { reservationId: id })
    const outcome = await desk.arrive(cancel)
    expect(outcome).toMatchObject({
      outcome: 'refused',
      resolutions: [{ reason: 'check_in_wins', facts: { unit: '101' } }],
    })
    expect(await desk.reservation(id)).toMatchObject({ status: 'checked_in' })
  })

  test('housekeeping that was seen later is what is, by whatever way; an inspection needs a clean unit', async () => {
    const unitId = desk.hotel.units['101']
    const clean = await desk.prepare('v1.unit.setHousekeepingStatus', { unitId, status: 'clean' }, { at: '10:10' })
    await desk.run('v1.unit.setHousekeepingStatus', { unitId, status: 'inspected' }, { at: '10:00' })
    expect(await desk.arrive(clean)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    expect(await desk.unit('101')).toMatchObject({ housekeeping: 'clean' })
    const inspect = await desk.prepare(
      'v1.unit.setHousekeepingStatus',
      { unitId, status: 'inspected' },
      { at: '10:20' },
    )
    await desk.run('v1.unit.setHousekeepingStatus', { unitId, status: 'dirty' }, { at: '10:15' })
    expect(await desk.arrive(inspect)).toMatchObject({
      outcome: 'refused',
      resolutions: [{ reason: 'refused', nextStep: 'inspect_unit', facts: { code: 'housekeeping_not_clean_first' } }],
    })
  })

  test('a task that was done by two, or cancelled meanwhile, leaves a clean unit', async () => {
    await desk.run('v1.reservation.checkOut', { reservationId: await desk.settle({ unit: '101' }) }, { at: '12:00' })
    const [task] = await desk.ask('housekeeping.tasks')
    const done = await desk.prepare('v1.housekeeping.completeTask', { taskId: task?.taskId }, { at: '13:00' })
    await desk.db.execute(`UPDATE operations.housekeeping_tasks SET status = 'cancelled' WHERE id = $1`, [
      String(task?.taskId),
    ])
    expect(await desk.arrive(done)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    expect(await desk.unit('101')).toMatchObject({ housekeeping: 'clean' })
  })

  test('what the centre writes can be read by a person', async () => {
    const held = await desk.prepare('v1.reservation.create', desk.wish({ unit: '101' }))
    await desk.book({ guest: 'bo', unit: '101' })
    await desk.arrive(held)
    const [row] = await desk.ask<Parameters<typeof describeResolution>[0]>('resolution.list', { status: 'open' })
    if (!row) throw new Error('no entry was written')
    expect(describeResolution(row)).toMatchObject({
      happened: 'Unit 101 was promised to Bo Lind first.',
      done: expect.stringMatching(/^Ada King \(A1-\d+\) was moved from unit 101 to 102/),
    })
  })

  test('what cannot wait stands first, however long ago it was told', async () => {
    const held = await desk.prepare('v1.reservation.create', desk.wish({ unit: '101' }))
    await desk.book({ guest: 'bo', unit: '101' })
    const twice = await desk.book({ guest: 'bo' })
    const late = await desk.prepare('v1.reservation.checkIn', { reservationId: twice, unitId: desk.hotel.units['103'] })
    await desk.settle({ unit: '103' })
    await desk.arrive(late)
    await desk.db.execute(`UPDATE sync.resolutions SET raised_at = raised_at - interval '1 hour'`)
    await desk.arrive(held)
    const reasons = (await desk.ask('resolution.list', { status: 'open' })).map(({ reason }) => reason)
    expect(reasons).toEqual(['oversold_move_now', 're_roomed'])
  })
})
