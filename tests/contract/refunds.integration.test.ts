import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountRow } from '../../shared/domains/billing/rows.ts'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import { bothDatabases, openPostgres, type Subject } from '../support/both-databases.ts'
import { Desk, type Given, reasonsOf } from './desk.ts'
import { insertSmallAccounts, type SmallAccounts } from './small-accounts.ts'

let subject: Subject
let desk: Desk
let accounts: SmallAccounts

async function begin(atCentre: boolean): Promise<void> {
  desk = await Desk.open(subject, { atCentre })
  accounts = await insertSmallAccounts(desk.db, desk.hotel)
}

const folio = (name: string, input: object) => desk.run(`v1.folio.${name}`, input)
const refusalOf = async (name: string, input: object) => (await folio(name, input)).refusal
const given = (name: string, input: object) => desk.prepare(`v1.folio.${name}`, input)
const account = async (reservationId: Uuid): Promise<AccountRow> => {
  const [row] = await desk.ask<AccountRow>('folio.account', { reservationId })
  if (!row) throw new Error('there is no account')
  return row
}
const folios = async (id: Uuid) =>
  (await account(id)).folios.map(({ type, status, balance }) => `${type} ${status} ${balance}`)
const payments = async (id: Uuid) =>
  (await account(id)).folios
    .flatMap((each) => each.payments)
    .map(({ status, amount, left, refunds }) => `${status} ${amount} left ${left}${refunds.map(shown).sort().join('')}`)
const shown = ({ status, amount, beyond }: { status: string; amount: string; beyond: boolean }) =>
  `; ${status} ${amount}${beyond ? ' beyond' : ''}`
const expected = async () =>
  (await desk.ask<{ expected: string | null }>('cashier.drawers')).map((drawer) => drawer.expected)

const openDrawer = () => desk.run('v1.cashier.openDrawer', { drawerId: accounts.drawerId, float: '100.00' })
const closeDrawer = () =>
  desk.db.execute(
    `UPDATE billing.cashier_shifts SET status = 'closed', closed_at = opened_at, counted = 100, expected = 100`,
  )
const paymentOf = async (done: Promise<Given>) => String(((await done).args as { paymentId: string }).paymentId)

/** Somebody in house, or to come, who has paid: with what a refund needs to name the payment. */
async function paid(reservationId: Uuid, method: 'cash' | 'card_slip', amount = '100.00') {
  const input = { method, reservationId, amount, ...(method === 'card_slip' && { slip: 'SL1234' }) }
  const payment = given('takePayment', input)
  await desk.arrive(await payment)
  return { reservationId, paymentId: await paymentOf(payment) }
}
const reason = 'The minibar was not theirs'

async function requested(of: { reservationId: Uuid; paymentId: string }, amount: string) {
  const request = await given('requestRefund', { ...of, amount, reason })
  expect(await desk.arrive(request)).toMatchObject({ refusal: null })
  return { reservationId: of.reservationId, refundId: (request.args as { refundId: string }).refundId }
}
const queued = async (reservationId: Uuid, amount: string) => {
  const card = given('queueCard', { reservationId, amount, slip: 'OFF77' })
  expect(await desk.arrive(await card)).toMatchObject({ refusal: null })
  return { reservationId, paymentId: await paymentOf(card) }
}
const leave = (reservationId: Uuid) => desk.run('v1.reservation.checkOut', { reservationId })

