import { describe, expect, it } from 'vitest'
import { balanceOf } from '../../shared/domains/billing/balance.ts'
import { documentHash, type FiscalDocument } from '../../shared/domains/billing/document-hash.ts'
import { type ChosenModifier, orderTotal } from '../../shared/domains/fb/order-totals.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { sumAmounts, toMinor } from '../../shared/kernel/money.ts'
import type { PaymentStatus } from '../../shared/schema/billing.ts'
import type { CopyRow } from '../postgres/copy.ts'
import type { House } from './house.ts'
import { always, groupedBy, inventedHouse, rowsOf } from './testing/houses.ts'

const text = (row: CopyRow, column: string) => String(row[column])
const amounts = (rows: readonly CopyRow[], column: string) => rows.map((row) => text(row, column))
/** Exact: quantities have four decimals at most. */
const tenThousandths = (qty: unknown) => Math.round(Number(qty) * 10_000)

describe('the accounts of any seeded house', () => {
  it('balance: the sum of lines less payments is nothing once an account is closed', () =>
    always((house) => {
      const lines = groupedBy(rowsOf(house, 'billing.folio_line_items'), 'folio_id')
      const payments = groupedBy(rowsOf(house, 'billing.payments'), 'folio_id')
      const folios = rowsOf(house, 'billing.folios')
      for (const folio of folios) {
        const { balance } = balanceOf({
          charges: amounts(lines.get(folio['id']) ?? [], 'gross'),
          payments: (payments.get(folio['id']) ?? []).map((row) => ({
            amount: text(row, 'amount'),
            status: text(row, 'status') as PaymentStatus,
          })),
          refunds: [],
        })
        if (folio['status'] !== 'open') expect([folio['folio_no'], balance]).toEqual([folio['folio_no'], '0.00'])
      }
      const known = new Set(folios.map((folio) => folio['id']))
      expect([...lines.keys(), ...payments.keys()].filter((id) => !known.has(id ?? ''))).toEqual([])
      for (const row of [...lines.values()].flat())
        expect(sumAmounts([text(row, 'net'), text(row, 'tax')])).toBe(text(row, 'gross'))
    }))

  it('are closed for each guest who has left, and open for each in house', () =>
    always((house) => {
      const folios = new Map(rowsOf(house, 'billing.folios').map((row) => [row['stay_id'], row]))
      for (const stay of rowsOf(house, 'guest.stays')) {
        const status = folios.get(stay['id'] ?? '')?.['status']
        if (stay['status'] === 'in_house') expect(status).toBe('open')
        else expect(['closed', 'transferred_to_city_ledger']).toContain(status)
      }
    }))

  it('carry each night that a company pays to its account, once and to the cent', () =>
    always((house) => {
      const lines = rowsOf(house, 'billing.folio_line_items')
      const byId = new Map(lines.map((row) => [row['id'], row]))
      for (const row of lines.filter(({ kind }) => kind !== 'charge')) {
        const original = byId.get(row['reverses_id'] ?? '')
        const mirrored = (column: string) => toMinor(text(row, column)) + toMinor(text(original ?? {}, column))
        expect([mirrored('net'), mirrored('tax'), mirrored('gross')]).toEqual([0, 0, 0])
        expect(original?.['folio_id'] === row['folio_id']).toBe(row['kind'] === 'transfer_out')
        expect(row['business_date'] === original?.['business_date'] || row['kind'] === 'transfer_out').toBe(true)
      }
    }))

  it('count in each drawer the cash that was taken there', () =>
    always((house) => {
      const cash = groupedBy(
        rowsOf(house, 'billing.payments').filter(({ method }) => method === 'cash'),
        'cashier_shift_id',
      )
      for (const shift of rowsOf(house, 'billing.cashier_shifts')) {
        const taken = amounts(cash.get(shift['id']) ?? [], 'amount')
        cash.delete(shift['id'])
        if (shift['status'] !== 'open')
          expect(text(shift, 'expected')).toBe(sumAmounts([text(shift, 'opening_float'), ...taken]))
      }
      expect(cash.size).toBe(0)
    }))
})

function documentOf(row: CopyRow): FiscalDocument {
  return {
    series: text(row, 'series'),
    number: Number(row['number']),
    type: 'invoice',
    issuedAt: text(row, 'issued_at'),
    businessDate: asIsoDate(text(row, 'business_date')),
    currency: text(row, 'currency'),
    billTo: JSON.parse(text(row, 'bill_to')) as FiscalDocument['billTo'],
    net: text(row, 'net_total'),
    tax: text(row, 'tax_total'),
    gross: text(row, 'gross_total'),
    taxBreakdown: JSON.parse(text(row, 'tax_breakdown')) as FiscalDocument['taxBreakdown'],
    lines: JSON.parse(text(row, 'lines')) as FiscalDocument['lines'],
  }
}

