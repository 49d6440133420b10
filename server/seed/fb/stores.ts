import { fromMinor } from '../../../shared/kernel/money.ts'
import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { isHotDay } from '../hot.ts'
import { receiptLineIdOf } from '../procurement/purchase-plan.ts'
import { supplierIdOf } from '../procurement/suppliers.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { GOODS, goodIdOf } from './goods.ts'
import { costOf, DELIVERY_MINUTE, type PlannedMovement, printQty, stockOf } from './stock-plan.ts'

/** What terminals no longer add up themselves. */
function cooledBySku(house: House): Map<string, number> {
  const cooled = new Map<string, number>()
  for (const { batch, qty, day } of stockOf(house).movements) {
    if (!isHotDay(day)) cooled.set(batch.good.sku, (cooled.get(batch.good.sku) ?? 0) + qty)
  }
  return cooled
}

function itemRows(house: House): CopyRow[] {
  const cooled = cooledBySku(house)
  return GOODS.map(({ sku, name, category, uom, par, supplier }) => ({
    id: goodIdOf(house, sku),
    property_id: house.propertyId,
    sku,
    name,
    category,
    uom,
    par_level: par,
    reorder_point: par / 4,
    supplier_id: supplierIdOf(house, supplier),
    cooled_qty: printQty(cooled.get(sku) ?? 0),
  }))
}

function* batchRows(house: House): Iterable<CopyRow> {
  const { clock, hotel, propertyId } = house
  for (const batch of stockOf(house).batches) {
    const { good, day, left, lastDay } = batch
    yield {
      id: batch.id,
      property_id: propertyId,
      hot: left > 0 || isHotDay(batch.lastMovedOn),
      inventory_item_id: goodIdOf(house, good.sku),
      batch_no: `${good.sku}-${clock.date(day).replaceAll('-', '')}`,
      supplier_id: supplierIdOf(house, good.supplier),
      receipt_line_id: receiptLineIdOf(batch),
      received_at: clock.at(day, DELIVERY_MINUTE),
      expires_on: lastDay === null ? null : clock.date(lastDay),
      qty_received: printQty(batch.qty),
      qty_remaining: printQty(left),
      unit_cost: good.unitCost,
      currency: hotel.currency,
      status: left > 0 ? 'available' : 'depleted',
      created_at: clock.at(day, DELIVERY_MINUTE),
    }
  }
}

const wasteIdOf = ({ key }: PlannedMovement) => seedId('fb.waste_records', key)

function* wasteRows(house: House): Iterable<CopyRow> {
  for (const movement of stockOf(house).movements) {
    const { kind, batch, qty, day, at } = movement
    if (kind !== 'waste') continue
    yield {
      id: wasteIdOf(movement),
      property_id: house.propertyId,
      hot: isHotDay(day),
      inventory_item_id: goodIdOf(house, batch.good.sku),
      batch_id: batch.id,
      qty: printQty(-qty),
      reason: 'expired',
      cost: fromMinor(costOf(-qty, batch.good)),
      currency: house.hotel.currency,
      occurred_at: at,
      business_date: house.clock.date(day),
      created_at: at,
    }
  }
}

function* movementRows(house: House): Iterable<CopyRow> {
  for (const movement of stockOf(house).movements) {
    const { key, kind, batch, qty, day, at, orderItemId } = movement
    yield {
      id: seedId('fb.stock_movements', key),
      property_id: house.propertyId,
      hot: isHotDay(day),
      inventory_item_id: goodIdOf(house, batch.good.sku),
      batch_id: batch.id,
      kind,
      qty: printQty(qty),
      order_item_id: orderItemId,
      waste_record_id: kind === 'waste' ? wasteIdOf(movement) : null,
      occurred_at: at,
      business_date: house.clock.date(day),
      created_at: at,
    }
  }
}

/** What the stores keep. */
export function storeTables(house: House): SeedTable[] {
  return [tableOf('fb.inventory_items', () => itemRows(house))]
}

/** What came into the stores and went out of them. The checks come first: they say what was cooked. */
export function stockTables(house: House): SeedTable[] {
  return [
    tableOf('fb.stock_batches', () => batchRows(house)),
    tableOf('fb.waste_records', () => wasteRows(house)),
    tableOf('fb.stock_movements', () => movementRows(house)),
  ]
}
