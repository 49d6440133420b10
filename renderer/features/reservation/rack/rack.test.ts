import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RackBlockRow, RackStayRow, RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import { extentOf, isMovable, packLane, pastShare, planRack } from './bars.ts'
import {
  calendarOf,
  columnStep,
  dateOf,
  dayNumber,
  nextZoom,
  nowIn,
  pxOf,
  rangeInView,
  timeAt,
  windowFor,
  ZOOMS,
} from './calendar.ts'
import { barAt, jump, step, type Stop } from './cursor.ts'
import { turnPage, viewLanes } from './lanes.ts'
import { isFree, obstaclesTo, priceDifference, rateFor, spanToMove, swapPartner } from './move.ts'
import { occupancyPct, pressureOf, stockOf } from './nights.ts'
import { rackIntent } from './rack-keys.ts'
import { floorsOf, keyOfRow, rowsOf } from './rows.ts'

const TODAY = '2026-11-23'
const NOON = dayNumber(TODAY) + 0.5

let made = 0
function bar(from: string, to: string, more: Partial<RackStayRow> = {}): RackStayRow {
  const id = `b${++made}`
  return {
    barId: id,
    placement: 'promised',
    unitId: '101',
    from,
    to,
    locked: false,
    reservationId: `r-${id}`,
    confirmationNo: id,
    guestName: id,
    vip: false,
    unitTypeId: 'STD',
    arrival: from,
    departure: to,
    groupCode: null,
    status: 'confirmed',
    certainty: 'synced',
    ...more,
  }
}

function unit(number: string, more: Partial<RackUnitRow> = {}): RackUnitRow {
  return {
    unitId: number,
    number,
    floor: number.charAt(0),
    unitTypeId: 'STD',
    unitTypeCode: 'STD',
    unitTypeName: 'Standard',
    upgradeRank: 1,
    housekeepingStatus: 'clean',
    occupancyStatus: 'vacant',
    certainty: 'synced',
    ...more,
  }
}

const block = (unitId: string, from: string, to: string | null, kind: RackBlockRow['kind']): RackBlockRow => ({
  blockId: `${unitId}-${from}`,
  unitId,
  kind,
  from,
  to,
  reason: 'Leak',
})

describe('the calendar', () => {
  it('counts days, there and back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60_000 }), (day) => dayNumber(dateOf(day)) === day))
  })
  it('shows as many days as were asked for, and turns pixels into time and back', () => {
    for (const zoom of ZOOMS) {
      const calendar = calendarOf(dayNumber(TODAY), zoom, 1200)
      expect(Math.floor(1200 / calendar.dayPx)).toBeGreaterThanOrEqual(zoom)
      expect(timeAt(calendar, pxOf(calendar, NOON))).toBeCloseTo(NOON)
    }
  })
  it('zooms by steps and stops at both ends', () => {
    expect([nextZoom(14, true), nextZoom(14, false), nextZoom(60, true), nextZoom(7, false)]).toEqual([30, 7, 60, 7])
  })
  it('draws its line at now, within the business day: a day that is not closed lasts on', () => {
    const at = (text: string) => nowIn(TODAY, new Date(text)) - dayNumber(TODAY)
    expect(at('2026-11-23T18:00:00')).toBe(0.75)
    expect(at('2026-11-24T02:00:00')).toBe(1)
    expect(at('2026-11-22T23:00:00')).toBe(0)
  })
  it('asks for whole weeks, so that a scroll within them asks nothing new', () => {
    const calendar = calendarOf(dayNumber(TODAY), 14, 1200)
    const asked = new Set(
      Array.from({ length: 7 }, (_, i) => JSON.stringify(windowFor(calendar, { first: 30 + i, last: 50 + i }))),
    )
    expect(asked.size).toBeLessThanOrEqual(3)
    const { from, to } = windowFor(calendar, { first: 30, last: 50 })
    expect(from <= dateOf(calendar.first + 30) && to >= dateOf(calendar.first + 50)).toBe(true)
  })
})

