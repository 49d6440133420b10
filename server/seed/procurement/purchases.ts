import type { CopyRow } from '../../postgres/copy.ts'
import { goodIdOf, type SeedGood } from '../fb/goods.ts'
import { DELIVERY_MINUTE, printQty } from '../fb/stock-plan.ts'
import type { House } from '../house.ts'
import { isHotDay } from '../hot.ts'
import { userOnDuty } from '../operations/staff.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { PAID_AFTER, type Purchase, purchasesOf, receiptLineIdOf } from './purchase-plan.ts'
import { supplierIdOf } from './suppliers.ts'

const BUYERS = ['chef', 'duty_manager']
const isHot = ({ status, day }: Purchase) => status !== 'closed' || isHotDay(day + PAID_AFTER)
const hasCome = ({ status }: Purchase) => status === 'received' || status === 'invoiced' || status === 'closed'
const receiptIdOf = ({ key }: Purchase) => seedId('procurement.goods_receipts', key)

function* orderRows(house: House): Iterable<CopyRow> {
  const { clock } = house
  for (const purchase of purchasesOf(house)) {
    const { supplier, day, status, number } = purchase
    const ordered = day - supplier.days - 1
    const approved = status !== 'draft'
    const closedAt = status === 'closed' ? clock.at(day + PAID_AFTER, 10 * 60) : null
    yield {
      id: purchase.id,
      property_id: house.propertyId,
      hot: isHot(purchase),
      po_no: `${house.hotel.code}-PO${10_000 + number}`,
      supplier_id: supplierIdOf(house, supplier.code),
      status,
      currency: house.hotel.currency,
      expected_on: clock.date(day),
      submitted_at: approved ? clock.at(ordered, 15 * 60) : null,
      approved_at: approved ? clock.at(ordered, 16 * 60) : null,
      approved_by: approved ? userOnDuty(house, ['duty_manager', 'chef'], day) : null,
      sent_at: approved && status !== 'approved' ? clock.at(ordered, 17 * 60) : null,
      closed_at: closedAt,
      created_at: clock.at(ordered, 14 * 60),
      updated_at: closedAt ?? clock.at(hasCome(purchase) ? day : ordered, 18 * 60),
    }
  }
}

function* orderLineRows(house: House): Iterable<CopyRow> {
  for (const purchase of purchasesOf(house)) {
    for (const [i, { id, good, ordered }] of purchase.lines.entries()) {
      yield {
        id,
        property_id: house.propertyId,
        hot: isHot(purchase),
        purchase_order_id: purchase.id,
        line_no: i + 1,
        inventory_item_id: goodIdOf(house, good.sku),
        description: good.name,
        qty: printQty(ordered),
        uom: good.uom,
        unit_price: good.unitCost,
        created_at: house.clock.at(purchase.day - purchase.supplier.days - 1, 14 * 60),
      }
    }
  }
}

function* receiptRows(house: House): Iterable<CopyRow> {
  const { clock } = house
  for (const purchase of purchasesOf(house).filter(hasCome)) {
    const { day, supplier, number, lines } = purchase
    const odd = lines.some(({ rejected }) => rejected > 0)
    yield {
      id: receiptIdOf(purchase),
      property_id: house.propertyId,
      hot: isHot(purchase) || isHotDay(day),
      gr_no: `${house.hotel.code}-GR${10_000 + number}`,
      supplier_id: supplierIdOf(house, supplier.code),
      purchase_order_id: purchase.id,
      delivery_note_no: `${supplier.code}-${20_000 + number}`,
      received_at: clock.at(day, DELIVERY_MINUTE),
      business_date: clock.date(day),
      reviewed_at: odd && day < 0 ? clock.at(day, 12 * 60) : null,
      review_note: odd && day < 0 ? 'The supplier credits what went back.' : null,
      created_at: clock.at(day, DELIVERY_MINUTE),
      created_by: userOnDuty(house, BUYERS, day),
    }
  }
}

const isCold = ({ category }: SeedGood) => category === 'meat_fish' || category === 'dairy'

function* receiptLineRows(house: House): Iterable<CopyRow> {
  const random = house.random('receipts')
  const { clock } = house
  for (const purchase of purchasesOf(house)) {
    for (const { id, good, ordered, batch, rejected } of purchase.lines) {
      if (!batch) continue
      yield {
        id: receiptLineIdOf(batch),
        property_id: house.propertyId,
        hot: isHot(purchase) || isHotDay(purchase.day),
        goods_receipt_id: receiptIdOf(purchase),
        po_line_id: id,
        inventory_item_id: goodIdOf(house, good.sku),
        description: good.name,
        uom: good.uom,
        qty_received: printQty(ordered),
        qty_accepted: printQty(batch.qty),
        qty_rejected: printQty(rejected),
        reject_reason: rejected === 0 ? null : isCold(good) ? 'Too warm' : 'Damaged',
        quality_check: rejected > 0 ? 'conditional' : 'passed',
        temperature_c: isCold(good) ? random.between(10, 45) / 10 : null,
        batch_no: `${good.sku}-${clock.date(batch.day).replaceAll('-', '')}`,
        expires_on: batch.lastDay === null ? null : clock.date(batch.lastDay),
        unit_cost: good.unitCost,
        currency: house.hotel.currency,
        created_at: clock.at(purchase.day, DELIVERY_MINUTE),
      }
    }
  }
}

/** What was ordered from whom, and what the dock took in. */
export function purchaseTables(house: House): SeedTable[] {
  return [
    tableOf('procurement.purchase_orders', () => orderRows(house)),
    tableOf('procurement.po_line_items', () => orderLineRows(house)),
    tableOf('procurement.goods_receipts', () => receiptRows(house)),
    tableOf('procurement.goods_receipt_line_items', () => receiptLineRows(house)),
  ]
}
