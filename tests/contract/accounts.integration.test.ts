import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AccountRow } from '../../shared/domains/billing/rows.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import { bothDatabases, openPostgres, type Subject } from '../support/both-databases.ts'
import { Desk, reasonsOf } from './desk.ts'
import { insertSmallAccounts, type SmallAccounts } from './small-accounts.ts'

let subject: Subject
let desk: Desk
let accounts: SmallAccounts

async function begin(atCentre: boolean): Promise<void> {
  desk = await Desk.open(subject, { atCentre })
  accounts = await insertSmallAccounts(desk.db, desk.hotel)
}

const account = async (reservationId: Uuid): Promise<AccountRow | undefined> =>
  (await desk.ask<AccountRow>('folio.account', { reservationId }))[0]
const folios = async (reservationId: Uuid) =>
  (await account(reservationId))?.folios.map(({ type, status, balance }) => `${type} ${status} ${balance}`)
const charge = (reservationId: Uuid, more: object = {}) => ({
  reservationId,
  transactionCodeId: accounts.codes.MISC,
  description: 'Parking',
  amount: '18.00',
  ...more,
})
const openDrawer = async () => {
  const { refusal } = await desk.run('v1.cashier.openDrawer', { drawerId: accounts.drawerId, float: '100.00' })
  expect(refusal).toBeNull()
}
const slip = (reservationId: Uuid, amount: string) => ({ method: 'card_slip', reservationId, amount, slip: 'SL1234' })
const refusalOf = async (name: string, input: object) => (await desk.run(name, input)).refusal