describe('what is drawn', () => {
  it('holds all that is in view, and never more than the view and two steps on each side', () => {
    const count = fc.integer({ min: 0, max: 400 })
    const px = fc.integer({ min: 0, max: 20_000 })
    fc.assert(
      fc.property(
        count,
        px,
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 1, max: 12 }),
        (n, offset, size, by) => {
          const { first, last } = rangeInView({ offset, size }, 28, n, by)
          const seen = Array.from({ length: n }, (_, i) => i).filter(
            (i) => (i + 1) * 28 > offset && i * 28 < offset + size,
          )
          expect(seen.every((i) => first <= i && i < last)).toBe(true)
          expect(last - first).toBeLessThanOrEqual(Math.ceil(size / 28) + 1 + 4 * by)
        },
      ),
    )
  })
  it('stays the same while one scrolls within a step', () => {
    const at = (offset: number) => rangeInView({ offset, size: 560 }, 28, 300, 6)
    expect(at(28 * 60)).toEqual(at(28 * 60 + 20))
    expect(at(28 * 60)).not.toEqual(at(28 * 66))
  })
  it('is for 300 units and 60 days a small part of the 18,000 nights, wherever one is', () => {
    const calendar = calendarOf(dayNumber(TODAY), 60, 1200)
    const days = rangeInView({ offset: 400, size: 1200 }, calendar.dayPx, calendar.days, columnStep(60))
    const rows = rangeInView({ offset: 28 * 100, size: 700 }, 28, 305, 6)
    expect((days.last - days.first) * (rows.last - rows.first)).toBeLessThan(18_000 / 4)
  })
})

describe('bars', () => {
  it('begin and end at noon, so that who leaves and who comes share a day', () => {
    const leaves = extentOf(bar('2026-11-20', TODAY), NOON)
    const comes = extentOf(bar(TODAY, '2026-11-25'), NOON)
    expect(leaves.end).toBe(comes.start)
    expect(leaves).toEqual({ start: dayNumber('2026-11-20') + 0.5, end: NOON })
  })
  it('of day use stand within their day', () => {
    const { start, end } = extentOf(bar(TODAY, '2026-11-24', { departure: TODAY }), NOON)
    expect(start > dayNumber(TODAY) && end < dayNumber(TODAY) + 1).toBe(true)
  })
  it('of who should have left go on until now', () => {
    const over = bar('2026-11-20', TODAY, { status: 'checked_in', departure: '2026-11-22' })
    expect(extentOf(over, NOON + 0.25).end).toBe(NOON + 0.25)
  })
  it('of guests in house are split at now', () => {
    const stay = bar('2026-11-22', '2026-11-24', { status: 'checked_in' })
    expect(pastShare(stay, extentOf(stay, NOON), NOON)).toBe(0.5)
    expect(pastShare({ ...stay, status: 'confirmed' }, extentOf(stay, NOON), NOON)).toBe(0)
  })
  it('can be moved while a night is left: history stays', () => {
    const inHouse = { status: 'checked_in' } as const
    expect(isMovable(bar('2026-11-20', '2026-11-26', inHouse), TODAY)).toBe(true)
    expect(isMovable(bar('2026-11-20', TODAY, inHouse), TODAY)).toBe(false)
    expect(isMovable(bar('2026-11-20', '2026-11-22', { ...inHouse, departure: '2026-11-26' }), TODAY)).toBe(false)
    expect(isMovable(bar(TODAY, '2026-11-24'), TODAY)).toBe(true)
    expect(isMovable(bar('2026-11-20', '2026-11-22', { status: 'checked_out' }), TODAY)).toBe(false)
  })
})