describe('the invoices of any seeded house', () => {
  it('count from one without a gap in the order of issue, and each carries the hash of the one before', () =>
    always((house) => {
      for (const [series, invoices] of groupedBy(rowsOf(house, 'billing.invoices'), 'series')) {
        let previous: string | null = null
        let issuedAt = ''
        for (const [i, row] of invoices.entries()) {
          expect([series, row['number'], row['prev_hash']]).toEqual([series, i + 1, previous])
          expect(row['hash']).toBe(documentHash(documentOf(row), previous))
          expect(text(row, 'issued_at') >= issuedAt).toBe(true)
          issuedAt = text(row, 'issued_at')
          previous = text(row, 'hash')
        }
      }
    }))

  it('add up to what stands on the account', () =>
    always((house) => {
      const lines = new Map(rowsOf(house, 'billing.folio_line_items').map((row) => [row['id'], row]))
      for (const row of rowsOf(house, 'billing.invoices')) {
        const { lines: printed, taxBreakdown, gross, tax, net } = documentOf(row)
        expect(printed.map((line) => line.gross)).toEqual(printed.map((line) => lines.get(line.line_id)?.['gross']))
        expect(sumAmounts(printed.map((line) => line.gross))).toBe(gross)
        expect(sumAmounts(taxBreakdown.map((each) => each.tax))).toBe(tax)
        expect(sumAmounts(taxBreakdown.map((each) => each.net))).toBe(net)
      }
    }))
})

function totalOf(items: readonly CopyRow[]): string {
  return orderTotal(
    items.map((row) => ({
      unitPrice: text(row, 'unit_price'),
      modifiers: JSON.parse(text(row, 'modifiers')) as ChosenModifier[],
      taxCode: text(row, 'tax_code'),
      qty: Number(row['qty']),
      voidedQty: Number(row['voided_qty']),
    })),
  )
}

describe('the checks of any seeded house', () => {
  it('come to what their lines say, and are posted once: to the guest’s account or to one of their own', () =>
    always((house) => {
      const items = groupedBy(rowsOf(house, 'fb.fb_order_items'), 'order_id')
      const posted = groupedBy(rowsOf(house, 'billing.folio_line_items'), 'source_id')
      for (const order of rowsOf(house, 'fb.fb_orders')) {
        const lines = posted.get(order['id']) ?? []
        if (order['settlement'] === 'none') expect(lines).toEqual([])
        else expect(sumAmounts(amounts(lines, 'gross'))).toBe(totalOf(items.get(order['id']) ?? []))
        expect(lines.every((line) => line['folio_id'] === order['folio_id'])).toBe(true)
      }
    }))

  it('were told to the kitchen once, line by line', () =>
    always((house) => {
      const told = new Map<string, number>()
      for (const ticket of rowsOf(house, 'fb.kitchen_tickets')) {
        for (const { item_id, qty } of JSON.parse(text(ticket, 'lines')) as { item_id: string; qty: number }[])
          told.set(item_id, (told.get(item_id) ?? 0) + qty)
      }
      for (const item of rowsOf(house, 'fb.fb_order_items'))
        expect(told.get(text(item, 'id')) ?? 0).toBe(item['sent_qty'])
    }))

  it('charge a room only while its guest is in house', () =>
    always((house) => {
      const stays = new Map(rowsOf(house, 'guest.stays').map((row) => [row['id'], row]))
      for (const order of rowsOf(house, 'fb.fb_orders').filter(({ stay_id }) => stay_id !== null)) {
        const stay = stays.get(order['stay_id'] ?? '') ?? {}
        expect(text(stay, 'check_in_at') < text(order, 'placed_at')).toBe(true)
        expect(stay['check_out_at'] === null || text(stay, 'check_out_at') > text(order, 'updated_at')).toBe(true)
      }
    }))
})

describe('the stores of any seeded house', () => {
  it('never hold less than nothing, batch by batch, and end with what the movements add up to', () =>
    always((house) => {
      const batches = new Map(rowsOf(house, 'fb.stock_batches').map((row) => [row['id'], row]))
      const left = new Map<string, number>()
      for (const movement of inTime(rowsOf(house, 'fb.stock_movements'))) {
        const batch = text(movement, 'batch_id')
        const now = (left.get(batch) ?? 0) + tenThousandths(movement['qty'])
        expect(now).toBeGreaterThanOrEqual(0)
        left.set(batch, now)
        const { expires_on } = batches.get(batch) ?? {}
        expect(expires_on === null || text(movement, 'business_date') <= String(expires_on)).toBe(true)
      }
      for (const [id, batch] of batches) expect(left.get(String(id))).toBe(tenThousandths(batch['qty_remaining']))
    }))

  it('take in what the dock accepted of what was ordered, and give out what the recipes of the checks say', () =>
    always((house) => {
      const batches = groupedBy(rowsOf(house, 'fb.stock_batches'), 'receipt_line_id')
      for (const line of rowsOf(house, 'procurement.goods_receipt_line_items')) {
        expect(batches.get(line['id'])?.map((batch) => batch['qty_received'])).toEqual([line['qty_accepted']])
        batches.delete(line['id'])
      }
      expect(batches.size).toBe(0)
      expect(usedBySku(house)).toEqual(cookedBySku(house))
    }))
})

