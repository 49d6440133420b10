import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { GivenQuoteRow } from '../../shared/domains/reservation/quote-rows.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk, reasonsOf } from './desk.ts'

describe.each(bothDatabases)('quotes on %s', (_name, open) => {
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
  const on = (n: number) => ({ context: { businessDate: day(n) } })
  const asked = (more: object = {}) => {
    const { guests, types, rates } = desk.hotel
    return {
      guest: { kind: 'existing', profileId: guests.ada },
      arrival: day(10),
      departure: day(12),
      adults: 2,
      children: 0,
      offers: [
        { unitTypeId: types.STD, rateStrategyId: rates.BAR },
        { unitTypeId: types.DLX, rateStrategyId: rates.NRF },
      ],
      validUntil: day(3),
      notes: 'Sea view',
      ...more,
    }
  }
  const quotes = () => desk.ask<GivenQuoteRow>('quote.list')
  const give = async (more: object = {}): Promise<GivenQuoteRow> => {
    const given = await desk.prepare('v1.quote.give', asked(more))
    expect(await desk.arrive(given)).toMatchObject({ outcome: 'applied' })
    const { quoteNo } = given.args as { quoteNo: string }
    const made = (await quotes()).find((row) => row.quoteNo === quoteNo)
    if (!made) throw new Error(`quote ${quoteNo} is not listed`)
    return made
  }
  const idOf = ({ offers }: GivenQuoteRow, offerNo: number) => offers[offerNo - 1]?.quoteId
  const take = (quote: GivenQuoteRow, offerNo = 1, when = {}) =>
    desk.prepare('v1.quote.convert', { quoteId: idOf(quote, offerNo), guarantee: 'card', source: 'email' }, when)
  const raise = () => desk.set('property_mgmt.rate_strategies', desk.hotel.rates.BAR, `base_rate = 250`)
  const stateOf = async ({ quoteNo }: GivenQuoteRow, when = desk.hotel.businessDate) => {
    const found = (await quotes()).find((row) => row.quoteNo === quoteNo)
    return [found?.state, ...(found?.offers.map(({ status }) => status) ?? []), when && found?.confirmationNo]
  }

  test('follow a guest whose record was joined with another one meanwhile', async () => {
    const { ada, bo } = desk.hotel.guests
    const given = await desk.prepare('v1.quote.give', asked())
    await desk.run('v1.guest.merge', { survivorId: bo, mergedId: ada })
    expect(await desk.arrive(given)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    expect(await quotes()).toMatchObject([{ guestName: 'Bo Lind', state: 'open' }])
  })

  test('offer several stays at prices that stand, and hold no room', async () => {
    const quote = await give()
    expect(quote).toMatchObject({
      state: 'open',
      guestName: 'Ada King',
      adults: 2,
      validUntil: day(3),
      notes: 'Sea view',
      offers: [
        { offerNo: 1, unitTypeName: 'Standard', rateName: 'Best available', total: '200.00', hasRoom: true },
        { offerNo: 2, unitTypeName: 'Deluxe', rateName: 'Not refundable', policyName: 'NRF', total: '180.00' },
      ],
    })
    const free = await desk.ask('reservation.availability', { arrival: day(10), departure: day(12) })
    expect(free[0]).toMatchObject({ code: 'STD', free: 4 })
  })

  test('a new guest is made with the quote', async () => {
    const quote = await give({ guest: { kind: 'new', firstName: 'Dee', lastName: 'Faye', email: 'dee@example.com' } })
    expect(quote).toMatchObject({ guestName: 'Dee Faye', email: 'dee@example.com' })
  })

  test('are refused for nights that are past, prices that are none, too many guests and nobody', async () => {
    const refusal = async (more: object) => (await desk.run('v1.quote.give', asked(more))).refusal?.code
    const { types, rates, guests } = desk.hotel
    expect(await refusal({ arrival: day(-1) })).toBe('arrival_in_past')
    expect(await refusal({ arrival: day(12), departure: day(10) })).toBe('dates_reversed')
    expect(await refusal({ validUntil: day(-1) })).toBe('hold_in_past')
    expect(await refusal({ adults: 0 })).toBe('no_guests')
    expect(await refusal({ adults: 5 })).toBe('too_many_guests')
    expect(await refusal({ offers: [{ unitTypeId: types.STD, rateStrategyId: newId() }] })).toBe('no_rate')
    expect(await refusal({ offers: [{ unitTypeId: newId(), rateStrategyId: rates.BAR }] })).toBe('type_not_found')
    await desk.set('guest.profiles', guests.ada, `merged_into_id = '${guests.bo}'`)
    expect(await refusal({})).toBe('guest_merged')
  })

  test('taken up, an offer becomes a reservation at its price and terms, whatever the rate is by then', async () => {
    const quote = await give()
    await raise()
    const given = await take(quote, 2, on(3))
    expect(await desk.arrive(given)).toMatchObject({ outcome: 'applied' })
    const { reservationId, confirmationNo } = (given.args as { create: Record<string, string> }).create
    const [made] = await desk.ask('reservation.detail', { reservationId })
    expect(made).toMatchObject({ status: 'confirmed', total: '180.00', unitTypeCode: 'DLX', rateCode: 'NRF', policyName: 'NRF', guarantee: 'card', source: 'email', notes: 'Sea view', adults: 2 }) // prettier-ignore
    expect(await stateOf(quote)).toEqual(['converted', 'declined', 'converted', confirmationNo])
    expect(await desk.run('v1.quote.lapse', { quoteNo: quote.quoteNo }, on(9))).toMatchObject({
      outcome: 'applied_with_changes',
      resolutions: [],
    })
  })

  test('after its last day a quote is due to lapse; then it has, and stands for nothing', async () => {
    const quote = await give()
    const lapse = (when: number) => desk.run('v1.quote.lapse', { quoteNo: quote.quoteNo }, on(when))
    expect(await lapse(3)).toMatchObject({ outcome: 'refused', refusal: { code: 'quote_stands' } })
    expect(await desk.arrive(await take(quote, 1, on(4)))).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'quote_lapsed', facts: { validUntil: day(3) } },
      resolutions: [{ nextStep: 'call_guest', profileId: desk.hotel.guests.ada }],
    })
    expect(await lapse(4)).toMatchObject({ outcome: 'applied' })
    expect(await stateOf(quote)).toEqual(['lapsed', 'expired', 'expired', null])
    expect(await lapse(4)).toMatchObject({ outcome: 'applied_with_changes', refusal: { code: 'quote_lapsed' } })
  })

  test('given in time at a desk that was apart, a yes counts though the quote has lapsed or heard a no meanwhile', async () => {
    const [late, again] = [await give(), await give()]
    const [yes, changedMind] = [await take(late, 1, on(3)), await take(again, 1, on(3))]
    await desk.run('v1.quote.lapse', { quoteNo: late.quoteNo }, on(4))
    await desk.run('v1.quote.decline', { quoteNo: again.quoteNo, reason: 'Too dear' }, on(2))
    expect(await desk.arrive(yes)).toMatchObject({ outcome: 'applied' })
    expect((await stateOf(late))[0]).toBe('converted')
    expect(await desk.arrive(changedMind)).toMatchObject({ outcome: 'applied' })
    expect((await stateOf(again))[0]).toBe('converted')
  })

  test('taken up at two desks: the first stands, and a person tells the guest which', async () => {
    const quote = await give()
    const [here, there] = [await take(quote, 1), await take(quote, 2)]
    await desk.arrive(here)
    const told = await desk.arrive(there)
    expect(told).toMatchObject({
      outcome: 'applied_with_changes',
      resolutions: [{ reason: 'quote_taken_twice', nextStep: 'call_guest', profileId: desk.hotel.guests.ada }],
    })
    const { create } = here.args as { create: { confirmationNo: string } }
    expect(told.resolutions[0]?.facts).toMatchObject({ confirmationNo: create.confirmationNo })
    const rows = await desk.db.query('SELECT FROM reservation.reservations WHERE property_id = $1', [
      desk.hotel.propertyId,
    ])
    expect(rows).toHaveLength(1)
  })

  test('taken up while the type was sold out: a better one at the price that was quoted', async () => {
    const quote = await give()
    const given = await take(quote, 1)
    for (let i = 0; i < 4; i++) await desk.book({ guest: 'cy', from: 10, nights: 2 })
    expect((await quotes())[0]?.offers[0]?.hasRoom).toBe(false)
    expect(reasonsOf(await desk.arrive(given))).toEqual(['upgraded'])
    expect((await stateOf(quote))[0]).toBe('converted')
    const { reservationId } = (given.args as { create: { reservationId: string } }).create
    expect((await desk.ask('reservation.detail', { reservationId }))[0]).toMatchObject({ total: '200.00', unitTypeCode: 'DLX' }) // prettier-ignore
  })

  test('stands longer once that is promised: the later of two days holds, and what is over stays over', async () => {
    const quote = await give()
    const extend = (validUntil: string) => desk.prepare('v1.quote.extend', { quoteNo: quote.quoteNo, validUntil })
    const [here, there, late] = [await extend(day(9)), await extend(day(6)), await extend(day(12))]
    for (const command of [here, there]) expect(await desk.arrive(command)).toMatchObject({ outcome: 'applied' })
    expect((await quotes())[0]).toMatchObject({ validUntil: day(9), state: 'open' })
    expect(await desk.run('v1.quote.lapse', { quoteNo: quote.quoteNo }, on(9))).toMatchObject({
      refusal: { code: 'quote_stands' },
    })
    expect((await desk.arrive(await extend(day(-1)))).refusal?.code).toBe('hold_in_past')
    await desk.arrive(await take(quote, 1))
    expect(await desk.arrive(late)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    expect((await desk.run('v1.quote.extend', { quoteNo: 'Q0', validUntil: day(9) })).refusal?.code).toBe(
      'quote_not_found',
    )
  })

  test('a no to what another desk has booked meanwhile reaches a person', async () => {
    const quote = await give()
    const declined = await desk.prepare('v1.quote.decline', { quoteNo: quote.quoteNo, reason: 'Too dear' })
    const booked = await take(quote, 1)
    expect(await desk.arrive(booked)).toMatchObject({ outcome: 'applied' })
    const { confirmationNo } = (booked.args as { create: Record<string, string> }).create
    expect(await desk.arrive(declined)).toMatchObject({
      outcome: 'refused',
      resolutions: [{ reason: 'refused', nextStep: 'call_guest', facts: { code: 'quote_converted', confirmationNo } }],
    })
  })

  test('a no is written down once; what is not there is said', async () => {
    const quote = await give()
    const no = () => desk.run('v1.quote.decline', { quoteNo: quote.quoteNo, reason: 'Too dear' })
    expect(await no()).toMatchObject({ outcome: 'applied' })
    expect(await stateOf(quote)).toEqual(['declined', 'declined', 'declined', null])
    expect(await no()).toMatchObject({ outcome: 'applied_with_changes', refusal: { code: 'quote_declined' } })
    expect((await desk.run('v1.quote.decline', { quoteNo: 'Q0', reason: 'x' })).refusal?.code).toBe('quote_not_found')
    const nowhere = { quoteId: newId(), guarantee: 'none', source: 'desk' }
    expect((await desk.run('v1.quote.convert', nowhere)).refusal?.code).toBe('quote_not_found')
  })
})