describe.each(bothDatabases)('money that goes back, and cards without line, on %s', (_name, open) => {
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(() => begin(false))

  test('cash goes back out of an open drawer, in parts, and never more than was paid', async () => {
    const id = await desk.book()
    await openDrawer()
    const cash = await paid(id, 'cash')
    expect(await expected()).toEqual(['200.00'])
    const back = (amount: string) => refusalOf('refund', { ...cash, amount, reason })
    expect(await back('100.01')).toMatchObject({ code: 'refund_exceeds', facts: { left: '100.00' } })
    expect(await back('30.00')).toBeNull()
    expect(await payments(id)).toEqual(['partially_refunded 100.00 left 70.00; completed 30.00'])
    expect(await back('70.00')).toBeNull()
    expect(await payments(id)).toEqual(['refunded 100.00 left 0.00; completed 30.00; completed 70.00'])
    expect(await folios(id)).toEqual(['guest open 0.00'])
    expect(await expected()).toEqual(['100.00'])
    expect(await back('0.01')).toMatchObject({ code: 'refund_exceeds' })
    await closeDrawer()
    const more = await paid(id, 'card_slip')
    expect(await refusalOf('refund', { ...more, amount: '1.00', reason })).toMatchObject({ code: 'refund_by_request' })
    expect(await refusalOf('refund', { ...more, paymentId: newId(), amount: '1.00', reason })).toMatchObject({
      code: 'payment_not_found',
    })
  })

  test('cash goes back out of one’s own drawer, which is open', async () => {
    const id = await desk.book()
    await openDrawer()
    const cash = await paid(id, 'cash')
    await closeDrawer()
    expect(await refusalOf('refund', { ...cash, amount: '1.00', reason })).toMatchObject({ code: 'no_open_drawer' })
  })

  test('a refund to a card is asked for, then given at the terminal by its slip, or turned down', async () => {
    const id = await desk.book()
    const card = await paid(id, 'card_slip')
    const first = await requested(card, '40.00')
    expect(await payments(id)).toEqual(['captured 100.00 left 60.00; requested 40.00'])
    expect(await desk.ask('folio.waiting')).toMatchObject([
      { kind: 'refund', reservationId: id, guestName: 'Ada King', amount: '40.00', about: reason },
    ])
    expect(await folios(id)).toEqual(['guest open -100.00'])
    expect(await refusalOf('requestRefund', { ...card, amount: '60.01', reason })).toMatchObject({
      code: 'refund_exceeds',
      facts: { left: '60.00' },
    })
    const second = await requested(card, '60.00')
    expect(await refusalOf('settleRefund', { ...first, outcome: 'given' })).toMatchObject({
      code: 'refund_slip_missing',
    })
    expect(await refusalOf('settleRefund', { ...first, outcome: 'given', slip: 'R1' })).toBeNull()
    expect(await refusalOf('settleRefund', { ...second, outcome: 'turned_down', reason: 'Not agreed' })).toBeNull()
    expect(await payments(id)).toEqual(['partially_refunded 100.00 left 60.00; completed 40.00; rejected 60.00'])
    expect(await folios(id)).toEqual(['guest open -60.00'])
    expect(await refusalOf('settleRefund', { ...first, outcome: 'given', slip: 'R2' })).toMatchObject({
      code: 'refund_settled',
      facts: { status: 'completed' },
    })
    const unknown = { ...first, refundId: newId(), outcome: 'given', slip: 'R2' }
    expect(await refusalOf('settleRefund', unknown)).toMatchObject({ code: 'refund_not_found' })
  })

  test('cash that somebody asked for comes out of the drawer of whoever may give it', async () => {
    const id = await desk.book()
    await openDrawer()
    const request = await requested(await paid(id, 'cash'), '25.00')
    expect(await expected()).toEqual(['200.00'])
    expect(await refusalOf('settleRefund', { ...request, outcome: 'given' })).toBeNull()
    expect(await expected()).toEqual(['175.00'])
    expect(await payments(id)).toEqual(['partially_refunded 100.00 left 75.00; completed 25.00'])
  })

  test('a credit is given back before the guest leaves; afterwards what went back is left for its reason', async () => {
    const id = await desk.settle({ unit: '101' })
    await openDrawer()
    const cash = await paid(id, 'cash', '120.00')
    expect((await leave(id)).refusal).toMatchObject({ code: 'balance_open', facts: { balance: '-20.00' } })
    expect(await refusalOf('refund', { ...cash, amount: '20.00', reason: 'Paid too much' })).toBeNull()
    expect((await leave(id)).refusal).toBeNull()
    expect(await folios(id)).toEqual(['guest closed 0.00'])
    expect(await refusalOf('refund', { ...cash, amount: '10.00', reason })).toBeNull()
    expect(await folios(id)).toEqual(['guest closed_with_balance 10.00'])
    expect((await account(id)).due).toBe('0.00')
  })

  test('a card without line is a promise: up to the limit, shown apart, enough to leave, and counted once captured', async () => {
    const id = await desk.settle({ unit: '101' })
    expect(await account(id)).toMatchObject({ due: '100.00', queued: '0.00', queuedLimit: '200' })
    const over = await refusalOf('queueCard', { reservationId: id, amount: '200.01', slip: 'OFF1' })
    expect(over).toMatchObject({ code: 'card_limit', facts: { limit: '200', queued: '0' } })
    const card = await queued(id, '100.00')
    expect(await refusalOf('queueCard', { reservationId: id, amount: '100.01', slip: 'OFF2' })).toMatchObject({
      code: 'card_limit',
      facts: { queued: '100.00' },
    })
    expect(await account(id)).toMatchObject({ due: '0.00', queued: '100.00' })
    expect(await payments(id)).toEqual(['queued_offline 100.00 left 0.00'])
    expect(await desk.ask('folio.waiting')).toMatchObject([
      { kind: 'card', reservationId: id, guestName: 'Ada King', amount: '100.00', about: 'OFF77' },
    ])
    expect(await refusalOf('requestRefund', { ...card, amount: '1.00', reason })).toMatchObject({
      code: 'refund_exceeds',
    })
    expect((await leave(id)).refusal).toBeNull()
    expect(await folios(id)).toEqual(['guest closed 100.00'])
    expect(await refusalOf('tellCard', { ...card, outcome: 'captured', slip: 'SL9' })).toBeNull()
    expect(await folios(id)).toEqual(['guest closed 0.00'])
    expect(await refusalOf('tellCard', { ...card, outcome: 'declined', reason: 'No funds' })).toMatchObject({
      code: 'card_told',
      facts: { status: 'captured' },
    })
  })

  test('a card that was declined leaves the debt where it was: an account that was closed on it is open again', async () => {
    const id = await desk.settle({ unit: '101' })
    const card = await queued(id, '100.00')
    expect((await leave(id)).refusal).toBeNull()
    expect(await refusalOf('tellCard', { ...card, outcome: 'declined', reason: 'No funds' })).toBeNull()
    expect(await folios(id)).toEqual(['guest reopened 100.00'])
    expect(await account(id)).toMatchObject({ due: '100.00', queued: '0.00' })
    await paid(id, 'card_slip')
    expect(await folios(id)).toEqual(['guest closed 0.00'])
  })

  test('no number of a card is kept: not as a slip, and not in a reason', async () => {
    const id = await desk.book()
    const number = '4111 1111-1111 1111'
    await expect(given('queueCard', { reservationId: id, amount: '1.00', slip: number })).rejects.toThrow('slip')
    const card = await queued(id, '1.00')
    await expect(given('tellCard', { ...card, outcome: 'captured', slip: number })).rejects.toThrow('slip')
    await expect(given('tellCard', { ...card, outcome: 'declined', reason: number })).rejects.toThrow('card')
    const wish = { ...card, amount: '1.00', reason: `Back to ${number}` }
    await expect(given('requestRefund', wish)).rejects.toThrow('card')
  })
})

