import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays } from '../../shared/kernel/dates.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { Desk, reservationOf } from '../contract/desk.ts'
import type { UnitNumber } from '../contract/fixture.ts'
import { openPostgres, type Subject } from '../support/both-databases.ts'

/** Found by shifts with random seeds: entries that outlived what they said, and guests who held no unit. */
describe('what the Resolution Centre says is so', () => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await openPostgres()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject, { atCentre: true })
  })

  const open = async () =>
    (await desk.ask<{ reason: string }>('resolution.list', { status: 'open' })).map((row) => row.reason)
  const unitId = (unit: UnitNumber) => desk.hotel.units[unit]

  /** Bo was promised 101, which Ada was given first: Bo is in 102 by the centre's plan. */
  const reRoom = async () => {
    const wish = desk.wish({ guest: 'bo', unit: '101' })
    const held = await desk.prepare('v1.reservation.create', wish)
    await desk.book({ unit: '101' })
    await desk.arrive(held)
    expect(await open()).toEqual(['re_roomed'])
    return reservationOf(held)
  }

  /** Both are in 101, and Bo, who came later, is to be moved. */
  const oversell = async (nights = 1) => {
    const [ada, bo] = [await desk.book(), await desk.book({ guest: 'bo', nights })]
    const checkIn = (reservationId: string, at: string) =>
      desk.prepare('v1.reservation.checkIn', { reservationId, unitId: unitId('101') }, { at })
    const late = await checkIn(bo, '10:05')
    await desk.arrive(await checkIn(ada, '10:00'))
    await desk.arrive(late)
    expect(await open()).toEqual(['oversold_move_now'])
    expect(await desk.reservation(bo)).toMatchObject({ stay: '101:in_house', promised: null })
    return { ada, bo }
  }

  test('a new unit settles where a guest was to sleep', async () => {
    await desk.run('v1.reservation.assignUnit', { reservationId: await reRoom(), unitId: unitId('103') })
    expect(await open()).toEqual([])
  })

  test('a cancellation settles where a guest was to sleep', async () => {
    await desk.run('v1.reservation.cancel', { reservationId: await reRoom(), reason: 'ill' })
    expect(await open()).toEqual([])
  })

  test('a second re-plan takes the place of the first', async () => {
    const bo = await reRoom()
    const held = await desk.prepare('v1.reservation.checkIn', { reservationId: await desk.book({ guest: 'cy' }), unitId: unitId('102') }) // prettier-ignore
    await desk.arrive(held)
    expect(await open()).toEqual(['re_roomed'])
    expect(await desk.reservation(bo)).toMatchObject({ promised: desk.promised('103') })
  })

  test('the guest who was to be moved has departed', async () => {
    const { bo } = await oversell()
    await desk.run('v1.reservation.checkOut', { reservationId: bo }, { at: '10:10' })
    expect(await open()).toEqual([])
  })

  test.each(['checkOut', 'moveUnit'])(
    'the guest who kept the unit leaves it (%s): the other one holds it',
    async (way) => {
      const { ada, bo } = await oversell()
      const input = way === 'checkOut' ? {} : { unitId: unitId('102'), reason: 'noise' }
      await desk.run(`v1.reservation.${way}`, { reservationId: ada, ...input }, { at: '10:10' })
      expect(await open()).toEqual([])
      expect(await desk.reservation(bo)).toMatchObject({ stay: '101:in_house', promised: desk.promised('101') })
      expect(await desk.unit('101')).toMatchObject({ occupancy: 'occupied' })
    },
  )

  test('who is left holds the unit for the whole stay, and whoever was promised it later is re-roomed', async () => {
    const { ada, bo } = await oversell(3)
    const next = await desk.book({ guest: 'cy', from: 1, unit: '101' })
    const outcome = await desk.run('v1.reservation.checkOut', { reservationId: ada }, { at: '10:10' })
    expect(outcome.resolutions).toMatchObject([{ reason: 're_roomed', reservationId: next, facts: { takenBy: 'Bo Lind' } }]) // prettier-ignore
    expect(await desk.reservation(bo)).toMatchObject({ promised: desk.promised('101', 0, 3) })
  })

  test('a guest who is due out today is left in the unit, and tonight stays promised to the next', async () => {
    const yesterday = { context: { businessDate: addDays(desk.hotel.businessDate, -1) } }
    await desk.settle({ guest: 'bo', from: -1, unit: '101' }, yesterday)
    const ada = await desk.book()
    await desk.run('v1.reservation.checkIn', { reservationId: ada, unitId: unitId('101') })
    expect(await open()).toEqual(['oversold_move_now'])
    const next = await desk.book({ guest: 'cy', unit: '101' })
    await desk.run('v1.reservation.moveUnit', { reservationId: ada, unitId: unitId('102'), reason: 'oversold' })
    expect(await open()).toEqual([])
    expect(await desk.reservation(next)).toMatchObject({ promised: desk.promised('101') })
  })

  test('checked in twice to one unit is no news; to two, until the guest has left or was moved', async () => {
    const id = await desk.book()
    const checkIn = (unit: UnitNumber) => desk.prepare('v1.reservation.checkIn', { reservationId: id, unitId: unitId(unit) }) // prettier-ignore
    const [again, elsewhere] = [await checkIn('101'), await checkIn('102')]
    await desk.arrive(await checkIn('101'))
    expect(await desk.arrive(again)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    await desk.arrive(elsewhere)
    expect(await open()).toEqual(['checked_in_elsewhere'])
    await desk.run('v1.reservation.moveUnit', { reservationId: id, unitId: unitId('102'), reason: 'as asked' })
    expect(await open()).toEqual([])
  })

  /** Ada is in the only suite, which was sold to Bo meanwhile. */
  const oversellSuite = async (wish: object = {}) => {
    const ada = await desk.book({ unit: '101' })
    const held = await desk.prepare('v1.reservation.checkIn', { reservationId: ada, unitId: unitId('301') })
    const bo = await desk.book({ guest: 'bo', unitTypeId: desk.hotel.types.STE, ...wish })
    const outcome = await desk.arrive(held)
    expect(outcome.resolutions).toMatchObject([
      { reason: 'type_oversold', reservationId: ada, facts: { unit: '301', unitType: 'Suite', sold: 2, rooms: 1 } },
    ])
    expect(await open()).toEqual(['type_oversold'])
    return { ada, bo }
  }

  test('a guest in a unit of a type that is sold out: a person is told', async () => {
    const { bo } = await oversellSuite()
    expect(await desk.reservation(bo)).toMatchObject({ status: 'confirmed', promised: null })
    await desk.run('v1.reservation.walk', { reservationId: bo, hotel: 'Hotel Lisboa', reason: 'oversold' })
    expect(await open()).toEqual([])
  })

  test('another type for who was sold the same one settles that it was sold out', async () => {
    const { bo } = await oversellSuite()
    await desk.run('v1.reservation.modify', { reservationId: bo, change: { unitTypeId: desk.hotel.types.STD } })
    expect(await open()).toEqual([])
  })

  test('an option that ends settles that its type was sold out', async () => {
    const { bo } = await oversellSuite({ status: 'tentative', holdUntil: desk.hotel.businessDate })
    await desk.run('v1.reservation.expire', { reservationId: bo, reason: 'No answer' })
    expect(await open()).toEqual([])
  })

  test('an early departure settles that the type was sold out for the nights left', async () => {
    const { types, businessDate, propertyId, terminalId, actor } = desk.hotel
    const [STE, night] = [types.STE, addDays(businessDate, 1)]
    const bo = await desk.settle({ guest: 'bo', unitTypeId: STE, unit: '301', nights: 3 })
    await desk.run('v1.property.setOverbooking', { unitTypeId: STE, limit: 1 })
    const ada = await desk.book({ unitTypeId: STE, from: 1 })
    await desk.run('v1.property.setOverbooking', { unitTypeId: STE, limit: 0 })
    await desk.db.execute(
      `INSERT INTO sync.resolutions (id, property_id, command_id, terminal_id, actor, command_name, outcome, reason, facts, next_step,
         reservation_id, raised_at)
       VALUES ($1, $2, $1, $3, $4, 'v1.reservation.modify', 'applied_with_changes', 'extended_oversold', $5, 'walk', $6, now())`,
      [newId(), propertyId, terminalId, actor, JSON.stringify({ unitType: 'Suite', night }), ada],
    )
    const outcome = await desk.run('v1.reservation.checkOut', { reservationId: bo })
    expect(outcome.refusal).toBeNull()
    expect(await open()).toEqual([])
  })
})