describe('the plan', () => {
  const none = new Set<string>()
  it('puts each bar into its unit, and those without one into the lane', () => {
    const [a, b] = [bar(TODAY, '2026-11-25'), bar('2026-11-25', '2026-11-26')]
    const waiting = bar(TODAY, '2026-11-24', { unitId: null, placement: 'unassigned' })
    const plan = planRack([b, waiting, a], [], none)
    expect(plan.barsByUnit.get('101')).toEqual([a, b])
    expect(plan.unassigned).toEqual([[waiting]])
    expect(plan.oversold).toEqual([])
  })
  it('shows both of two in one unit: whoever holds it stays, the other stands in the oversold lane', () => {
    const promised = bar('2026-11-24', '2026-11-26')
    const keeper = bar('2026-11-22', '2026-11-25', { status: 'checked_in' })
    const fact = bar(TODAY, '2026-11-25', { status: 'checked_in', placement: 'fact' })
    const plan = planRack([promised, fact, keeper], [], none)
    expect(plan.barsByUnit.get('101')).toEqual([keeper])
    expect(plan.oversold.flat()).toEqual([fact, promised])
  })
  it('parks without taking away: the unit is kept until another is chosen', () => {
    const moved = [
      bar('2026-11-20', TODAY, { reservationId: 'r', status: 'checked_in', departure: '2026-11-26' }),
      bar(TODAY, '2026-11-26', { reservationId: 'r', unitId: '102', status: 'checked_in', arrival: '2026-11-20' }),
    ]
    const plan = planRack(moved, [], new Set(['r']))
    expect(plan.parked).toEqual([[moved[1]]])
    expect(plan.barsByUnit.get('102')).toEqual([moved[1]])
  })
  it('packs a lane into rows where nobody meets, the earliest first', () => {
    const bars = [bar('2026-11-24', '2026-11-26'), bar(TODAY, '2026-11-25'), bar('2026-11-25', '2026-11-27')]
    const rows = packLane(bars)
    expect(rows.map((row) => row.map(({ from }) => from))).toEqual([[TODAY, '2026-11-25'], ['2026-11-24']])
  })
  it('leafs through a long lane, and hides the oversold one while nobody stands in it', () => {
    const many = Array.from({ length: 9 }, () => bar(TODAY, '2026-11-24', { unitId: null, placement: 'unassigned' }))
    const plan = planRack(many, [], none)
    const pages = { unassigned: 1, oversold: 0, parked: 0 }
    const [unassigned, parked, ...others] = viewLanes(plan, pages)
    expect(unassigned).toMatchObject({ lane: 'unassigned', first: 4, of: 9, count: 9 })
    expect(unassigned?.lines).toHaveLength(4)
    expect(parked).toMatchObject({ lane: 'parked', of: 0, lines: [{ bars: [] }] })
    expect(others).toEqual([])
    expect([turnPage(plan, 'unassigned', 1, 5), turnPage(plan, 'unassigned', 1, -5)]).toEqual([2, 0])
  })
})

describe('the lines', () => {
  const units = [unit('101'), unit('102'), unit('201', { unitTypeId: 'DLX', unitTypeName: 'Deluxe' })]
  const shape = (...args: Parameters<typeof rowsOf>) => rowsOf(...args).map(keyOfRow)
  const all = { unitTypeId: '', floor: '' }
  it('are units under their types; a collapsed type keeps its line', () => {
    expect(shape(units, all, new Set())).toEqual(['group STD', '101', '102', 'group DLX', '201'])
    expect(shape(units, all, new Set(['STD']))).toEqual(['group STD', 'group DLX', '201'])
  })
  it('narrow to a type or a floor', () => {
    expect(shape(units, { ...all, unitTypeId: 'DLX' }, new Set())).toEqual(['group DLX', '201'])
    expect(shape(units, { ...all, floor: '1' }, new Set())).toEqual(['group STD', '101', '102'])
    expect(floorsOf([unit('1001', { floor: '10' }), ...units])).toEqual(['1', '2', '10'])
  })
})

describe('nights', () => {
  it('are summed over the types, and say where more is sold than there is', () => {
    const stock = stockOf([
      { night: TODAY, unitTypeId: 'STD', rooms: 4, sold: 5 },
      { night: TODAY, unitTypeId: 'DLX', rooms: 4, sold: 1 },
    ])
    const house = stock.get('')?.get(dayNumber(TODAY))
    expect(house).toEqual({ rooms: 8, sold: 6 })
    expect(occupancyPct({ rooms: 8, sold: 6 })).toBe(75)
    expect(stock.get('STD')?.get(dayNumber(TODAY))).toEqual({ rooms: 4, sold: 5 })
    expect(
      [
        [4, 5],
        [10, 9],
        [10, 6],
        [10, 1],
        [0, 0],
      ].map(([rooms = 0, sold = 0]) => pressureOf({ rooms, sold })),
    ).toEqual(['over', 'high', 'middle', 'low', 'low'])
  })
})

