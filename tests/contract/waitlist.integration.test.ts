import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { WaitlistRow } from '../../shared/domains/reservation/waitlist-rows.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk, reasonsOf } from './desk.ts'

describe.each(bothDatabases)('the waitlist on %s', (_name, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject, { atCentre: true })
  })
  const day = (n: number) => addDays(desk.hotel.businessDate, n)
  const list = () => desk.ask<WaitlistRow>('waitlist.list')
  const wish = (guest: 'ada' | 'bo' | 'cy', more: object = {}) => ({
    guest: { kind: 'existing', profileId: desk.hotel.guests[guest] },
    unitTypeId: desk.hotel.types.STD,
    arrival: day(5),
    departure: day(7),
    guests: 2,
    priority: 0,
    notes: '',
    ...more,
  })
  const wait = async (guest: 'ada' | 'bo' | 'cy', more: object = {}, at = '10:00'): Promise<string> => {
    const given = await desk.prepare('v1.waitlist.add', wish(guest, more), { at })
    expect(await desk.arrive(given)).toMatchObject({ outcome: 'applied' })
    return (given.args as { entryId: string }).entryId
  }
  const give = (name: string, entryId: string, more: object = {}) =>
    desk.prepare(`v1.waitlist.${name}`, { entryId, ...more })
  const run = async (name: string, entryId: string, more: object = {}) => desk.arrive(await give(name, entryId, more))
  const yes = () => ({ rateStrategyId: desk.hotel.rates.BAR, guarantee: 'card', source: 'phone' })
  const sellOut = async (): Promise<string[]> => {
    const sold: string[] = []
    for (let i = 0; i < 4; i++) sold.push(await desk.book({ guest: 'cy', from: 5, nights: 2 }))
    return sold
  }
  const order = async () => (await list()).map((row) => [row.guestName, row.status, row.hasRoom])

  test('is called by priority, then by who has waited longest; room goes to the first', async () => {
    const sold = await sellOut()
    await wait('ada', {}, '10:00')
    const bo = await wait('bo', {}, '11:00')
    const cy = await wait('cy', { priority: 5 }, '12:00')
    const none = [false, false, false]
    expect(await order()).toEqual(['Cy Okoye', 'Ada King', 'Bo Lind'].map((name, i) => [name, 'waiting', none[i]]))
    await run('setPriority', bo, { priority: 9 })
    await desk.run('v1.reservation.cancel', { reservationId: sold[0], reason: 'ill' })
    expect(await order()).toEqual([
      ['Bo Lind', 'waiting', true],
      ['Cy Okoye', 'waiting', false],
      ['Ada King', 'waiting', false],
    ])
    expect(await run('offer', cy)).toMatchObject({ outcome: 'applied' })
    expect((await order())[0]).toEqual(['Cy Okoye', 'offered', true])
    expect((await order())[1]).toEqual(['Bo Lind', 'waiting', false])
    expect((await run('offer', cy)).refusal).toMatchObject({
      code: 'waiting_offered',
      facts: { guestName: 'Cy Okoye' },
    })
    await run('decline', cy)
    expect((await order())[0]).toEqual(['Bo Lind', 'waiting', true])
  })

  test('follows a guest whose record was joined with another one meanwhile', async () => {
    const { ada, bo } = desk.hotel.guests
    const given = await desk.prepare('v1.waitlist.add', wish('ada'))
    await desk.run('v1.guest.merge', { survivorId: bo, mergedId: ada })
    expect(await desk.arrive(given)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    expect((await order()).map(([name]) => name)).toEqual(['Bo Lind'])
  })

  test('a reservation that lost its room comes before everybody who only waits', async () => {
    const [first] = await sellOut()
    await desk.book({ guest: 'bo', from: 5, nights: 2, status: 'waitlisted' })
    await wait('ada')
    await desk.run('v1.reservation.cancel', { reservationId: first, reason: 'ill' })
    expect(await order()).toEqual([['Ada King', 'waiting', false]])
  })

  test('ends in a reservation at the prices of now', async () => {
    const entryId = await wait('ada', { notes: 'Quiet room' })
    await run('offer', entryId)
    const given = await give('book', entryId, yes())
    expect(await desk.arrive(given)).toMatchObject({ outcome: 'applied' })
    expect(await list()).toEqual([])
    const { reservationId } = (given.args as { create: { reservationId: string } }).create
    expect((await desk.ask('reservation.detail', { reservationId }))[0]).toMatchObject({
      guestName: 'Ada King',
      status: 'confirmed',
      total: '200.00',
      adults: 2,
      notes: 'Quiet room',
    })
    expect((await run('leave', entryId, { reason: 'x' })).refusal).toMatchObject({
      code: 'waiting_ended',
      facts: { status: 'fulfilled' },
    })
  })

  test('booked at two desks: the first stands, and a person is told of the number that does not', async () => {
    const entryId = await wait('ada')
    const [here, there] = [await give('book', entryId, yes()), await give('book', entryId, yes())]
    await desk.arrive(here)
    expect(reasonsOf(await desk.arrive(there))).toEqual(['waiting_taken_twice'])
  })

  test('booked while the last room went, or after the guest had left the list elsewhere: it is placed all the same', async () => {
    const [ada, bo] = [await wait('ada'), await wait('bo')]
    const [first, second] = [await give('book', ada, yes()), await give('book', bo, yes())]
    await run('leave', bo, { reason: 'Found another hotel' })
    await sellOut()
    expect(reasonsOf(await desk.arrive(first))).toEqual(['upgraded'])
    expect(reasonsOf(await desk.arrive(second))).toEqual(['upgraded', 'booked_after_leaving'])
    expect(await list()).toEqual([])
  })

  test('booked at one desk and not wanted at another: both are kept, and somebody is told', async () => {
    const [ada, bo, cy] = [await wait('ada'), await wait('bo'), await wait('cy')]
    await run('offer', bo)
    const left = await give('leave', ada, { reason: 'Found another hotel' })
    const declined = await give('decline', bo)
    const booked = await give('book', cy, yes())
    for (const entryId of [ada, bo]) await run('book', entryId, yes())
    for (const no of [left, declined])
      expect(await desk.arrive(no)).toMatchObject({ outcome: 'refused', resolutions: [{ reason: 'refused' }] })
    await run('leave', cy, { reason: 'Found another hotel' })
    expect(reasonsOf(await desk.arrive(booked))).toEqual(['booked_after_leaving'])
  })

  test('a desk does not book into a house that is full', async () => {
    desk = await Desk.open(subject)
    const entryId = await wait('ada')
    await sellOut()
    expect((await run('book', entryId, yes())).refusal).toMatchObject({ code: 'type_sold_out' })
    expect(await list()).toHaveLength(1)
  })

  test('lapses once the nights have begun, and not before', async () => {
    const entryId = await wait('ada')
    const lapse = (n: number) => desk.run('v1.waitlist.lapse', { entryId }, { context: { businessDate: day(n) } })
    expect((await lapse(5)).refusal?.code).toBe('waiting_stands')
    expect(await lapse(6)).toMatchObject({ outcome: 'applied' })
    expect(await lapse(6)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    expect(await list()).toEqual([])
  })

  test('says what is wrong with a wish, and what is not there', async () => {
    const refusal = async (more: object) => (await desk.run('v1.waitlist.add', wish('ada', more))).refusal?.code
    expect(await refusal({ arrival: day(-1) })).toBe('arrival_in_past')
    expect(await refusal({ arrival: day(8) })).toBe('dates_reversed')
    expect(await refusal({ unitTypeId: newId() })).toBe('type_not_found')
    expect(await refusal({ guest: { kind: 'existing', profileId: newId() } })).toBe('guest_not_found')
    for (const name of ['offer', 'decline', 'lapse'])
      expect((await run(name, newId())).refusal?.code).toBe('waiting_not_found')
    expect((await run('book', newId(), yes())).refusal?.code).toBe('waiting_not_found')
    expect((await run('decline', await wait('ada'))).refusal?.code).toBe('waiting_not_offered')
  })
})
