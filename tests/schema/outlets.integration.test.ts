import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bothDatabases } from '../support/both-databases.ts'
import { Bench, id, P } from './bench.ts'

const [outlet, table, soup, order, line, ticket] = [1, 2, 3, 4, 5, 6].map(id)
const CAFE = `
INSERT INTO fb.outlets (id, property_id, code, name, kind, transaction_code) VALUES ('${outlet}', '${P}', 'REST', 'Restaurant', 'restaurant', 'FB_REST');
INSERT INTO fb.dining_tables (id, property_id, outlet_id, number, seats) VALUES ('${table}', '${P}', '${outlet}', '12', 4);
INSERT INTO fb.menu_items (id, property_id, sku, name, category, price, currency, tax_code, prep_station)
VALUES ('${soup}', '${P}', 'SOUP', 'Soup', 'soup', 6.5, 'EUR', 'FOOD', 'kitchen');
INSERT INTO fb.fb_orders (id, property_id, order_no, outlet_id, type, status, dining_table_id, business_date, currency, placed_at)
VALUES ('${order}', '${P}', 'A7-1', '${outlet}', 'table', 'placed', '${table}', '2026-11-23', 'EUR', now());
INSERT INTO fb.fb_order_items (id, property_id, order_id, menu_item_id, name, unit_price, currency, tax_code, prep_station, modifiers, qty)
VALUES ('${line}', '${P}', '${order}', '${soup}', 'Soup', 6.5, 'EUR', 'FOOD', 'kitchen', '[{"price_delta": "1.255"}]', 3);`

const insertTicket = (firing: number, ticketId: string, number: string) => `INSERT INTO fb.kitchen_tickets
  (id, property_id, ticket_no, order_id, outlet_id, firing_id, prep_station, lines, fired_at)
  VALUES ('${ticketId}', '${P}', '${number}', '${order}', '${outlet}', '${id(firing)}', 'kitchen', '[{"name": "Soup", "qty": 3}]', now())`
const setOrder = (set: string) => `UPDATE fb.fb_orders SET ${set} WHERE id = '${order}'`
const setLine = (set: string) => `UPDATE fb.fb_order_items SET ${set} WHERE id = '${line}'`
const SENT = setLine(`sent_qty = 3, fired_at = now(), status = 'fired'`)