describe('a move', () => {
  it('takes the whole stay before arrival, and in house what is left from tonight on', () => {
    expect(spanToMove({ status: 'confirmed', arrival: TODAY, departure: '2026-11-25' }, TODAY)).toEqual({
      from: TODAY,
      to: '2026-11-25',
    })
    expect(spanToMove({ status: 'checked_in', arrival: '2026-11-20', departure: '2026-11-25' }, TODAY)).toEqual({
      from: TODAY,
      to: '2026-11-25',
    })
    expect(spanToMove({ status: 'confirmed', arrival: TODAY, departure: TODAY }, TODAY).to).toBe('2026-11-24')
  })
  it('names whoever holds the unit, each once, and never the guest themselves', () => {
    const span = { from: TODAY, to: '2026-11-26' }
    const own = bar(TODAY, '2026-11-26', { reservationId: 'me' })
    const other = bar('2026-11-25', '2026-11-27')
    const before = bar('2026-11-20', TODAY)
    const found = obstaclesTo({ reservationId: 'me' }, '101', span, [own, other, before], [])
    expect(found.takenBy).toEqual([other])
    expect(isFree(found)).toBe(false)
    expect(isFree(obstaclesTo(own, '101', { from: TODAY, to: '2026-11-25' }, [own, other, before], []))).toBe(true)
  })
  it('offers a swap with one guest who is as far as this one, and with nobody else', () => {
    const coming = { status: 'confirmed', unitId: '101' } as const
    const [other, third] = [bar(TODAY, '2026-11-26'), bar(TODAY, '2026-11-25', { status: 'checked_in' })]
    const with_ = (...takenBy: RackStayRow[]) => ({ takenBy, block: undefined })
    expect(swapPartner(coming, with_(other))).toBe(other)
    expect(swapPartner({ ...coming, status: 'checked_in' }, with_(third))).toBe(third)
    expect(swapPartner(coming, with_(third))).toBeUndefined()
    expect(swapPartner(coming, with_(other, third))).toBeUndefined()
    expect(swapPartner({ ...coming, unitId: null }, with_(other))).toBeUndefined()
    expect(swapPartner(coming, { takenBy: [other], block: block('101', TODAY, null, 'out_of_order') })).toBeUndefined()
  })
  it('is stopped by a unit that is out of order, not by one that is only out of service', () => {
    const span = { from: TODAY, to: '2026-11-26' }
    const with_ = (each: RackBlockRow) => isFree(obstaclesTo({ reservationId: 'me' }, '101', span, [], [each]))
    expect(with_(block('101', '2026-11-25', null, 'out_of_order'))).toBe(false)
    expect(with_(block('101', '2026-11-20', TODAY, 'out_of_order'))).toBe(true)
    expect(with_(block('101', TODAY, null, 'out_of_service'))).toBe(true)
    expect(with_(block('102', TODAY, null, 'out_of_order'))).toBe(true)
  })
  it('says what the other type would cost for the nights that move, exactly', () => {
    const quoted = [
      { night: '2026-11-22', rate: '100.00' },
      { night: TODAY, rate: '100.10' },
      { night: '2026-11-24', rate: '100.20' },
    ]
    const now = [
      { night: TODAY, rate: '130.05' },
      { night: '2026-11-24', rate: '90.10' },
    ]
    const span = { from: TODAY, to: '2026-11-25' }
    expect(priceDifference(quoted, now, span)).toEqual({ kept: '200.30', now: '220.15', difference: '19.85' })
    expect(priceDifference(quoted, undefined, span)).toEqual({ kept: '200.30', now: null, difference: null })
    expect(priceDifference([{ night: TODAY, rate: '12000' }], [{ night: TODAY, rate: '9000' }], span).difference).toBe(
      '-3000',
    )
  })
  it('compares with the rate that was booked: itself, else the one of its code, else the only one of its kind', () => {
    const offer = (rateStrategyId: string, code: string, mealPlan: string) => ({
      ...{ rateStrategyId, code, mealPlan },
      policyName: 'FLEX',
    })
    const quotes = [
      offer('1', 'NRF-DLX', 'room_only'),
      offer('2', 'BAR', 'room_only'),
      offer('3', 'BB-DLX', 'breakfast'),
    ]
    const found = (rateStrategyId: string, rateCode: string, mealPlan: string, policyName = 'FLEX') =>
      rateFor({ rateStrategyId, rateCode, mealPlan, policyName }, quotes)?.rateStrategyId
    expect(found('1', 'BAR', 'breakfast')).toBe('1')
    expect(found('9', 'BAR', 'breakfast')).toBe('2')
    expect(found('9', 'BB-STD', 'breakfast')).toBe('3')
    expect(found('9', 'RO-STD', 'room_only')).toBeUndefined()
    expect(found('9', 'BB-STD', 'breakfast', 'NRF')).toBeUndefined()
  })
})