describe.each(bothDatabases)('accounts of guests on %s', (_name, open) => {
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(() => begin(false))

  test('a charge opens the folio of who is in house, taxed by its code, as many as there were', async () => {
    const id = await desk.settle({ unit: '101' })
    expect(await refusalOf('v1.folio.postCharge', charge(id, { qty: 2 }))).toBeNull()
    const [folio] = (await account(id))?.folios ?? []
    expect(folio).toMatchObject({ type: 'guest', status: 'open', holder: 'Ada King', balance: '36.00' })
    expect(folio?.lines).toMatchObject([{ description: 'Parking', qty: '2', gross: '36.00', kind: 'charge' }])
    const [line] = await desk.db.query(
      `SELECT unit_price::text AS price, net::text, tax::text, origin FROM billing.folio_line_items WHERE folio_id = $1`,
      [folio?.folioId ?? null],
    )
    expect(line).toEqual({ price: '18.00', net: '29.27', tax: '6.73', origin: 'desk' })
  })

  test('nothing is posted to who is not in house, or under a code that is closed', async () => {
    expect(await refusalOf('v1.folio.postCharge', charge(newId()))).toMatchObject({ code: 'reservation_not_found' })
    expect(await refusalOf('v1.folio.postCharge', charge(await desk.book()))).toMatchObject({ code: 'not_in_house' })
    const id = await desk.settle({ unit: '101' })
    const closed = charge(id, { transactionCodeId: newId() })
    expect(await refusalOf('v1.folio.postCharge', closed)).toMatchObject({ code: 'charge_code_not_found' })
    await desk.run('v1.reservation.checkOut', { reservationId: id, settlement: { kind: 'left_open', reason: 'late' } })
    expect(await refusalOf('v1.folio.postCharge', charge(id))).toMatchObject({ code: 'guest_departed' })
  })

  test('cash needs an open drawer, a slip its number; what is too much is a credit', async () => {
    const id = await desk.book()
    const cash = { method: 'cash', reservationId: id, amount: '50.00' }
    expect(await refusalOf('v1.folio.takePayment', cash)).toMatchObject({ code: 'no_open_drawer' })
    await openDrawer()
    expect(await refusalOf('v1.folio.takePayment', cash)).toBeNull()
    expect(await refusalOf('v1.folio.takePayment', slip(id, '25.00'))).toBeNull()
    expect(await folios(id)).toEqual(['guest open -75.00'])
    expect((await account(id))?.folios[0]?.payments).toMatchObject([
      { method: 'cash', status: 'captured', amount: '50.00', reference: null },
      { method: 'card_slip', status: 'captured', amount: '25.00', reference: 'SL1234' },
    ])
    const number = { ...slip(id, '1.00'), slip: '4111 1111-1111 1111' }
    await expect(desk.prepare('v1.folio.takePayment', number)).rejects.toThrow('the number of the slip')
    await expect(desk.prepare('v1.folio.takePayment', slip(id, '0.00'))).rejects.toThrow('more than zero')
  })

  test('who leaves owes the nights that no night has posted, and leaves when they are paid', async () => {
    const id = await desk.settle({ unit: '101', nights: 2 })
    const tomorrow = { context: { businessDate: addDays(desk.hotel.businessDate, 1) } }
    expect(await account(id)).toMatchObject({ due: '100.00', nights: [{ gross: '100.00' }], nightsCanBePosted: true })
    const checkOut = async () => (await desk.run('v1.reservation.checkOut', { reservationId: id }, tomorrow)).refusal
    expect(await checkOut()).toMatchObject({ code: 'balance_open', facts: { balance: '100.00', currency: 'EUR' } })
    expect(await folios(id)).toEqual([])
    await desk.run('v1.folio.takePayment', slip(id, '100.00'))
    expect(await account(id)).toMatchObject({ due: '0.00' })
    expect(await checkOut()).toBeNull()
    expect(await folios(id)).toEqual(['guest closed 0.00'])
    expect((await account(id))?.folios[0]?.lines).toMatchObject([
      { description: 'Accommodation 2026-11-23, unit 101', gross: '100.00', date: '2026-11-24' },
    ])
  })

  test('what is owed is left open for a reason, or billed to the company that guaranteed the stay', async () => {
    const id = await desk.settle({ unit: '101' })
    const bill = { reservationId: id, settlement: { kind: 'city_ledger' } }
    expect(await refusalOf('v1.reservation.checkOut', bill)).toMatchObject({ code: 'no_company' })
    const left = { reservationId: id, settlement: { kind: 'left_open', reason: 'Pays by transfer' } }
    expect(await refusalOf('v1.reservation.checkOut', left)).toBeNull()
    expect(await folios(id)).toEqual(['guest closed_with_balance 100.00'])
    await desk.run('v1.folio.takePayment', slip(id, '100.00'))
    expect(await folios(id)).toEqual(['guest closed_with_balance 0.00'])

    const ofCompany = await desk.settle({ guest: 'bo', unit: '102', guarantee: 'company' })
    expect(await refusalOf('v1.reservation.checkOut', { ...bill, reservationId: ofCompany })).toBeNull()
    expect(await folios(ofCompany)).toEqual(['guest transferred_to_city_ledger 100.00'])
  })

  test('a check-out that is taken back opens the account again, and no night is owed twice', async () => {
    const id = await desk.settle({ unit: '101' })
    await desk.run('v1.folio.takePayment', slip(id, '100.00'))
    expect(await refusalOf('v1.reservation.checkOut', { reservationId: id })).toBeNull()
    expect(await refusalOf('v1.reservation.reinstate', { reservationId: id, reason: 'Stays' })).toBeNull()
    expect(await folios(id)).toEqual(['guest reopened 0.00'])
    expect(await account(id)).toMatchObject({ due: '0.00', nights: [] })
    expect(await refusalOf('v1.reservation.checkOut', { reservationId: id })).toBeNull()
    expect(await folios(id)).toEqual(['guest closed 0.00'])
  })

  test('codes that a desk posts under come before those of the night', async () => {
    expect((await desk.ask<{ code: string }>('folio.chargeCodes')).map(({ code }) => code)).toEqual([
      'MISC',
      'CXLFEE',
      'ROOM',
      'NOSHOW',
    ])
  })
})

