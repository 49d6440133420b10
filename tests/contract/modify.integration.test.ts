import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeRefusal, describeResolution } from '../../shared/domains/resolution/words.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { bothDatabases, openPostgres, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'

const MODIFY = 'v1.reservation.modify'

describe.each(bothDatabases)('changing a stay on %s', (_name, open) => {
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
  const modify = async (reservationId: string, change: object, more: object = {}) =>
    (await desk.run(MODIFY, { reservationId, change, ...more })).refusal
  const detail = async (reservationId: string) => (await desk.ask('reservation.detail', { reservationId }))[0]

  test('dates, with the price of what is added and the unit that follows; the preview says the same', async () => {
    const id = await desk.book({ nights: 2, unit: '101' })
    await desk.set('property_mgmt.rate_strategies', desk.hotel.rates.BAR, 'base_rate = 130')
    const change = { departure: day(3) }
    const [preview] = await desk.ask('reservation.preview', { reservationId: id, change })
    expect(preview).toMatchObject({ before: '200.00', after: '330.00', difference: '130.00', refusal: null })
    expect(preview?.nights).toContainEqual({ night: day(2), before: null, after: '130.00' })
    expect(await modify(id, change)).toBeNull()
    expect(await desk.reservation(id)).toMatchObject({ promised: desk.promised('101', 0, 3) })
    expect(await detail(id)).toMatchObject({ total: '330.00', departure: day(3) })
  })

  test('type, rate and guests: every night is priced anew, under the terms of the new rate', async () => {
    const id = await desk.book({ nights: 2 })
    const { types, rates } = desk.hotel
    expect(await modify(id, { unitTypeId: types.DLX, rateStrategyId: rates.NRF, adults: 2, children: 1 })).toBeNull()
    const row = await detail(id)
    expect(row).toMatchObject({ total: '180.00', rateCode: 'NRF', policyName: 'NRF', unitTypeCode: 'DLX', children: 1 })
    expect(await modify(id, { unitTypeId: types.STD })).toMatchObject({ code: 'too_many_guests' })
  })

  test('a price that a person sets, for the nights to come', async () => {
    const id = await desk.settle({ nights: 3, unit: '101' })
    const input = { reservationId: id, change: {}, override: { rate: '75.00', reason: 'noise' } }
    await desk.run(MODIFY, input, { context: { businessDate: day(1) } })
    expect(await detail(id)).toMatchObject({ total: '250.00' })
  })

  test('in house: a slept night stays, and the guest may leave today', async () => {
    const id = await desk.settle({ nights: 3, unit: '101' })
    const later = { context: { businessDate: day(2) } }
    const refusalOf = async (change: object) => (await desk.run(MODIFY, { reservationId: id, change }, later)).refusal
    expect(await refusalOf({ departure: day(1) })).toMatchObject({ code: 'departure_in_past' })
    expect(await refusalOf({ arrival: day(-1) })).toMatchObject({ code: 'arrival_is_past' })
    expect(await refusalOf({ unitTypeId: desk.hotel.types.DLX })).toMatchObject({ code: 'type_of_guest_in_house' })
    expect(await refusalOf({ departure: day(2) })).toBeNull()
    expect(await desk.reservation(id)).toMatchObject({ promised: desk.promised('101', 0, 2), departure: day(2) })
  })

  test('refuses what cannot be, and gives the unit up only where that was said', async () => {
    const id = await desk.book({ unit: '101' })
    await desk.book({ guest: 'bo', unit: '101', from: 1 })
    const refusal = await modify(id, { departure: day(2) })
    expect(refusal).toMatchObject({ code: 'unit_taken', facts: { unit: '101', guestName: 'Bo Lind' } })
    expect(refusal && describeRefusal(refusal).what).toMatch(/^Unit 101 is promised to Bo Lind/)
    expect(await modify(id, { departure: day(2) }, { releaseUnit: true })).toBeNull()
    expect(await desk.reservation(id)).toMatchObject({ promised: null })
    expect(await modify(id, { departure: day(-1) })).toMatchObject({ code: 'dates_reversed' })
    expect(await modify(id, { arrival: day(-2) })).toMatchObject({ code: 'arrival_in_past' })
    expect(await modify(id, { adults: 0 })).toMatchObject({ code: 'no_guests' })
    expect(await modify(id, { rateStrategyId: newId() })).toMatchObject({ code: 'no_rate' })
    expect(await modify(newId(), { adults: 2 })).toMatchObject({ code: 'reservation_not_found' })
    for (let sold = 0; sold < 3; sold++) await desk.book({ guest: 'cy', from: 2 })
    await desk.book({ guest: 'cy', from: 2, unit: '104' })
    expect(await modify(id, { departure: day(3) })).toMatchObject({ code: 'type_sold_out', facts: { night: day(2) } })
    await desk.run('v1.reservation.cancel', { reservationId: id, reason: 'ill' })
    expect(await modify(id, { adults: 2 })).toMatchObject({ code: 'cannot_change', facts: { status: 'cancelled' } })
  })

  test('a type that the assigned unit is not of', async () => {
    const id = await desk.book({ unit: '101' })
    const change = { unitTypeId: desk.hotel.types.DLX }
    expect(await modify(id, change)).toMatchObject({ code: 'unit_not_of_type', facts: { unit: '101' } })
    const [preview] = await desk.ask('reservation.preview', { reservationId: id, change, releaseUnit: true })
    expect(preview).toMatchObject({ refusal: null, unitsLost: ['101'] })
  })
})