describe.each(bothDatabases)('the rules of outlets on %s', (_database, open) => {
  let bench: Bench
  beforeAll(async () => {
    bench = await Bench.open(open, CAFE)
  })
  afterAll(() => bench.subject.close())
  beforeEach(() => bench.begin())
  afterEach(() => bench.takeBack())

  it('gives each check a place: a table to a table’s, a unit to a room’s', async () => {
    expect(await bench.refusal(setOrder('dining_table_id = NULL'))).toBe('23514 fb_orders_place')
    expect(await bench.refusal(setOrder(`type = 'room', dining_table_id = NULL`))).toBe('23514 fb_orders_place')
    expect(await bench.refusal(setOrder(`type = 'room', dining_table_id = NULL, unit_id = '${id(50)}'`))).toBeNull()
  })

  it('settles a served order, by room only where there is a stay', async () => {
    expect(await bench.refusal(setOrder(`status = 'settled'`))).toBe('ST002')
    await bench.run(['in_preparation', 'ready', 'served'].map((status) => setOrder(`status = '${status}'`)).join(';'))
    expect(await bench.refusal(setOrder(`status = 'settled'`))).toBe('23514 fb_orders_settled')
    expect(await bench.refusal(setOrder(`settlement = 'cash', settled_at = now()`))).toBe('23514 fb_orders_settled')
    const toRoom = `status = 'settled', settlement = 'room', settled_at = now()`
    expect(await bench.refusal(setOrder(toRoom))).toBe('23514 fb_orders_room_has_stay')
    expect(await bench.refusal(setOrder(`${toRoom}, stay_id = '${id(51)}'`))).toBeNull()
    expect(await bench.refusal(setOrder(`status = 'cancelled', cancelled_at = now()`))).toBe('ST002')
  })

  it('keeps a sent line as it was sent: fewer pieces, another price or no line are refused', async () => {
    expect(await bench.refusal(setLine('unit_price = 1'))).toBeNull()
    await bench.run(SENT)
    for (const change of [
      'unit_price = 1',
      `name = 'Tea'`,
      `modifiers = '[]'`,
      'deleted_at = now()',
      'sent_qty = 1',
      'sent_qty = 0, fired_at = NULL',
    ])
      expect([change, await bench.refusal(setLine(change))]).toEqual([change, 'ST003'])
    expect(await bench.refusal(`DELETE FROM fb.fb_order_items WHERE id = '${line}'`)).toBe('ST003')
    expect(await bench.refusal(setLine('qty = 2'))).toBe('23514 fb_order_items_sent')
    expect(await bench.refusal(setLine('qty = 4'))).toBeNull()
  })

  it('voids what was sent with a reason only, and all of it or it is not void', async () => {
    expect(await bench.refusal(setLine('voided_qty = 1, voided_at = now()'))).toBeNull()
    await bench.run(SENT)
    expect(await bench.refusal(setLine('voided_qty = 1, voided_at = now()'))).toBe('23514 fb_order_items_void_reason')
    expect(await bench.refusal(setLine(`voided_qty = 1, voided_at = now(), void_reason = 'cold'`))).toBeNull()
    const all = `voided_qty = 3, voided_at = now(), void_reason = 'cold'`
    expect(await bench.refusal(setLine(all))).toBe('23514 fb_order_items_voided')
    expect(await bench.refusal(setLine(`voided_qty = 4, voided_at = now(), void_reason = 'cold'`))).toMatch(/^23514/)
    await bench.run(setLine(`${all}, status = 'voided'`))
    expect(await bench.refusal(setLine(`voided_qty = 0, voided_at = NULL, status = 'fired'`))).toMatch(/^ST00/)
  })

  it('tells the kitchen once, and never otherwise', async () => {
    await bench.run(insertTicket(90, ticket ?? '', 'A7-K1'))
    expect(await bench.refusal(insertTicket(90, id(7), 'A7-K2'))).toBe('23P01 kitchen_tickets_firing_key')
    expect(await bench.refusal(insertTicket(91, id(7), 'A7-K1'))).toBe('23P01 kitchen_tickets_no_key')
    for (const change of [`lines = '[{"name": "Tea"}]'`, `fired_at = '2020-01-01Z'`, `order_id = '${id(8)}'`])
      expect(await bench.refusal(`UPDATE fb.kitchen_tickets SET ${change}`)).toBe('ST003')
    expect(await bench.refusal('DELETE FROM fb.kitchen_tickets')).toBe('ST003')
    expect(await bench.refusal(`UPDATE fb.kitchen_tickets SET done_at = fired_at + interval '9 minutes'`)).toBeNull()
  })

  it('adds an order up by lines, half up, and shows what waits', async () => {
    await bench.run(`${setLine('voided_qty = 2, voided_at = now()')}; ${insertTicket(90, ticket ?? '', 'A7-K1')}`)
    // 6.50 + 1.255 is 7.755
    expect(await bench.rows('SELECT pieces, total, voided FROM fb.v_order_totals')).toEqual([
      { pieces: 1, total: '7.76', voided: '15.51' },
    ])
    expect(await bench.rows('SELECT order_no, table_number, total FROM fb.v_open_orders')).toEqual([
      { order_no: 'A7-1', table_number: '12', total: '7.76' },
    ])
    expect(await bench.rows('SELECT ticket_no, voided_qty_by_item FROM fb.v_kitchen_queue')).toEqual([
      { ticket_no: 'A7-K1', voided_qty_by_item: { [line ?? '']: 2 } },
    ])
    await bench.run('UPDATE fb.kitchen_tickets SET done_at = fired_at')
    expect(await bench.rows('SELECT FROM fb.v_kitchen_queue')).toEqual([])
  })

  it('keeps numbers, codes and names among live rows', async () => {
    const twin = `INSERT INTO fb.fb_orders (property_id, order_no, outlet_id, type, business_date, currency)
      VALUES ('${P}', 'A7-1', '${outlet}', 'counter', '2026-11-23', 'EUR')`
    expect(await bench.refusal(twin)).toBe('23P01 fb_orders_order_no_key')
    await bench.run(setOrder('deleted_at = now()'))
    expect(await bench.refusal(twin)).toBeNull()
    const again = `INSERT INTO fb.menu_items (property_id, sku, name, category, price, currency, tax_code, prep_station)
      VALUES ('${P}', 'SOUP', 'Soup', 'soup', 1, 'EUR', 'FOOD', 'kitchen')`
    expect(await bench.refusal(again)).toBe('23P01 menu_items_sku_key')
  })
})
