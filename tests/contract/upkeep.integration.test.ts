import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeRefusal } from '../../shared/domains/resolution/words.ts'
import type { FaultRow, ServiceRow } from '../../shared/domains/operations/upkeep-rows.ts'
import type { UnitRow } from '../../shared/domains/property_mgmt/rows.ts'
import type { PromisedRow } from '../../shared/domains/reservation/promised-query.ts'
import type { RackNightRow } from '../../shared/domains/reservation/rack-rows.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk, reasonsOf } from './desk.ts'
import type { UnitNumber } from './fixture.ts'

describe.each(bothDatabases)('G23: maintenance and service requests on %s', (_name, open) => {
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
  const takeOut = (number: UnitNumber, more: object = {}, context: object = {}) =>
    desk.run(
      'v1.unit.takeOutOfOrder',
      { unitId: desk.hotel.units[number], kind: 'out_of_order', until: day(3), reason: 'Leak', ...more },
      { context },
    )
  const giveBack = (number: UnitNumber, more: object = {}, context: object = {}) =>
    desk.run('v1.unit.returnToService', { unitId: desk.hotel.units[number], ...more }, { context })
  const blocks = (number: UnitNumber) =>
    desk.db.query(
      `SELECT kind, status, lower(dates) AS from, upper(dates) AS to, reason FROM property_mgmt.unit_blocks
       WHERE unit_id = $1 ORDER BY created_at, lower(dates), id`,
      [desk.hotel.units[number]],
    )
  const roomsOn = async (n: number) => {
    const nights = await desk.ask<RackNightRow>('rack.nights', { from: day(n), to: day(n + 1) })
    return nights.find(({ unitTypeId }) => unitTypeId === desk.hotel.types.STD)?.rooms
  }
  const listed = async (number: UnitNumber) =>
    (await desk.ask<UnitRow>('unit.list')).find((unit) => unit.number === number)

  describe('out of order', () => {
    test('from today: the unit says it, and it is not sold until the day on which it is back', async () => {
      expect(await takeOut('101')).toMatchObject({ outcome: 'applied', resolutions: [] })
      expect(await blocks('101')).toEqual([
        { kind: 'out_of_order', status: 'active', from: day(0), to: day(3), reason: 'Leak' },
      ])
      expect(await listed('101')).toMatchObject({
        blockStatus: 'out_of_order',
        blockUntil: day(3),
        blockReason: 'Leak',
      })
      expect([await roomsOn(0), await roomsOn(2), await roomsOn(3)]).toEqual([3, 3, 4])
      expect(await takeOut('101', { reason: 'Smell' })).toMatchObject({
        refusal: { code: 'unit_blocked', facts: { unit: '101', until: day(3), reason: 'Leak' } },
      })
    })

    test('later: it is sold until then, not promised over it, and blocked when its day comes without anybody touching it', async () => {
      await takeOut('101', { from: day(2), until: day(4) })
      expect(await blocks('101')).toMatchObject([{ status: 'planned', from: day(2), to: day(4) }])
      expect([await roomsOn(0), await roomsOn(1), await roomsOn(2), await roomsOn(4)]).toEqual([4, 4, 3, 4])
      const [over, before] = [await desk.book({ from: 1, nights: 2 }), await desk.book({ guest: 'bo', nights: 2 })]
      const assign = (reservationId: Uuid) =>
        desk.run('v1.reservation.assignUnit', { reservationId, unitId: desk.hotel.units['101'] })
      expect((await assign(over)).refusal).toMatchObject({ code: 'unit_out_of_order', facts: { until: day(4) } })
      expect((await assign(before)).refusal).toBeNull()
      const free = await desk.ask('reservation.freeUnits', { arrival: day(1), departure: day(3) })
      expect(free.map(({ number }) => number)).not.toContain('101')
      expect(await listed('101')).toMatchObject({ blockStatus: 'none', blockKind: 'out_of_order', blockFrom: day(2) })
      const later = await desk.prepare('v1.reservation.checkIn', { reservationId: over, unitId: desk.hotel.units['101'] }, { context: { businessDate: day(2) } }) // prettier-ignore
      expect((await desk.arrive(later)).refusal).toMatchObject({ code: 'unit_out_of_order' })
    })

    test('over promises only by whoever has seen them: another unit, a better one, or none and an urgent request', async () => {
      const [first, second] = [
        await desk.book({ unit: '101', nights: 2 }),
        await desk.book({ guest: 'bo', unit: '101', from: 4 }),
      ]
      const refused = await takeOut('101', { until: day(6) })
      expect(refused.refusal).toMatchObject({ code: 'unit_promised', facts: { guestName: 'Ada King', count: 2 } })
      expect(describeRefusal(refused.refusal ?? expect.fail()).what).toMatch(
        /^Unit 101 is promised to Ada King .* and to others\.$/,
      )
      const ask = () =>
        desk.ask<PromisedRow>('unit.promised', { unitId: desk.hotel.units['101'], from: day(0), until: day(6) })
      expect(await ask()).toMatchObject([
        { guestName: 'Ada King', newUnit: '102', newType: null, inHouse: false },
        { guestName: 'Bo Lind', newUnit: '102', newType: null },
      ])
      for (const unit of ['102', '103', '104', '201', '202', '203', '301'] as const)
        await desk.book({ guest: 'cy', unit, from: 4, unitTypeId: desk.hotel.types[unit < '200' ? 'STD' : unit < '300' ? 'DLX' : 'STE'] }) // prettier-ignore
      expect((await ask()).map(({ newUnit }) => newUnit)).toEqual(['102', null])
      const outcome = await takeOut('101', { until: day(6), reRoom: [first, second] })
      expect(outcome.resolutions).toMatchObject([
        { reason: 're_roomed', facts: { oldUnit: '101', newUnit: '102', how: 'out_of_order' } },
        { reason: 'unit_lost_unassigned', nextStep: 'assign_unit', facts: { guestName: 'Bo Lind' } },
        { reason: 'out_of_order_oversold', nextStep: 'walk', facts: { night: day(4), sold: 4, rooms: 3 } },
      ])
      expect(await desk.reservation(first)).toMatchObject({ promised: desk.promised('102', 0, 2) })
      expect(await desk.reservation(second)).toMatchObject({ status: 'confirmed', promised: null })
      expect(await desk.ask<ServiceRow>('service.list')).toMatchObject([
        { priority: 'urgent', description: expect.stringMatching(/^Find a unit for Bo Lind/) },
      ])
    })

    test('never over a guest: out of service can be, and the unit is given last', async () => {
      await desk.settle({ unit: '101', nights: 3 })
      const facts = { unit: '101', guestName: 'Ada King' }
      expect((await takeOut('101')).refusal).toMatchObject({ code: 'guest_in_unit', facts })
      expect((await takeOut('101', { from: day(2), until: day(4) })).refusal).toMatchObject({ code: 'guest_in_unit' })
      expect((await takeOut('101', { kind: 'out_of_service' })).refusal).toBeNull()
      expect(await roomsOn(1)).toBe(4)
      expect(await desk.unit('101')).toMatchObject({ block: 'out_of_service', occupancy: 'occupied' })
      expect((await giveBack('101')).refusal).toBeNull()
      expect(await desk.unit('101')).toMatchObject({ block: 'none', housekeeping: 'clean' })
    })

    test('another day or another reason for the same block', async () => {
      await takeOut('101')
      const [{ blockId } = { blockId: null }] = [await listed('101')]
      await takeOut('101', { until: day(5), reason: 'Waits for a part', changes: blockId })
      expect(await blocks('101')).toEqual([
        { kind: 'out_of_order', status: 'active', from: day(0), to: day(5), reason: 'Waits for a part' },
      ])
      await takeOut('101', { kind: 'out_of_service', until: day(1), changes: blockId })
      expect(await desk.unit('101')).toMatchObject({ block: 'out_of_service' })
      await giveBack('101')
      expect((await takeOut('101', { changes: blockId })).refusal).toMatchObject({ code: 'block_over' })
      expect((await takeOut('101', { until: day(0) })).refusal).toMatchObject({ code: 'block_in_past' })
    })

    test('returned: dirty, with a task; the nights that were lost stay so, and of the same day none', async () => {
      await takeOut('101')
      expect(await giveBack('101', {}, { businessDate: day(2) })).toMatchObject({ outcome: 'applied' })
      expect(await desk.unit('101')).toMatchObject({ block: 'none', housekeeping: 'dirty' })
      expect(await blocks('101')).toMatchObject([{ status: 'ended', from: day(0), to: day(2) }])
      await takeOut('102', { returnStatus: 'clean' })
      await giveBack('102')
      expect(await blocks('102')).toMatchObject([{ status: 'cancelled' }])
      expect(await desk.unit('102')).toMatchObject({ block: 'none', housekeeping: 'clean' })
      expect((await giveBack('102')).refusal).toMatchObject({ code: 'not_blocked' })
      expect(await desk.db.query(`SELECT type FROM operations.housekeeping_tasks WHERE unit_id = $1`, [desk.hotel.units['101']])).toEqual([{ type: 'touch_up' }]) // prettier-ignore
    })

    test('a block whose day is over keeps no guest out, though nobody returned the unit', async () => {
      await takeOut('101', { until: day(1), returnStatus: 'clean' })
      const reservationId = await desk.book({ from: 1, unit: '101' })
      const given = await desk.prepare(
        'v1.reservation.checkIn',
        { reservationId },
        { context: { businessDate: day(1) } },
      )
      expect(await desk.arrive(given)).toMatchObject({ outcome: 'applied', resolutions: [] })
      expect(await desk.unit('101')).toMatchObject({ block: 'none', occupancy: 'occupied' })
      expect(await blocks('101')).toMatchObject([{ status: 'ended' }])
    })
  })

  const fault = { place: '', category: 'plumbing', severity: 'minor', description: 'The tap drips' }
  const report = async (more: object = {}, at = '12:00') => {
    const given = await desk.prepare('v1.maintenance.report', { unitId: desk.hotel.units['101'], ...fault, ...more }, { at }) // prettier-ignore
    await desk.arrive(given)
    return (given.args as { requestId: Uuid }).requestId
  }
  const faults = () => desk.ask<FaultRow>('maintenance.list')
  const step = (name: string, requestId: Uuid, note?: string) =>
    desk.run(`v1.maintenance.${name}`, { requestId, ...(note && { note }) })

  test('a fault goes its way: taken on, begun, on hold, repaired, found wanting, repaired and checked', async () => {
    const id = await report()
    expect(await faults()).toMatchObject([
      { unitNumber: '101', status: 'reported', alsoReported: [], severity: 'minor' },
    ])
    await step('accept', id)
    expect(await faults()).toMatchObject([{ status: 'assigned', assignedName: 'Ana Duty' }])
    expect((await step('accept', id)).refusal).toMatchObject({ code: 'fault_is', facts: { status: 'assigned' } })
    for (const [name, note, status] of [
      ['start', undefined, 'in_progress'],
      ['hold', 'A seal is on order', 'on_hold'],
      ['resolve', 'New seal', 'resolved'],
      ['reopen', 'It drips again', 'reopened'],
      ['resolve', 'New tap', 'resolved'],
    ] as const) {
      expect((await step(name, id, note)).refusal).toBeNull()
      expect(await faults()).toMatchObject([{ status, ...(note && { outcome: note }) }])
    }
    await step('close', id)
    expect(await faults()).toEqual([])
    expect((await step('cancel', id, 'Too late')).refusal).toMatchObject({ code: 'fault_is' })
  })

  test('what is known of is no duplicate; a place outside of units is a place too', async () => {
    await report()
    await report({ description: 'The shower is cold' })
    await report({ unitId: null, place: 'Lobby', category: 'electrical', description: 'A lamp is out' })
    expect((await faults()).map(({ unitNumber, place, status }) => [unitNumber, place, status])).toEqual([
      ['101', '', 'reported'],
      ['101', '', 'reported'],
      [null, 'Lobby', 'reported'],
    ])
  })

  test('a wish of a guest follows the guest; answered in 300 seconds is in time', async () => {
    const reservationId = await desk.settle({ unit: '101', nights: 2 })
    const wish = { reservationId, unitId: null, category: 'housekeeping', priority: 'normal', description: 'Towels' }
    const ids: Uuid[] = []
    for (const at of ['12:00', '12:01']) {
      const given = await desk.prepare('v1.service.request', wish, { at })
      await desk.arrive(given)
      ids.push((given.args as { requestId: Uuid }).requestId)
    }
    await desk.run('v1.reservation.moveUnit', { reservationId, unitId: desk.hotel.units['102'], reason: 'Noise' })
    const acknowledge = (i: number, at: string) => desk.run('v1.service.acknowledge', { requestId: ids[i] }, { at })
    await acknowledge(0, '12:05')
    await acknowledge(1, '12:07')
    expect(await desk.ask<ServiceRow>('service.list')).toMatchObject([
      { unitNumber: '102', guestName: 'Ada King', status: 'acknowledged', inTime: true, assignedName: 'Ana Duty' },
      { unitNumber: '102', inTime: false },
    ])
    expect((await acknowledge(0, '12:08')).refusal).toMatchObject({ code: 'request_is' })
    expect(reasonsOf(await desk.run('v1.service.complete', { requestId: ids[0] }))).toEqual([])
    await desk.run('v1.service.cancel', { requestId: ids[1], reason: 'Found some' })
    expect(await desk.ask('service.list')).toEqual([])
  })
})
