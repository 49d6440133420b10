import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bothDatabases } from '../support/both-databases.ts'
import { Bench, id, P } from './bench.ts'

const [milk, fresh, old, supplier, order, poLine, receipt] = [1, 2, 3, 4, 5, 6, 7].map(id)
const batch = (batchId: string | undefined, expires: string) =>
  `('${batchId}', '${P}', '${milk}', '2026-11-20T08:00:00Z', '${expires}', 10, 10, 0.9, 'EUR')`
const STORES = `
INSERT INTO fb.inventory_items (id, property_id, sku, name, category, uom, par_level, reorder_point)
VALUES ('${milk}', '${P}', 'MILK', 'Milk', 'dairy', 'l', 40, 5);
INSERT INTO fb.stock_batches (id, property_id, inventory_item_id, received_at, expires_on, qty_received, qty_remaining, unit_cost, currency)
VALUES ${batch(fresh, '2026-11-26')}, ${batch(old, '2026-11-22')};
INSERT INTO procurement.suppliers (id, property_id, code, name, status, currency) VALUES ('${supplier}', '${P}', 'FARM', 'Farm', 'active', 'EUR');
INSERT INTO procurement.purchase_orders (id, property_id, po_no, supplier_id, status, currency, expected_on, approved_at, approved_by)
VALUES ('${order}', '${P}', 'PO-1', '${supplier}', 'sent', 'EUR', '2026-11-22', now(), '${id(60)}');
INSERT INTO procurement.po_line_items (id, property_id, purchase_order_id, line_no, inventory_item_id, description, qty, uom, unit_price)
VALUES ('${poLine}', '${P}', '${order}', 1, '${milk}', 'Milk', 100, 'l', 0.905);
INSERT INTO procurement.goods_receipts (id, property_id, gr_no, supplier_id, purchase_order_id, delivery_note_no, received_at, business_date)
VALUES ('${receipt}', '${P}', 'GR-1', '${supplier}', '${order}', 'DN-77', now(), '2026-11-23');`

const move = (kind: string, qty: number, batchId?: string, waste?: string) => `INSERT INTO fb.stock_movements
  (property_id, inventory_item_id, kind, qty, batch_id, waste_record_id, occurred_at, business_date)
  VALUES ('${P}', '${milk}', '${kind}', ${qty}, ${batchId ? `'${batchId}'` : 'NULL'}, ${waste ? `'${waste}'` : 'NULL'}, now(), '2026-11-23')`
const receive = (received: number, accepted: number, rejected: number, more = '', values = '') =>
  `INSERT INTO procurement.goods_receipt_line_items (property_id, goods_receipt_id, po_line_id, description, uom, qty_received,
     qty_accepted, qty_rejected, unit_cost, currency${more})
   VALUES ('${P}', '${receipt}', '${poLine}', 'Milk', 'l', ${received}, ${accepted}, ${rejected}, 0.9, 'EUR'${values})`