describe('the centre takes what went back, and what became of cards, as it happened', () => {
  beforeAll(async () => {
    subject = await openPostgres()
  })
  afterAll(() => subject.close())
  beforeEach(() => begin(true))

  test('cash that left a drawer which was counted by then is booked in it', async () => {
    const id = await desk.book()
    await openDrawer()
    const cash = await paid(id, 'cash')
    const late = await given('refund', { ...cash, amount: '10.00', reason })
    const request = await requested(cash, '20.00')
    const answer = await given('settleRefund', { ...request, outcome: 'given' })
    await closeDrawer()
    for (const each of [late, answer]) expect(reasonsOf(await desk.arrive(each))).toEqual(['refund_after_count'])
    expect(await payments(id)).toEqual(['partially_refunded 100.00 left 70.00; completed 10.00; completed 20.00'])
  })

  test('cash given back while another desk was checking the guest out is owed, and somebody calls', async () => {
    const id = await desk.settle({ unit: '101' })
    await openDrawer()
    const back = await given('refund', { ...(await paid(id, 'cash')), amount: '10.00', reason })
    expect((await leave(id)).refusal).toBeNull()
    expect((await desk.arrive(back)).resolutions).toMatchObject([
      { reason: 'departed_owing', nextStep: 'call_guest', facts: { balance: '10.00' } },
    ])
    expect(await folios(id)).toEqual(['guest reopened 10.00'])
    expect((await account(id)).due).toBe('10.00')
  })

  test('cash given back while another desk was asking for it leaves the request for nothing', async () => {
    const id = await desk.book()
    await openDrawer()
    const cash = await paid(id, 'cash')
    const back = await given('refund', { ...cash, amount: '80.00', reason })
    const request = await requested(cash, '50.00')
    expect((await desk.arrive(back)).resolutions).toMatchObject([
      { reason: 'refund_asked_in_vain', nextStep: 'settle_refund', facts: { given: '80.00', asked: '50.00' } },
    ])
    const paidOut = await given('settleRefund', { ...request, outcome: 'given' })
    expect(await desk.arrive(paidOut)).toMatchObject({
      outcome: 'applied_with_changes',
      refusal: { code: 'refund_exceeds', facts: { left: '20.00' } },
      resolutions: [{ reason: 'refunded_twice', facts: { tooMuch: '30.00' } }],
    })
    expect(await folios(id)).toEqual(['guest open 30.00'])
  })

  test('a request that two desks answered: the same is once; what was given all the same is booked beside', async () => {
    const id = await desk.book()
    const card = await paid(id, 'card_slip')
    const request = await requested(card, '40.00')
    const answer = (more: object) => given('settleRefund', { ...request, ...more })
    const [first, same, other, no] = [
      await answer({ outcome: 'given', slip: 'R1' }),
      await answer({ outcome: 'given', slip: 'R1' }),
      await answer({ outcome: 'given', slip: 'R2' }),
      await answer({ outcome: 'turned_down', reason: 'Not agreed' }),
    ]
    expect(reasonsOf(await desk.arrive(first))).toEqual([])
    expect(reasonsOf(await desk.arrive(same))).toEqual([])
    expect(reasonsOf(await desk.arrive(other))).toEqual(['refund_given_anyway'])
    expect(await desk.arrive(no)).toMatchObject({ outcome: 'refused', refusal: { code: 'refund_settled' } })
    expect(await payments(id)).toEqual(['partially_refunded 100.00 left 20.00; completed 40.00; completed 40.00'])
  })

  test('cards queued at two desks, together over the limit, both stand', async () => {
    const id = await desk.settle({ unit: '101', nights: 3 })
    const card = (amount: string) => given('queueCard', { reservationId: id, amount, slip: `OFF${amount}` })
    const [one, two] = [await card('150.00'), await card('60.00')]
    expect(reasonsOf(await desk.arrive(one))).toEqual([])
    expect((await desk.arrive(two)).resolutions).toMatchObject([
      { reason: 'card_over_limit', facts: { paid: '60.00', limit: '200' } },
      { reason: 'paid_twice' },
    ])
    const lost = {
      ...(two.args as object),
      reservationId: newId(),
      paymentId: newId(),
      folioId: newId(),
      folioNo: 'F9',
    }
    expect(reasonsOf(await desk.arrive({ ...two, args: lost }))).toEqual(['payment_in_suspense'])
  })

  test('a card is declined of somebody in house: they are asked for another means', async () => {
    const id = await desk.settle({ unit: '101' })
    const card = await queued(id, '100.00')
    const told = await given('tellCard', { ...card, outcome: 'declined', reason: 'No funds' })
    expect((await desk.arrive(told)).resolutions).toMatchObject([
      { reason: 'card_declined', nextStep: 'take_payment', facts: { amount: '100.00', reason: 'No funds' } },
    ])
  })

  test('what two desks told of a card: the same is once, and money that came in is booked', async () => {
    const id = await desk.settle({ unit: '101' })
    const card = await queued(id, '100.00')
    const tell = (more: object) => given('tellCard', { ...card, ...more })
    const [no, again, yes] = [
      await tell({ outcome: 'declined', reason: 'No funds' }),
      await tell({ outcome: 'declined', reason: 'No funds' }),
      await tell({ outcome: 'captured', slip: 'SL9' }),
    ]
    expect(reasonsOf(await desk.arrive(no))).toEqual(['card_declined'])
    expect(reasonsOf(await desk.arrive(again))).toEqual([])
    expect((await desk.arrive(yes)).resolutions).toMatchObject([
      { reason: 'card_told_twice', facts: { status: 'declined', outcome: 'captured', slip: 'SL9' } },
    ])
    expect(await payments(id)).toEqual(['declined 100.00 left 0.00', 'captured 100.00 left 100.00'])
  })
})