describe('the centre takes charges, money and departures as they happened', () => {
  beforeAll(async () => {
    subject = await openPostgres()
  })
  afterAll(() => subject.close())
  beforeEach(() => begin(true))

  const paidAndGone = async () => {
    const id = await desk.settle({ unit: '101' })
    await desk.run('v1.folio.takePayment', slip(id, '100.00'))
    return id
  }

  test('who was charged at another desk has left all the same, and somebody is told', async () => {
    const id = await paidAndGone()
    const departure = await desk.prepare('v1.reservation.checkOut', { reservationId: id })
    await desk.run('v1.folio.postCharge', charge(id))
    const outcome = await desk.arrive(departure)
    expect(outcome).toMatchObject({ outcome: 'applied_with_changes', refusal: { code: 'balance_open' } })
    expect(outcome.resolutions).toMatchObject([
      { reason: 'departed_owing', nextStep: 'call_guest', facts: { balance: '18.00', currency: 'EUR' } },
    ])
    expect(await desk.reservation(id)).toMatchObject({ status: 'checked_out' })
    expect(await folios(id)).toEqual(['guest open 18.00'])
    await desk.run('v1.folio.takePayment', slip(id, '18.00'))
    expect(await folios(id)).toEqual(['guest closed 0.00'])
  })

  test('a charge that comes after the bill stands on a post-departure folio', async () => {
    const id = await paidAndGone()
    const late = await desk.prepare('v1.folio.postCharge', charge(id))
    await desk.run('v1.reservation.checkOut', { reservationId: id })
    const outcome = await desk.arrive(late)
    expect(outcome.resolutions).toMatchObject([
      { reason: 'charge_stands', facts: { amount: '18.00', why: 'guest_departed', description: 'Parking' } },
    ])
    expect(await folios(id)).toEqual(['guest closed 0.00', 'post_departure open 18.00'])
  })

  test('money that two desks took is never dropped: the credit is shown', async () => {
    const id = await desk.settle({ unit: '101' })
    await desk.run('v1.folio.postCharge', charge(id))
    const [one, two] = [
      await desk.prepare('v1.folio.takePayment', slip(id, '18.00')),
      await desk.prepare('v1.folio.takePayment', slip(id, '18.00')),
    ]
    expect(reasonsOf(await desk.arrive(one))).toEqual([])
    expect((await desk.arrive(two)).resolutions).toMatchObject([{ reason: 'paid_twice', facts: { credit: '18.00' } }])
    expect(await folios(id)).toEqual(['guest open -18.00'])
  })

  test('money that two desks took for what was left open is told as well', async () => {
    const id = await desk.settle({ unit: '101' })
    const left = { kind: 'left_open', reason: 'Pays by transfer' }
    await desk.run('v1.reservation.checkOut', { reservationId: id, settlement: left })
    const [one, two] = [
      await desk.prepare('v1.folio.takePayment', slip(id, '100.00')),
      await desk.prepare('v1.folio.takePayment', slip(id, '100.00')),
    ]
    expect(reasonsOf(await desk.arrive(one))).toEqual([])
    expect((await desk.arrive(two)).resolutions).toMatchObject([{ reason: 'paid_twice', facts: { credit: '100.00' } }])
    expect(await folios(id)).toEqual(['guest closed_with_balance -100.00'])
  })

  test('nobody is told of a departure that owes nothing, though no company was there to bill', async () => {
    const id = await desk.settle({ unit: '101', guarantee: 'company' })
    await desk.run('v1.folio.takePayment', slip(id, '100.00'))
    const departure = await desk.prepare('v1.reservation.checkOut', {
      reservationId: id,
      settlement: { kind: 'city_ledger' },
    })
    await desk.run('v1.reservation.setGuarantee', { reservationId: id, guarantee: 'card' })
    expect(await desk.arrive(departure)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    expect(await folios(id)).toEqual(['guest closed 0.00'])
  })

  test('cash of a drawer that was counted meanwhile is booked in it; of an unknown stay it is held in suspense', async () => {
    const id = await desk.settle({ unit: '101' })
    await openDrawer()
    const cash = { method: 'cash', reservationId: id, amount: '40.00' }
    const [known, lost] = [
      await desk.prepare('v1.folio.takePayment', cash),
      await desk.prepare('v1.folio.takePayment', cash),
    ]
    await desk.db.execute(
      `UPDATE billing.cashier_shifts SET status = 'closed', closed_at = opened_at, counted = 100, expected = 100`,
    )
    expect(reasonsOf(await desk.arrive(known))).toEqual(['payment_after_count'])
    const ofNobody = { ...(lost.args as object), reservationId: newId() }
    expect(reasonsOf(await desk.arrive({ ...lost, args: ofNobody }))).toEqual(['payment_in_suspense'])
    const [suspense] = await desk.db.query(
      `SELECT balance::text AS balance FROM billing.v_folio_balances WHERE type = 'suspense' AND property_id = $1`,
      [desk.hotel.propertyId],
    )
    expect(suspense).toEqual({ balance: '-40.00' })
  })

  test('a check-out of a program that closed no accounts leaves them as they are', async () => {
    const id = await desk.settle({ unit: '101' })
    await desk.run('v1.folio.postCharge', charge(id))
    const given = await desk.prepare('v1.reservation.checkOut', { reservationId: id })
    const old = Object.fromEntries(Object.entries(given.args as object).filter(([name]) => name !== 'account'))
    expect(await desk.arrive({ ...given, args: old })).toMatchObject({ outcome: 'applied', refusal: null })
    expect(await folios(id)).toEqual(['guest open 18.00'])
  })
})