/** Deliveries of a morning before what is cooked on that day. */
const inTime = (movements: readonly CopyRow[]) =>
  movements.toSorted((a, b) => (text(a, 'occurred_at') < text(b, 'occurred_at') ? -1 : 1))

const add = (sums: Map<string, number>, key: string, qty: number) => sums.set(key, (sums.get(key) ?? 0) + qty)

function usedBySku(house: House): Map<string, number> {
  const used = new Map<string, number>()
  for (const movement of rowsOf(house, 'fb.stock_movements').filter(({ kind }) => kind === 'use'))
    add(used, text(movement, 'inventory_item_id'), -tenThousandths(movement['qty']))
  return new Map([...used].sort())
}

function cookedBySku(house: House): Map<string, number> {
  const recipes = groupedBy(rowsOf(house, 'fb.menu_item_ingredients'), 'menu_item_id')
  const cooked = new Map<string, number>()
  for (const item of rowsOf(house, 'fb.fb_order_items')) {
    const portions = Number(item['qty']) - Number(item['voided_qty'])
    for (const recipe of portions > 0 ? (recipes.get(item['menu_item_id']) ?? []) : []) {
      const each = Math.ceil((tenThousandths(recipe['qty']) * 100) / Number(recipe['yield_pct']))
      add(cooked, text(recipe, 'inventory_item_id'), each * portions)
    }
  }
  return new Map([...cooked].sort())
}

describe('what a channel sent', () => {
  it('is known by the reservation that came of it, under a name that the channel uses once', () =>
    always((house) => {
      const sent = rowsOf(house, 'channel.channel_bookings')
      const byId = new Map(sent.map((row) => [row['id'], row]))
      const reservations = rowsOf(house, 'reservation.reservations')
      for (const row of reservations.filter(({ source }) => source === 'channel'))
        expect(byId.get(row['channel_booking_id'] ?? '')?.['reservation_id']).toBe(row['id'])
      expect(reservations.filter((row) => row['source'] !== 'channel' && row['channel_booking_id'] !== null)).toEqual(
        [],
      )
      const names = sent.map((row) => [row['connection_id'], row['external_id'], row['external_version']].join(' '))
      expect(new Set(names).size).toBe(names.length)
    }))
})

describe('a year of trade', () => {
  const house = inventedHouse(11, 60, 365)
  const share = (rows: readonly CopyRow[], is: (row: CopyRow) => boolean) => rows.filter(is).length / rows.length

  it('is busier at the end of the week and while the house is full, and mostly charged to rooms', () => {
    const orders = rowsOf(house, 'fb.fb_orders')
    const onWeekday = (days: readonly number[]) =>
      orders.filter((row) => days.includes(new Date(text(row, 'business_date')).getUTCDay())).length / days.length
    expect(onWeekday([5, 6, 0])).toBeGreaterThan(onWeekday([1, 2, 3]))
    expect(share(orders, (row) => row['settlement'] === 'room')).toBeGreaterThan(0.35)
    expect(share(orders, (row) => row['status'] === 'cancelled')).toBeLessThan(0.03)
    expect(share(orders, (row) => row['type'] === 'room')).toBeGreaterThan(0.05)
  })

  it('leaves companies some bills, of which a few are late', () => {
    const bills = rowsOf(house, 'billing.invoices').filter((row) => row['due_on'] !== null)
    expect(share(bills, (row) => row['status'] === 'paid')).toBeGreaterThan(0.6)
    expect(bills.some((row) => row['status'] !== 'paid')).toBe(true)
  })

  it('throws away less than a fifth of what it buys', () => {
    const waste = rowsOf(house, 'fb.waste_records').reduce((sum, row) => sum + Number(row['cost']), 0)
    const bought = rowsOf(house, 'fb.stock_batches').reduce(
      (sum, row) => sum + Number(row['qty_received']) * Number(row['unit_cost']),
      0,
    )
    expect(waste / bought).toBeLessThan(0.2)
    expect(waste).toBeGreaterThan(0)
  })
})