describe('the cursor', () => {
  const day = dayNumber(TODAY)
  const stay = bar(TODAY, '2026-11-25')
  const later = bar('2026-11-27', '2026-11-28')
  const stops: Stop[] = [
    { row: '101', bars: [stay, later] },
    { row: '102', bars: [] },
  ]
  it('stands on a bar for all of its nights', () => {
    expect([day - 1, day, day + 1, day + 2].map((each) => barAt([stay], each)?.barId)).toEqual([
      undefined,
      stay.barId,
      stay.barId,
      undefined,
    ])
  })
  it('walks over a bar in one step, over free nights one by one, and keeps its day from line to line', () => {
    expect(step(stops, { row: '101', day: day + 1 }, 'right')).toEqual({ row: '101', day: day + 2 })
    expect(step(stops, { row: '101', day: day + 2 }, 'right')).toEqual({ row: '101', day: day + 3 })
    expect(step(stops, { row: '101', day: day + 1 }, 'left')).toEqual({ row: '101', day: day - 1 })
    expect(step(stops, { row: '101', day }, 'down')).toEqual({ row: '102', day })
    expect(step(stops, { row: '102', day }, 'down', 10)).toEqual({ row: '102', day })
    expect(step(stops, null, 'down')?.row).toBe('101')
  })
  it('jumps from bar to bar', () => {
    expect(jump(stops, { row: '101', day }, 'right')).toEqual({ row: '101', day: day + 4 })
    expect(jump(stops, { row: '101', day: day + 4 }, 'left')).toEqual({ row: '101', day })
    expect(jump(stops, { row: '102', day }, 'left')).toEqual({ row: '102', day })
  })
})

describe('keys', () => {
  const may = { move: true, make: true, block: true }
  const press = (key: string, more: Partial<Parameters<typeof rackIntent>[0]> = {}) =>
    rackIntent({ key, ctrl: false, alt: false, holding: false, may, ...more })
  it('take nothing and make nothing where that may not be done', () => {
    const looks = { may: { move: false, make: false, block: false } }
    expect([press('m', looks), press('p', looks), press('n', looks)]).toEqual([null, null, null])
    expect(press('Enter', looks)).toEqual({ do: 'open' })
    expect(press('n', { may: { move: false, make: true, block: false } })).toEqual({ do: 'new' })
  })
  it('walk, take, park and open', () => {
    expect(press('ArrowUp')).toEqual({ do: 'step', arrow: 'up', lines: 1 })
    expect(press('PageDown')).toEqual({ do: 'step', arrow: 'down', lines: 10 })
    expect(press('ArrowRight', { ctrl: true })).toEqual({ do: 'jump', arrow: 'right' })
    expect([press('M'), press('p'), press('n'), press('t'), press('Enter')]).toEqual(
      ['take', 'park', 'new', 'today', 'open'].map((each) => ({ do: each })),
    )
  })
  it('carry a taken bar to another unit, and can always put it down', () => {
    expect(press('ArrowDown', { holding: true })).toEqual({ do: 'carry', by: 1 })
    expect(press('Enter', { holding: true })).toEqual({ do: 'drop' })
    expect(press('Escape', { holding: true })).toEqual({ do: 'let-go' })
    expect([press('n', { holding: true }), press('ArrowLeft', { holding: true })]).toEqual([null, null])
  })
  it('leave the desk its own', () => {
    expect([press('/'), press('1'), press('Escape'), press('k', { ctrl: true }), press('m', { alt: true })]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })
})
