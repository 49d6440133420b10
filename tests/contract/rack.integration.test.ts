import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type {
  RackBlockRow,
  RackNightRow,
  RackStayRow,
  RackUnitRow,
} from '../../shared/domains/reservation/rack-rows.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'

describe.each(bothDatabases)('the room rack on %s', (_database, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject)
  })

  const day = (days: number) => addDays(desk.hotel.businessDate, days)
  const window = (from = -3, to = 11) => ({ from: day(from), to: day(to) })
  const onDay = (from: number) => ({ context: { businessDate: day(from) } })
  const bars = async (from?: number, to?: number) => {
    const numberById = new Map(Object.entries(desk.hotel.units).map(([number, id]) => [id as string, number]))
    const rows = await desk.ask<RackStayRow>('rack.stays', window(from, to))
    return rows.map((row) => ({ ...row, unit: row.unitId === null ? null : (numberById.get(row.unitId) ?? '?') }))
  }
  const brief = (row: Awaited<ReturnType<typeof bars>>[number]) => [
    row.guestName,
    row.placement,
    row.unit,
    row.from,
    row.to,
  ]

  test('units come from the plainest type to the best, each as it stands', async () => {
    await desk.setUnit('102', `housekeeping_status = 'dirty'`)
    const units = await desk.ask<RackUnitRow>('rack.units')
    expect(units.map(({ number }) => number)).toEqual(['101', '102', '103', '104', '201', '202', '203', '301'])
    expect(units[1]).toMatchObject({
      ...{ unitTypeCode: 'STD', upgradeRank: 1, floor: '1' },
      ...{ housekeepingStatus: 'dirty', occupancyStatus: 'vacant', certainty: 'synced' },
    })
  })

  test('bars: promised, without a unit, in house and departed; what is over or beyond the window stays out', async () => {
    await desk.settle({ from: -1, nights: 3, unit: '101' }, onDay(-1))
    const gone = await desk.settle({ guest: 'cy', from: -1, unit: '103' }, onDay(-1))
    await desk.run('v1.reservation.checkOut', { reservationId: gone })
    await desk.book({ guest: 'bo', from: 1, nights: 2 })
    const cancelled = await desk.book({ guest: 'bo', unit: '104' })
    await desk.run('v1.reservation.cancel', { reservationId: cancelled, reason: 'Guest called' })
    await desk.book({ from: 11, unit: '102' })
    const rows = await bars()
    expect(rows.map(brief)).toEqual(
      [
        ['Ada King', 'promised', '101', day(-1), day(2)],
        ['Cy Okoye', 'promised', '103', day(-1), day(0)],
        ['Bo Lind', 'unassigned', null, day(1), day(3)],
      ].sort((a, b) => String(a[3]).localeCompare(String(b[3]))),
    )
    expect(rows.map(({ status }) => status)).toEqual(['checked_in', 'checked_out', 'confirmed'])
    expect((await bars(2, 4)).map(brief)).toEqual([
      ['Ada King', 'promised', '101', day(-1), day(2)],
      ['Bo Lind', 'unassigned', null, day(1), day(3)],
    ])
  })

  test('a guest who moved has a bar in each unit; day use keeps its one day', async () => {
    const id = await desk.settle({ from: -2, nights: 4, unit: '101' }, onDay(-2))
    await desk.run('v1.reservation.moveUnit', { reservationId: id, unitId: desk.hotel.units['102'], reason: 'Noise' })
    await desk.book({ guest: 'bo', from: 1, nights: 0 })
    expect((await bars()).map(brief)).toEqual([
      ['Ada King', 'promised', '101', day(-2), day(0)],
      ['Ada King', 'promised', '102', day(0), day(2)],
      ['Bo Lind', 'unassigned', null, day(1), day(2)],
    ])
  })

  test('a guest who should have left is drawn up to today, however long ago that was', async () => {
    await desk.settle({ from: -5, nights: 1, unit: '101' }, onDay(-5))
    expect((await bars(-3)).map(brief)).toEqual([['Ada King', 'promised', '101', day(-5), day(0)]])
    expect(await bars(3, 9)).toEqual([])
  })

  test('two in one unit: the one who does not hold it is a fact of its own', async () => {
    await desk.settle({ from: -1, nights: 3, unit: '101' }, onDay(-1))
    const second = await desk.settle({ guest: 'bo', nights: 2, unit: '102' })
    await desk.db.execute('UPDATE reservation.unit_assignments SET active = false WHERE reservation_id = $1', [second])
    await desk.db.execute('UPDATE guest.stays SET unit_id = $2 WHERE reservation_id = $1', [
      second,
      desk.hotel.units['101'],
    ])
    expect((await bars()).map(brief)).toEqual([
      ['Ada King', 'promised', '101', day(-1), day(2)],
      ['Bo Lind', 'fact', '101', day(0), day(2)],
    ])
  })

  test('blocks: with dates, and from today where a unit is blocked without any', async () => {
    await desk.setUnit('103', `block_status = 'out_of_order', block_reason = 'Leak', return_status = 'dirty'`)
    await desk.setUnit('104', `block_status = 'house_use', block_until = '${day(2)}', return_status = 'dirty'`)
    await desk.db.execute(
      `INSERT INTO property_mgmt.unit_blocks (property_id, unit_id, kind, dates, reason)
       VALUES ($1, $2, 'out_of_service', daterange($3::date, $4::date), 'Paint')`,
      [desk.hotel.propertyId, desk.hotel.units['201'], day(4), day(6)],
    )
    const rows = await desk.ask<RackBlockRow>('rack.blocks', window())
    expect(rows.map(({ kind, from, to, reason }) => [kind, from, to, reason]).sort()).toEqual([
      ['house_use', day(0), day(2), ''],
      ['out_of_order', day(0), null, 'Leak'],
      ['out_of_service', day(4), day(6), 'Paint'],
    ])
    expect(await desk.ask('rack.blocks', window(8, 10))).toMatchObject([{ kind: 'out_of_order' }])
  })

  test('nights: sold of what can be sold, by type', async () => {
    await desk.setUnit('103', `block_status = 'out_of_order', return_status = 'dirty'`)
    await desk.book({ from: 1, nights: 1 })
    const rows = await desk.ask<RackNightRow>('rack.nights', window(1, 3))
    const { STD } = desk.hotel.types
    expect(rows).toHaveLength(6)
    expect(rows.filter(({ unitTypeId }) => unitTypeId === STD)).toEqual([
      { night: day(1), unitTypeId: STD, rooms: 3, sold: 1 },
      { night: day(2), unitTypeId: STD, rooms: 3, sold: 0 },
    ])
  })

  test('a window is some days, and no more than a year of them', async () => {
    await expect(desk.ask('rack.stays', { from: day(1), to: day(1) })).rejects.toThrow(/days are expected/)
    await expect(desk.ask('rack.nights', { from: day(0), to: day(400) })).rejects.toThrow(/days are expected/)
  })
})