describe('the centre re-plans a change of a stay', () => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await openPostgres()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject, { atCentre: true })
  })
  const day = (n: number) => addDays(desk.hotel.businessDate, n)
  const held = (reservationId: string, change: object) => desk.prepare(MODIFY, { reservationId, change })

  test('a guest who stays on keeps the unit; whoever was promised it is re-roomed', async () => {
    const ada = await desk.settle({ unit: '101' })
    const extend = await held(ada, { departure: day(2) })
    const bo = await desk.book({ guest: 'bo', unit: '101', from: 1 })
    const outcome = await desk.arrive(extend)
    expect(outcome.resolutions).toMatchObject([
      { reason: 're_roomed', reservationId: bo, facts: { oldUnit: '101', newUnit: '102', how: 'in_house' } },
    ])
    expect(await desk.reservation(ada)).toMatchObject({ promised: desk.promised('101', 0, 2) })
    expect(await desk.reservation(bo)).toMatchObject({ promised: desk.promised('102', 1, 1) })
  })

  test('a guest who stays on beats an arrival without a unit: upgraded, else on the waitlist', async () => {
    const ada = await desk.settle({ unit: '101' })
    const extend = await held(ada, { departure: day(2) })
    for (const unit of ['102', '103', '104'] as const) await desk.book({ guest: 'cy', from: 1, unit })
    const bo = await desk.book({ guest: 'bo', from: 1, guarantee: 'none' })
    const outcome = await desk.arrive(extend)
    expect(outcome.resolutions).toMatchObject([{ reason: 'upgraded', reservationId: bo, facts: { newType: 'Deluxe' } }])
    expect(await desk.reservation(bo)).toMatchObject({ type: 'DLX', status: 'confirmed' })
  })

  test('with nothing better left the arrival waits, and the guest is called', async () => {
    const { types } = desk.hotel
    const ada = await desk.settle({ unit: '101' })
    const extend = await held(ada, { departure: day(2) })
    for (const unit of ['102', '103', '104'] as const) await desk.book({ guest: 'cy', from: 1, unit })
    for (let i = 0; i < 3; i++) await desk.book({ guest: 'cy', from: 1, unitTypeId: types.DLX })
    await desk.book({ guest: 'cy', from: 1, unitTypeId: types.STE })
    const bo = await desk.book({ guest: 'bo', from: 1 })
    const [entry] = (await desk.arrive(extend)).resolutions
    expect(entry).toMatchObject({ reason: 'waitlisted', reservationId: bo, nextStep: 'call_guest' })
    expect(await desk.reservation(bo)).toMatchObject({ status: 'waitlisted' })
  })

  test('with nobody left to give way a person is told', async () => {
    const ada = await desk.settle({ unit: '101' })
    const extend = await held(ada, { departure: day(2) })
    for (const unit of ['102', '103', '104'] as const) await desk.book({ guest: 'cy', from: 1, unit })
    await desk.setUnit('104', `block_status = 'out_of_order', return_status = 'dirty'`)
    expect((await desk.arrive(extend)).resolutions).toMatchObject([
      { reason: 'extended_oversold', reservationId: ada, facts: { unitType: 'Standard', sold: 4, rooms: 3 } },
    ])
  })

  test('before arrival: another unit, or a better type at the price that was quoted, or as it was', async () => {
    const ada = await desk.book({ unit: '101' })
    const longer = await held(ada, { departure: day(2) })
    await desk.book({ guest: 'bo', unit: '101', from: 1 })
    expect((await desk.arrive(longer)).resolutions).toMatchObject([
      { reason: 're_roomed', facts: { oldUnit: '101', newUnit: '102', how: 'promised', takenBy: 'Bo Lind' } },
    ])
    const again = await held(ada, { departure: day(3) })
    for (let i = 0; i < 4; i++) await desk.book({ guest: 'cy', from: 2 })
    expect((await desk.arrive(again)).resolutions).toMatchObject([{ reason: 'upgraded', facts: { newType: 'Deluxe' } }])
    const [row] = await desk.ask('reservation.detail', { reservationId: ada })
    expect(row).toMatchObject({ total: '300.00', unitTypeCode: 'DLX', departure: day(3) })
    const last = await held(ada, { departure: day(4) })
    for (let i = 0; i < 3; i++) await desk.book({ guest: 'cy', from: 3, unitTypeId: desk.hotel.types.DLX })
    await desk.book({ guest: 'cy', from: 3, unitTypeId: desk.hotel.types.STE })
    expect(await desk.arrive(last)).toMatchObject({
      outcome: 'refused',
      resolutions: [{ facts: { code: 'type_sold_out' }, nextStep: 'open_reservation' }],
    })
    expect(await desk.reservation(ada)).toMatchObject({ departure: day(3) })
  })

  test('cancelled meanwhile: a person is asked whether to reinstate', async () => {
    const ada = await desk.book({ from: 1 })
    const longer = await held(ada, { departure: day(3) })
    await desk.run('v1.reservation.cancel', { reservationId: ada, reason: 'ill' })
    const outcome = await desk.arrive(longer)
    expect(outcome).toMatchObject({ outcome: 'refused', resolutions: [{ reason: 'changed_after_end' }] })
    const [row] = await desk.ask<Parameters<typeof describeResolution>[0]>('resolution.list', { status: 'open' })
    expect(row && describeResolution(row)).toMatchObject({
      title: 'Changed here, cancelled elsewhere',
      nextStep: { action: 'reinstate', label: 'Reinstate' },
    })
  })

  test('different fields at two desks merge; the same field stands as the first left it, and the second is told', async () => {
    const ada = await desk.book({ nights: 2 })
    const [longer, shorter, more] = [
      await held(ada, { departure: day(3) }),
      await held(ada, { departure: day(1) }),
      await held(ada, { adults: 2 }),
    ]
    for (const command of [longer, more]) expect(await desk.arrive(command)).toMatchObject({ outcome: 'applied' })
    expect(await desk.arrive(shorter)).toMatchObject({
      outcome: 'refused',
      resolutions: [{ facts: { code: 'stay_changed', departure: day(3) } }],
    })
    const [row] = await desk.ask('reservation.detail', { reservationId: ada })
    expect(row).toMatchObject({ departure: day(3), adults: 2, total: '300.00' })
  })
})