describe.each(bothDatabases)('the rules of stores and purchases on %s', (database, open) => {
  let bench: Bench
  beforeAll(async () => {
    bench = await Bench.open(open, STORES)
  })
  afterAll(() => bench.subject.close())
  beforeEach(() => bench.begin())
  afterEach(() => bench.takeBack())

  it('adds movements and changes none', async () => {
    await bench.run(move('receipt', 20))
    expect(await bench.refusal('UPDATE fb.stock_movements SET qty = 30')).toBe('ST003')
    expect(await bench.refusal('UPDATE fb.stock_movements SET qty = 30, hot = false')).toBe('ST003')
    expect(await bench.refusal('DELETE FROM fb.stock_movements')).toBe('ST003')
    expect(await bench.refusal('UPDATE fb.stock_movements SET hot = false')).toBeNull()
  })

  it('knows in from out', async () => {
    for (const [kind, qty] of [
      ['receipt', -1],
      ['use', 1],
      ['transfer_in', -1],
      ['transfer_out', 1],
      ['return', 1],
      ['count', 0],
    ] as const)
      expect([kind, await bench.refusal(move(kind, qty))]).toEqual([kind, '23514 stock_movements_direction'])
    expect(await bench.refusal(move('count', -2))).toBeNull()
  })

  it('lets what is expired leave as waste only', async () => {
    for (const kind of ['use', 'transfer_out', 'return'])
      expect([kind, await bench.refusal(move(kind, -1, old))]).toEqual([kind, 'ST030'])
    expect(await bench.refusal(move('use', -1, fresh))).toBeNull()
    await bench.run(`INSERT INTO fb.waste_records (id, property_id, inventory_item_id, batch_id, qty, reason, cost, currency, occurred_at, business_date)
      VALUES ('${id(30)}', '${P}', '${milk}', '${old}', 1, 'expired', 0.9, 'EUR', now(), '2026-11-23')`)
    expect(await bench.refusal(move('waste', -1, old, id(30)))).toBeNull()
    expect(await bench.refusal(move('waste', -1, old))).toBe('23514 stock_movements_waste')
    await bench.run(`UPDATE fb.stock_batches SET status = 'recalled' WHERE id = '${fresh}'`)
    expect(await bench.refusal(move('use', -1, fresh))).toBe('ST030')
    expect(await bench.refusal(move('return', -1, fresh))).toBeNull()
    expect(await bench.refusal(`UPDATE fb.stock_batches SET status = 'available' WHERE id = '${fresh}'`)).toBe('ST002')
  })

  it('never takes more out of a batch than is in it', async () => {
    expect(await bench.refusal('UPDATE fb.stock_batches SET qty_remaining = -1')).toBe('23514 stock_batches_remaining')
    expect(await bench.refusal('UPDATE fb.stock_batches SET qty_remaining = 11')).toBe('23514 stock_batches_remaining')
    expect(await bench.refusal(`UPDATE fb.stock_batches SET status = 'depleted'`)).toBe('23514 stock_batches_remaining')
  })

  it('shows what is on hand, flags what is below zero, and what must be used soon', async () => {
    const onHand = `SELECT on_hand, negative, below_reorder_point, layer_value FROM fb.v_stock_on_hand`
    await bench.run(`${move('receipt', 20)}; ${move('use', -22)}`)
    expect(await bench.rows(onHand)).toEqual([
      { on_hand: '-2', negative: true, below_reorder_point: true, layer_value: '18.0' },
    ])
    await bench.run(move('count', 12))
    expect(await bench.rows(onHand)).toMatchObject([{ on_hand: '10', negative: false, below_reorder_point: false }])
    expect(await bench.rows('SELECT days_left, expired, value FROM fb.v_expiring_batches ORDER BY days_left')).toEqual([
      { days_left: -1, expired: true, value: '9.00' },
      { days_left: 3, expired: false, value: '9.00' },
    ])
  })

  it('takes in what came, accepted or rejected with a reason, and flags what is too much', async () => {
    expect(await bench.refusal(receive(10, 8, 1, ', reject_reason', `, 'warm'`))).toBe(
      '23514 goods_receipt_line_items_sum',
    )
    expect(await bench.refusal(receive(10, 8, 2))).toBe('23514 goods_receipt_line_items_rejected')
    expect(await bench.refusal(receive(10, 10, 0, ', quality_check', `, 'failed'`))).toBe(
      '23514 goods_receipt_line_items_failed',
    )
    await bench.run(receive(105, 105, 0))
    const view = 'SELECT open_lines, total, late, over_received FROM procurement.v_open_purchase_orders'
    expect(await bench.rows(view)).toEqual([{ open_lines: 0, total: '90.50', late: true, over_received: false }])
    await bench.run(receive(1, 1, 0))
    expect(await bench.rows(view)).toMatchObject([{ over_received: true }])
  })

  it('takes one delivery note of a supplier once', async () => {
    const again = `INSERT INTO procurement.goods_receipts (property_id, gr_no, supplier_id, delivery_note_no, received_at, business_date)
      VALUES ('${P}', 'GR-2', '${supplier}', 'DN-77', now(), '2026-11-23')`
    expect(await bench.refusal(again)).toBe('23P01 goods_receipts_delivery_note_key')
    expect(await bench.refusal(again.replace('DN-77', 'DN-78'))).toBeNull()
  })

  it('sends no order that nobody approved', async () => {
    const draft = `INSERT INTO procurement.purchase_orders (property_id, po_no, supplier_id, status, currency) VALUES ('${P}', 'PO-2', '${supplier}'`
    expect(await bench.refusal(`${draft}, 'approved', 'EUR')`)).toBe('23514 purchase_orders_approved')
    expect(await bench.refusal(`${draft}, 'submitted', 'EUR')`)).toBeNull()
    expect(await bench.refusal(`UPDATE procurement.purchase_orders SET status = 'draft'`)).toBe('ST002')
  })

  if (database === 'PostgreSQL')
    it('cools what is long settled, and the stock on hand stays what it was', async () => {
      await bench.run(`${move('receipt', 20)}; INSERT INTO fb.stock_movements (property_id, inventory_item_id, kind, qty, occurred_at, business_date)
        VALUES ('${P}', '${milk}', 'use', -3, '2025-01-05Z', '2025-01-05'); SELECT sync.cool_settled_rows()`)
      expect(await bench.rows('SELECT qty FROM fb.stock_movements WHERE NOT hot')).toEqual([{ qty: '-3' }])
      expect(await bench.rows('SELECT cooled_qty FROM fb.inventory_items')).toEqual([{ cooled_qty: '-3' }])
      expect(await bench.rows('SELECT on_hand FROM fb.v_stock_on_hand')).toEqual([{ on_hand: '17' }])
    })
})
