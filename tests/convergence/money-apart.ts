import { expect, test } from 'vitest'
import type { AccountRow } from '../../shared/domains/billing/rows.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import type { Apart } from './apart.ts'
import type { ShiftDesk } from './house.ts'

interface Where {
  readonly apart: Apart
  readonly north: ShiftDesk
  readonly south: ShiftDesk
}

/** The rows of DOMAIN.md about refunds and cards without line, in the house of two desks of whoever calls it. */
export function moneyApart(where: () => Where): void {
  const folio = (desk: ShiftDesk, name: string, input: object) => where().apart.give(desk, `v1.folio.${name}`, input)

  /** 'captured 100.00 completed 60.00 completed 60.00 beyond': the same on both screens, and as the centre has it. */
  const payments = async (reservationId: Uuid) => {
    const { apart } = where()
    const rows = await apart.house.central.query<{ what: string }>(
      `SELECT concat_ws(' ', p.status, p.amount, string_agg(concat_ws(' ', r.status, r.amount, CASE WHEN r.beyond_captured THEN 'beyond' END), ' '
         ORDER BY r.requested_at) FILTER (WHERE r.id IS NOT NULL)) AS what
       FROM billing.payments p JOIN billing.folios f ON f.id = p.folio_id LEFT JOIN billing.refunds r ON r.payment_id = p.id
       WHERE f.reservation_id = $1 GROUP BY p.id ORDER BY p.received_at, p.id`,
      [reservationId],
    )
    const atCentre = rows.map(({ what }) => what)
    for (const desk of apart.house.desks) {
      const shown = (await accountAt(desk, reservationId)).folios.flatMap((each) => each.payments)
      const words = shown.map(({ status, amount, refunds }) => [
        ...[status, amount],
        ...refunds.flatMap((each) => [each.status, each.amount, ...(each.beyond ? ['beyond'] : [])]),
      ])
      expect(words.map((each) => each.join(' ')).sort()).toEqual([...atCentre].sort())
    }
    return atCentre
  }
  const accountAt = async (desk: ShiftDesk, reservationId: Uuid): Promise<AccountRow> => {
    const [row] = (await desk.terminal.query('folio.account', { reservationId })) as AccountRow[]
    return row ?? expect.fail(`${desk.name} has no account of ${reservationId}`)
  }
  const folios = async (reservationId: Uuid) => {
    const { north, south } = where()
    const at = async (desk: ShiftDesk) =>
      (await accountAt(desk, reservationId)).folios.map(({ status, balance }) => `${status} ${balance}`)
    expect(await at(south)).toEqual(await at(north))
    return at(north)
  }

  /** A reservation that 100.00 is paid of, as both desks know. */
  const paid = async (method: 'cash' | 'card_slip') => {
    const { apart, north } = where()
    const reservationId = await apart.book(north, 'ada')
    const slip = method === 'card_slip' ? { slip: 'SL1234' } : {}
    const payment = await folio(north, 'takePayment', { reservationId, method, amount: '100.00', ...slip })
    await apart.together()
    return { reservationId, paymentId: String(payment.paymentId) }
  }
  const openDrawer = async () => {
    const { apart, north } = where()
    const [drawer] = (await north.terminal.query('cashier.drawers', {})) as {
      drawerId: string
      openedBy: string | null
    }[]
    if (drawer?.openedBy === null)
      await apart.give(north, 'v1.cashier.openDrawer', { drawerId: drawer.drawerId, float: '500.00' })
  }
  const reason = 'the minibar was not theirs'

  test('refund: cash of one payment at both desks, beyond what was paid; both stand, and the guest is called', async () => {
    const { apart, north, south } = where()
    await openDrawer()
    const cash = await paid('cash')
    await apart.during(async () => {
      for (const desk of [north, south]) await folio(desk, 'refund', { ...cash, amount: '60.00', reason })
    })
    expect(await payments(cash.reservationId)).toEqual(['refunded 100.00 completed 60.00 completed 60.00 beyond'])
    expect(await folios(cash.reservationId)).toEqual(['open 20.00'])
    expect(await apart.onAllScreens(cash.reservationId)).toMatchObject({
      certainty: 'review',
      open: [
        {
          title: 'Given back twice: €20.00 too much',
          happened: expect.stringMatching(/^Of €100.00 that Ada King .* had paid, €120.00 was given back/),
          done: 'Both stand; €20.00 is owed on the account.',
          tell: 'We gave you €20.00 too much; may we ask for it back?',
          nextStep: { action: 'call_guest' },
        },
      ],
    })
  })

  test('refund: one card payment asked back at both desks; the second is not asked for, and says what is left', async () => {
    const { apart, north, south } = where()
    const card = await paid('card_slip')
    await apart.during(async () => {
      for (const desk of [north, south]) await folio(desk, 'requestRefund', { ...card, amount: '60.00', reason })
    })
    expect(await payments(card.reservationId)).toEqual(['captured 100.00 requested 60.00'])
    expect(await apart.onAllScreens(card.reservationId)).toMatchObject({
      open: [
        {
          title: 'Not done: Refund asked for',
          happened: expect.stringMatching(/^€60.00 is more than is left of this payment of Ada King .*: €40.00\.$/),
          nextStep: { action: 'open_reservation' },
        },
      ],
    })
  })

  test('refund: a request given at one desk and turned down at the other; the money has gone, and stands', async () => {
    const { apart, north, south } = where()
    const card = await paid('card_slip')
    const { refundId } = await folio(north, 'requestRefund', { ...card, amount: '60.00', reason })
    await apart.together()
    const answer = { reservationId: card.reservationId, refundId }
    await apart.during(async () => {
      await folio(north, 'settleRefund', { ...answer, outcome: 'turned_down', reason: 'not agreed' })
      await folio(south, 'settleRefund', { ...answer, outcome: 'given', slip: 'R1' })
    }, north)
    expect(await payments(card.reservationId)).toEqual([
      expect.stringMatching(
        /^partially_refunded 100.00 (rejected 60.00 completed 60.00|completed 60.00 rejected 60.00)$/,
      ),
    ])
    expect(await apart.onAllScreens(card.reservationId)).toMatchObject({
      open: [{ title: 'Given back, though the request was turned down', nextStep: { action: 'open_reservation' } }],
    })
  })

  test('card without line: declined after the guest has left; the account is open again, and the guest is called', async () => {
    const { apart, north, south } = where()
    const reservationId = await apart.book(north, 'ada', apart.tonight())
    await apart.reserve(north, 'checkIn', { reservationId, unitId: apart.unit('101'), override: { reason: 'test' } })
    await apart.together()
    const [code] = (await north.terminal.query('folio.chargeCodes', {})) as { transactionCodeId: string }[]
    const charge = { transactionCodeId: code?.transactionCodeId, description: 'Parking', amount: '30.00' }
    await folio(north, 'postCharge', { reservationId, ...charge })
    const due = '30.00'
    let paymentId: unknown
    await apart.during(async () => {
      ;({ paymentId } = await folio(north, 'queueCard', { reservationId, amount: due, slip: 'OFF77' }))
      await apart.reserve(north, 'checkOut', { reservationId })
    })
    expect(await folios(reservationId)).toEqual([`closed ${due}`])
    await folio(south, 'tellCard', { reservationId, paymentId, outcome: 'declined', reason: 'no funds' })
    await apart.together()
    expect(await folios(reservationId)).toEqual([`reopened ${due}`])
    expect(await apart.onAllScreens(reservationId)).toMatchObject({
      status: 'checked_out',
      open: [
        {
          title: `Card declined, guest gone: €${due} is owed`,
          happened: expect.stringMatching(/the card was declined when the line was back: no funds\.$/),
          done: expect.stringMatching(/^€30\.00 is owed again on the folio .*, which is open for it\.$/),
          tell: 'Your card was declined after you left; €30.00 is still open.',
          nextStep: { action: 'call_guest' },
        },
      ],
    })
    await folio(north, 'takePayment', { reservationId, method: 'card_slip', amount: due, slip: 'SL99' })
    await apart.together()
    expect(await folios(reservationId)).toEqual(['closed 0.00'])
    expect(await apart.onAllScreens(reservationId)).toMatchObject({ certainty: 'synced', open: [] })
  })

  test('card without line: declined at one desk, captured at the other; what has a slip is booked, and somebody compares', async () => {
    const { apart, north, south } = where()
    const reservationId = await apart.book(north, 'ada')
    const { paymentId } = await folio(north, 'queueCard', { reservationId, amount: '80.00', slip: 'OFF77' })
    await apart.together()
    const card = { reservationId, paymentId }
    await apart.during(async () => {
      await folio(north, 'tellCard', { ...card, outcome: 'declined', reason: 'no funds' })
      await folio(south, 'tellCard', { ...card, outcome: 'captured', slip: 'SL9' })
    }, north)
    expect(await payments(reservationId)).toEqual(['declined 80.00', 'captured 80.00'])
    expect(await folios(reservationId)).toEqual(['open -80.00'])
    expect(
      (await apart.onAllScreens(reservationId)).open.filter(({ title }) => title.startsWith('One card')),
    ).toMatchObject([
      {
        title: 'One card, told twice: €80.00',
        happened: expect.stringMatching(/was declined at one desk and captured at another\.$/),
        done: 'What has a slip is booked: SL9.',
        nextStep: { action: 'open_reservation' },
      },
    ])
  })
}
