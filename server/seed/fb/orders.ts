import { minutesAfter } from '../moment.ts'
import type { CopyRow } from '../../postgres/copy.ts'
import { guestFolioIdOf, houseFolioIdOf } from '../billing/folio-ids.ts'
import { stayIdOf } from '../guest/stays.ts'
import type { House } from '../house.ts'
import { isHotDay } from '../hot.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import type { PlannedLine } from './order-lines.ts'
import { ordersOf, type PlannedOrder } from './order-plan.ts'
import { orderNoOf } from './order-no.ts'
import { dishIdOf, outletIdOf, tableIdOf } from './outlets.ts'

const isOpen = ({ endedAt }: PlannedOrder) => endedAt === null
const isHot = (order: PlannedOrder) => isOpen(order) || order.status === 'settled' || isHotDay(order.day)
const folioIdOf = (order: PlannedOrder) =>
  order.settlement === 'none'
    ? null
    : order.settlement === 'room' && order.guest
      ? guestFolioIdOf(order.guest)
      : houseFolioIdOf(order)

function* orderRows(house: House): Iterable<CopyRow> {
  for (const order of ordersOf(house)) {
    const { outlet, guest, table, settlement, endedAt } = order
    const cancelled = order.status === 'cancelled'
    yield {
      id: order.id,
      property_id: house.propertyId,
      hot: isHot(order),
      order_no: orderNoOf(house, order),
      outlet_id: outletIdOf(house, outlet.code),
      type: table === null ? 'room' : 'table',
      status: order.status,
      dining_table_id: table === null ? null : tableIdOf(house, outlet.code, table),
      unit_id: table === null && guest ? (house.unitIds[guest.stay.unit] ?? null) : null,
      stay_id: guest && (table === null || settlement === 'room') ? stayIdOf(guest) : null,
      folio_id: folioIdOf(order),
      covers: order.covers,
      business_date: house.clock.date(order.day),
      currency: house.hotel.currency,
      settlement,
      placed_at: order.placedAt,
      settled_at: settlement === 'none' ? null : endedAt,
      cancelled_at: cancelled ? endedAt : null,
      cancel_reason: cancelled ? (order.lines[0]?.voidReason ?? null) : null,
      created_at: order.placedAt,
      updated_at: endedAt ?? order.placedAt,
    }
  }
}

/** How far a line has come, where its order is still open: no further than the order. */
function progressOf(order: PlannedOrder, { qty, voidedQty, dish }: PlannedLine) {
  if (voidedQty === qty) return 'voided'
  if (!isOpen(order) || order.status === 'served') return 'served'
  if (dish.station === 'none') return 'new'
  return order.status === 'ready' ? 'ready' : order.status === 'in_preparation' ? 'preparing' : 'fired'
}

function itemRow(house: House, order: PlannedOrder, line: PlannedLine): CopyRow {
  const { dish, qty, voidedQty } = line
  const fired = dish.station !== 'none'
  const status = progressOf(order, line)
  return {
    id: line.id,
    property_id: house.propertyId,
    hot: isHot(order),
    order_id: order.id,
    menu_item_id: dishIdOf(house, dish.sku),
    name: dish.name,
    unit_price: line.unitPrice,
    currency: house.hotel.currency,
    tax_code: line.taxCode,
    prep_station: dish.station,
    modifiers: JSON.stringify(line.modifiers),
    course: dish.course,
    qty,
    sent_qty: fired ? qty : 0,
    voided_qty: voidedQty,
    status,
    fired_at: fired ? order.placedAt : null,
    served_at: status === 'served' ? (order.endedAt ?? order.placedAt) : null,
    voided_at: voidedQty > 0 ? (order.endedAt ?? order.placedAt) : null,
    void_reason: line.voidReason,
    created_at: order.placedAt,
    updated_at: order.endedAt ?? order.placedAt,
  }
}

function* itemRows(house: House): Iterable<CopyRow> {
  for (const order of ordersOf(house)) for (const line of order.lines) yield itemRow(house, order, line)
}

/** One ticket for a station and a course, as the command that places an order writes them (shared/domains/fb/write-lines.ts). */
function linesByStation({ lines }: PlannedOrder): PlannedLine[][] {
  const byStation = new Map<string, PlannedLine[]>()
  for (const line of lines) {
    if (line.dish.station === 'none') continue
    const key = `${line.dish.station}:${line.dish.course}`
    byStation.set(key, [...(byStation.get(key) ?? []), line])
  }
  return [...byStation.values()]
}

function ticketRow(house: House, order: PlannedOrder, lines: readonly PlannedLine[], part: number): CopyRow {
  const { station = 'kitchen', course = 1 } = lines[0]?.dish ?? {}
  const done = !isOpen(order) || order.status === 'ready' || order.status === 'served'
  return {
    id: seedId('fb.kitchen_tickets', `${order.key} ${part}`),
    property_id: house.propertyId,
    hot: isHot(order),
    ticket_no: `${house.hotel.code}-T${10_000 + order.number}/${part}`,
    order_id: order.id,
    outlet_id: outletIdOf(house, order.outlet.code),
    firing_id: seedId('command', order.key),
    prep_station: station,
    course,
    lines: JSON.stringify(
      lines.map(({ id, dish, qty, modifiers }) => ({
        item_id: id,
        name: dish.name,
        qty,
        modifiers: modifiers.map(({ name }) => name),
        note: '',
      })),
    ),
    fired_at: order.placedAt,
    done_at: done ? minutesAfter(order.placedAt, 4 + 6 * course, order.endedAt ?? house.clock.asOf) : null,
    created_at: order.placedAt,
    updated_at: order.placedAt,
  }
}

function* ticketRows(house: House): Iterable<CopyRow> {
  for (const order of ordersOf(house)) {
    for (const [i, lines] of linesByStation(order).entries()) yield ticketRow(house, order, lines, i + 1)
  }
}

/** What was ordered at the tables and from the rooms, what the stations were told, and how it was paid. */
export function orderTables(house: House): SeedTable[] {
  return [
    tableOf('fb.fb_orders', () => orderRows(house)),
    tableOf('fb.fb_order_items', () => itemRows(house)),
    tableOf('fb.kitchen_tickets', () => ticketRows(house)),
  ]
}
