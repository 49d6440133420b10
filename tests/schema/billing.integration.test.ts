import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { BillingHouse, DAY, id, P } from './billing-house.ts'

const refusedWith = (sqlState: string, constraint?: string) => ({ sqlState, ...(constraint && { constraint }) })
const hash = (letter: string) => letter.repeat(64)

describe.each(bothDatabases)('the accounts of a hotel on %s', (_engine, open) => {
  let subject: Subject
  let house: BillingHouse
  beforeAll(async () => {
    subject = await open()
    house = await BillingHouse.open(subject)
  })
  afterAll(() => subject.close())
  const mirror = { unit_price: '-220.00', net: '-200.00', tax: '-20.00', gross: '-220.00' }

  it('balances: gross charges - captured payments + refunds; queued card amounts apart', async () => {
    const folio = await house.folio()
    await house.line(folio)
    await house.cash(folio, '100.00')
    await house.cash(folio, '70.00', { method: 'card', status: 'queued_offline', cashier_shift_id: null })
    const back = await house.cash(folio, '50.00')
    await house.refund(back, '50.00', { status: 'completed', approved_by: id(6), completed_at: `${DAY}T12:00Z` })
    const disputed = await house.cash(folio, '30.00', {
      status: 'charged_back',
      method: 'card',
      cashier_shift_id: null,
    })
    expect(await house.balance(folio)).toEqual({ balance: '120.00', queued: '70.00' })
    await house.insert('chargebacks', {
      ...{ payment_id: disputed, network_ref: 'N1', reason: 'fraud', status: 'won', amount: '30.00', currency: 'EUR' },
      ...{ opened_at: `${DAY}T10:00Z`, respond_by: DAY, decided_at: `${DAY}T11:00Z` },
    })
    expect(await house.balance(folio)).toEqual({ balance: '90.00', queued: '70.00' })
  })

  it('takes nothing on a folio that is settled, closed or void', async () => {
    const folio = await house.folio()
    await house.line(folio)
    await house.cash(folio, '220.00')
    await house.set('folios', folio, `status = 'settled'`)
    await expect(house.line(folio)).rejects.toMatchObject(refusedWith('ST020'))
    await house.set('folios', folio, `status = 'closed', closed_at = now()`)
    await expect(house.line(folio)).rejects.toMatchObject(refusedWith('ST020'))
    await expect(house.cash(folio, '1.00')).rejects.toMatchObject(refusedWith('ST020'))
    await house.set('folios', folio, `status = 'reopened', closed_at = NULL`)
    await house.line(folio)
    const unused = await house.folio()
    await house.set('folios', unused, `status = 'void', closed_at = now()`)
    await expect(house.line(unused)).rejects.toMatchObject(refusedWith('ST020'))
  })

  it('takes the payment of a debt that was left, never a charge', async () => {
    const folio = await house.folio()
    await house.line(folio)
    const leave = `status = 'closed_with_balance', closed_at = now()`
    await expect(house.set('folios', folio, leave)).rejects.toMatchObject(refusedWith('23514', 'folios_balance_reason'))
    await house.set('folios', folio, `${leave}, close_reason = 'company pays by transfer'`)
    await expect(house.line(folio)).rejects.toMatchObject(refusedWith('ST020'))
    await house.cash(folio, '220.00')
    expect(await house.balance(folio)).toMatchObject({ balance: '0.00' })
  })

  it('settles what is balanced, or waits for a queued card, and voids what is empty', async () => {
    const folio = await house.folio()
    await house.line(folio)
    await expect(house.set('folios', folio, `status = 'settled'`)).rejects.toMatchObject(refusedWith('ST022'))
    await expect(house.set('folios', folio, `status = 'void', closed_at = now()`)).rejects.toMatchObject(
      refusedWith('ST022'),
    )
    await house.cash(folio, '220.00', { method: 'card', status: 'queued_offline', cashier_shift_id: null })
    await house.set('folios', folio, `status = 'settled'`)
    await expect(house.set('folios', folio, `currency = 'USD'`)).rejects.toMatchObject(refusedWith('ST023'))
    await expect(house.remove('folios', folio)).rejects.toMatchObject(refusedWith('ST003'))
  })

  it('keeps postings as they are; only a mirror line takes one back, once', async () => {
    const [folio, other] = [await house.folio(), await house.folio()]
    const line = await house.line(folio)
    await expect(house.set('folio_line_items', line, `gross = 0`)).rejects.toMatchObject(refusedWith('ST003'))
    await expect(house.remove('folio_line_items', line)).rejects.toMatchObject(refusedWith('ST003'))
    await house.set('folio_line_items', line, 'hot = false') // it leaves the terminals, nothing more
    const reverse = (values: object = {}) =>
      house.line(folio, { ...mirror, kind: 'reversal', reverses_id: line, ...values })
    const short = { unit_price: '-110.00', net: '-100.00', tax: '-10.00', gross: '-110.00' }
    await expect(reverse(short)).rejects.toMatchObject(refusedWith('23514'))
    await expect(reverse({ reverses_id: null })).rejects.toMatchObject(
      refusedWith('23514', 'folio_line_items_reverses'),
    )
    const out = await house.line(folio, { ...mirror, kind: 'transfer_out', reverses_id: line })
    await expect(reverse()).rejects.toMatchObject(refusedWith('23P01', 'folio_line_items_reversed_once'))
    await expect(house.line(folio, { kind: 'transfer_in', reverses_id: out })).rejects.toMatchObject(
      refusedWith('23514'),
    )
    const carry = () => house.line(other, { kind: 'transfer_in', reverses_id: out })
    await carry()
    await expect(carry()).rejects.toMatchObject(refusedWith('23P01', 'folio_line_items_carried_once'))
    expect(await house.balance(folio)).toMatchObject({ balance: '0.00' })
    expect(await house.balance(other)).toMatchObject({ balance: '220.00' })
  })

  it('refuses a line that does not add up, is taxed by no rule, or is of another currency', async () => {
    const folio = await house.folio()
    await expect(house.line(folio, { gross: '219.99' })).rejects.toMatchObject(
      refusedWith('23514', 'folio_line_items_sum'),
    )
    await expect(house.line(folio, { tax_rule_id: null })).rejects.toMatchObject(refusedWith('23514'))
    await expect(house.line(folio, { currency: 'USD' })).rejects.toMatchObject(refusedWith('23514'))
    await expect(house.line(id(999_999))).rejects.toMatchObject(refusedWith('23503'))
  })

  it('refunds no more than was captured, and nothing that was not', async () => {
    const folio = await house.folio()
    const payment = await house.cash(folio, '100.00')
    const first = await house.refund(payment, '60.00')
    await expect(house.refund(payment, '40.01')).rejects.toMatchObject(refusedWith('ST021'))
    await house.refund(payment, '40.00')
    await house.set('refunds', first, `status = 'rejected'`)
    await house.refund(payment, '60.00')
    await expect(house.set('refunds', first, 'amount = 1')).rejects.toMatchObject(refusedWith('ST023'))
    const queued = await house.cash(folio, '10.00', {
      method: 'card',
      status: 'queued_offline',
      cashier_shift_id: null,
    })
    await expect(house.refund(queued, '1.00')).rejects.toMatchObject(refusedWith('ST021'))
    await expect(house.remove('payments', payment)).rejects.toMatchObject(refusedWith('ST003'))
    await expect(house.set('payments', payment, 'amount = 1')).rejects.toMatchObject(refusedWith('ST023'))
    await expect(house.set('payments', payment, 'deleted_at = now()')).rejects.toMatchObject(
      refusedWith('23514', 'payments_kept'),
    )
  })

  it('stores no card number, no cash without a shift, and one open shift per drawer', async () => {
    const folio = await house.folio()
    const slip = (terminal_ref: string | null) => house.cash(folio, '5.00', { method: 'card_slip', terminal_ref })
    // References of slips and networks: long, but no cards.
    for (const reference of ['SLIP 000123-20261128', '74537604221222234567890', '4111 1111 1111 1112'])
      await slip(reference)
    for (const card of ['4111 1111 1111 1111', 'card 5555-5555-5555-4444', '378282246310005'])
      await expect(slip(card)).rejects.toMatchObject(refusedWith('23514', 'payments_no_card_number'))
    await expect(slip(null)).rejects.toMatchObject(refusedWith('23514', 'payments_slip_has_ref'))
    await expect(house.cash(folio, '5.00', { cashier_shift_id: null })).rejects.toMatchObject(
      refusedWith('23514', 'payments_cash_has_shift'),
    )
    const again = house.insert('cashier_shifts', {
      ...{
        drawer_id: id(4),
        user_id: id(6),
        business_date: DAY,
        currency: 'EUR',
        opened_at: `${DAY}T08:00Z`,
        opening_float: 0,
      },
    })
    await expect(again).rejects.toMatchObject(refusedWith('23P01', 'cashier_shifts_one_open'))
  })

  it('versions its tax rules: one rate a day, and none that changes', async () => {
    const rule = (rule_version: number, valid: string) =>
      house.insert('tax_rules', { code: 'VAT', rule_version, name: 'VAT', rate_pct: 12, valid })
    await expect(rule(2, '[2026-12-01,2027-12-01)')).rejects.toMatchObject(refusedWith('23P01', 'tax_rules_one_a_day'))
    await rule(2, '[2027-01-01,2028-01-01)')
    await expect(rule(2, '[2029-01-01,2030-01-01)')).rejects.toMatchObject(
      refusedWith('23P01', 'tax_rules_version_key'),
    )
    await expect(house.set('tax_rules', id(1), 'rate_pct = 11')).rejects.toMatchObject(refusedWith('ST023'))
    await expect(house.set('transaction_codes', id(2), `revenue_group = 'non_revenue'`)).rejects.toMatchObject(
      refusedWith('ST023'),
    )
  })

  it('numbers documents in a chain, freezes them, deletes none, and reports a gap', async () => {
    const folio = await house.folio()
    const draft = await house.insert('invoices', {
      ...{
        folio_id: folio,
        business_date: DAY,
        bill_to: {},
        currency: 'EUR',
        net_total: 200,
        tax_total: 20,
        gross_total: 220,
      },
    })
    await expect(house.invoice(folio, 1, hash('0'), hash('a'))).rejects.toMatchObject(
      refusedWith('23514', 'invoices_chained'),
    )
    await house.set(
      'invoices',
      draft,
      `status = 'issued', series_id = '${id(7)}', series = 'MIRA26', number = 1, issued_at = now(), hash = '${hash('a')}'`,
    )
    await expect(house.invoice(folio, 1, null, hash('b'))).rejects.toMatchObject(
      refusedWith('23P01', 'invoices_number_key'),
    )
    await expect(house.invoice(folio, 2, hash('c'), hash('b'))).rejects.toMatchObject(refusedWith('ST024'))
    await expect(house.invoice(folio, 2, hash('a'), hash('b'), { series: 'LISA26' })).rejects.toMatchObject(
      refusedWith('ST024'),
    )
    await house.invoice(folio, 2, hash('a'), hash('b'))
    const [first] = await subject.db.query('SELECT document_no FROM billing.invoices WHERE number = 2')
    expect(first).toEqual({ document_no: 'MIRA26-000002' })
    for (const change of ['gross_total = 0, net_total = -20', `bill_to = '{"name": "x"}'`, `hash = '${hash('f')}'`])
      await expect(house.set('invoices', draft, change)).rejects.toMatchObject(refusedWith('ST023'))
    await expect(house.remove('invoices', draft)).rejects.toMatchObject(refusedWith('ST003'))
    await expect(house.set('invoices', draft, 'deleted_at = now()')).rejects.toMatchObject({ sqlState: 'ST023' })
    await house.set('invoices', draft, `status = 'paid'`)
    const series = () =>
      subject.db.query('SELECT series, documents, missing, broken_links FROM billing.v_invoice_series_gaps')
    expect(await series()).toEqual([{ series: 'MIRA26', documents: 2, missing: 0, broken_links: 0 }])
    await house.invoice(folio, 4, hash('d'), hash('e'))
    expect(await series()).toEqual([{ series: 'MIRA26', documents: 3, missing: 1, broken_links: 0 }])
  })

  it('counts as revenue what was earned, once, whatever was reversed or transferred', async () => {
    const [row] = await subject.db.query<{ lines: number; gross: string }>(
      `SELECT count(*) AS lines, round(sum(gross), 2) AS gross FROM billing.folio_line_items WHERE property_id = $1`,
      [P],
    )
    const folio = await house.folio()
    const wrong = await house.line(folio)
    await house.line(folio, { ...mirror, kind: 'reversal', reverses_id: wrong })
    await house.line(folio, {
      transaction_code_id: id(3),
      net: '220.00',
      tax: 0,
      tax_rule_id: null,
      tax_rule_version: null,
    })
    const revenue = await subject.db.query(
      'SELECT transaction_code, round(gross, 2) AS gross FROM billing.v_daily_revenue',
    )
    expect(revenue).toEqual([{ transaction_code: 'ROOM', gross: row?.gross }])
  })
})
