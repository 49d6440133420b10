import { describe, expect, it } from 'vitest'
import type { AccountRow, FolioPaymentRow } from '../../../shared/domains/billing/rows.ts'
import { readSum } from './amount.ts'
import { arrivesEarly, leavesLate } from './house-clock.ts'
import { afterRefund, creditOf, givable, queuedCards, requests, suggested } from './refund.ts'
import { reasonProblem, slipProblem } from './use-payment.ts'
import { paymentLine, refundLine } from './words.ts'

describe('what is typed as an amount', () => {
  it.each([
    ['18', '18.00'],
    ['18,5', '18.50'],
    [' 1234.05 ', '1234.05'],
  ])('%s is %s', (typed, amount) => expect(readSum(typed)).toBe(amount))

  it.each(['', '0', '0.00', '-5', '1.234', '12 €', '1.2.3'])('%s is none', (typed) => expect(readSum(typed)).toBeNull())

  it('has the digits of its currency', () => {
    expect(readSum('1500', 0)).toBe('1500')
    expect(readSum('1500.5', 0)).toBeNull()
  })
})

describe('early and late, by the clock of the house', () => {
  const house = { timezone: 'Europe/Lisbon', businessDate: '2026-11-23' }
  const at = (instant: string) => new Date(instant)

  it('an arrival before rooms are ready is early', () => {
    expect(arrivesEarly(at('2026-11-23T09:30:00Z'), house, '2026-11-23', '15:00')).toBe(true)
    expect(arrivesEarly(at('2026-11-23T15:00:00Z'), house, '2026-11-23', '15:00')).toBe(false)
    expect(arrivesEarly(at('2026-11-23T09:30:00Z'), house, '2026-11-22', '15:00')).toBe(false)
  })

  it('a departure after the hour is late, one before the booked day is not', () => {
    expect(leavesLate(at('2026-11-23T12:01:00Z'), house, '2026-11-23', '12:00')).toBe(true)
    expect(leavesLate(at('2026-11-23T11:30:00Z'), house, '2026-11-23', '12:00')).toBe(false)
    expect(leavesLate(at('2026-11-23T18:00:00Z'), house, '2026-11-25', '12:00')).toBe(false)
  })

  it('after midnight nobody is early while the day is not closed', () => {
    expect(arrivesEarly(at('2026-11-24T01:30:00Z'), house, '2026-11-23', '15:00')).toBe(false)
  })
})

describe('what may go back', () => {
  const payment = (paymentId: string, changes: Partial<FolioPaymentRow>): FolioPaymentRow => ({
    ...{ paymentId, date: '2026-11-23', method: 'cash', status: 'captured', amount: '100.00', reference: null },
    ...{ left: '100.00', refunds: [] },
    ...changes,
  })
  const refund = { refundId: 'r', paymentId: 'a', date: '2026-11-23', reason: 'Noise', reference: null, beyond: false }
  const account = (changes: Partial<AccountRow>, ...payments: FolioPaymentRow[]): AccountRow => ({
    ...{ reservationId: 'x', currency: 'EUR', minorUnits: 2, due: '0.00', queued: '0.00', queuedLimit: '200' },
    ...{ nights: [], nightsCanBePosted: true, checkInTime: '15:00', checkOutTime: '12:00', timezone: 'Europe/Lisbon' },
    folios: [
      {
        ...{ folioId: 'f', folioNo: 'F1', type: 'guest', windowNo: 1, status: 'open', holder: 'Ada King' },
        ...{ balance: '0.00', queued: '0.00', lines: [], payments },
      },
    ],
    ...changes,
  })

  it('is of payments that something is left of, the newest first', () => {
    const all = account({}, payment('a', {}), payment('b', { left: '0.00' }), payment('c', { left: '1.00' }))
    expect(givable(all).map(({ paymentId }) => paymentId)).toEqual(['c', 'a'])
  })

  it('is the credit, as far as the payment goes; what cards only promise is none', () => {
    expect(suggested(account({ due: '-30.00' }), { left: '100.00' })).toBe('30.00')
    expect(suggested(account({ due: '-30.00' }), { left: '20.00' })).toBe('20.00')
    expect(suggested(account({ due: '10.00' }), { left: '20.00' })).toBe('')
    expect(creditOf(account({ due: '-30.00', queued: '25.00' }))).toBe('5.00')
    expect(creditOf(account({ due: '-30.00', queued: '80.00' }))).toBe('0.00')
  })

  it('changes payment and account; on a closed one it is left with its reason', () => {
    const open = account({ due: '-30.00' }, payment('a', {}))
    expect(afterRefund(open, { paymentId: 'a', left: '100.00' }, '40.00')).toEqual({
      ...{ left: '60.00', due: '10.00', closed: false, onCards: false },
    })
    const queued = { ...open, queued: '30.00' }
    expect(afterRefund(queued, { paymentId: 'a', left: '100.00' }, '5.00')).toMatchObject({
      due: '-25.00',
      onCards: true,
    })
    const folios = open.folios.map((folio) => ({ ...folio, status: 'closed' as const }))
    expect(afterRefund({ ...open, folios }, { paymentId: 'a', left: '100.00' }, '40.00').closed).toBe(true)
  })

  it('waits for an answer where it is asked for, as a card does that is queued', () => {
    const asked = { ...refund, status: 'requested', amount: '5.00' } as const
    const given = { ...refund, status: 'completed', amount: '5.00' } as const
    const all = account({}, payment('a', { refunds: [given, asked] }), payment('b', { status: 'queued_offline' }))
    expect(requests(all)).toMatchObject([{ refund: asked, payment: { paymentId: 'a' } }])
    expect(queuedCards(all)).toMatchObject([{ paymentId: 'b' }])
    expect([given, asked, { ...asked, status: 'rejected' as const }].map(refundLine)).toEqual([
      'Given back: Noise',
      'Asked back: Noise',
      'Not given back: Noise',
    ])
  })

  it('is named by its means, its slip and its day', () => {
    expect(paymentLine(payment('a', {}), '40.00', 'EUR')).toBe('Cash, 23 Nov: €40.00')
    const card = payment('a', { method: 'card_slip', reference: 'SL1' })
    expect(paymentLine(card, '40.00', 'EUR')).toBe('Card SL1, 23 Nov: €40.00')
  })

  it('is for a reason and by a slip, of which neither is a card number', () => {
    for (const problem of [slipProblem, reasonProblem]) {
      expect(problem('  ')).toMatch(/^(Enter|Say)/)
      expect(problem('4111 1111 1111 1111')).toMatch(/^That looks like a card number/)
      expect(problem('SL-4711')).toBeUndefined()
    }
  })
})
