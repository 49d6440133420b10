import type { Uuid } from '../../../shared/kernel/ids.ts'
import { GOODS, PACKS, type SeedGood } from '../fb/goods.ts'
import { deliversOn, hasArrived, type PlannedBatch, stockOf } from '../fb/stock-plan.ts'
import type { House } from '../house.ts'
import { perHouse } from '../per-house.ts'
import type { Random } from '../random.ts'
import { seedId } from '../seed-id.ts'
import { SUPPLIERS, type SupplierCode } from './suppliers.ts'

export interface PurchaseLine {
  readonly id: Uuid
  readonly good: SeedGood
  /** Ten-thousandths of the unit of measure, as all of the stores. */
  readonly ordered: number
  /** What was taken in; null where the lorry has not come. */
  readonly batch: PlannedBatch | null
  readonly rejected: number
}

export type PurchaseState = 'draft' | 'approved' | 'sent' | 'received' | 'invoiced' | 'closed'

export interface Purchase {
  readonly key: string
  readonly id: Uuid
  readonly number: number
  readonly supplier: (typeof SUPPLIERS)[number]
  /** The day of the delivery. */
  readonly day: number
  readonly status: PurchaseState
  readonly lines: readonly PurchaseLine[]
}

export const receiptLineIdOf = (batch: PlannedBatch): Uuid => seedId('procurement.goods_receipt_line_items', batch.id)

/** Days after the delivery until the bill is there, and until it is paid. */
const BILLED_AFTER = 3
export const PAID_AFTER = 30

function stateOf(day: number, arrived: boolean): PurchaseState {
  if (arrived) return day < -PAID_AFTER ? 'closed' : day < -BILLED_AFTER ? 'invoiced' : 'received'
  return day <= 2 ? 'sent' : day <= 5 ? 'approved' : 'draft'
}

/** Now and then a case is warm or broken: it goes back with the driver. */
function takenIn(random: Random, batch: PlannedBatch, orderKey: string): PurchaseLine {
  const { good, qty } = batch
  const rejected = random.chance(0.03) ? PACKS[good.uom] * 10_000 : 0
  return {
    id: seedId('procurement.po_line_items', `${orderKey} ${good.sku}`),
    good,
    ordered: qty + rejected,
    batch,
    rejected,
  }
}

/** What the buyer asks for before it is known what the next days need. */
function askedFor(house: House, supplier: SupplierCode, orderKey: string): PurchaseLine[] {
  const { usualUse } = stockOf(house)
  const every = SUPPLIERS.find(({ code }) => code === supplier)?.every ?? 1
  return GOODS.filter((good) => good.supplier === supplier).map((good) => {
    const pack = PACKS[good.uom] * 10_000
    const ordered = Math.max(1, Math.ceil((usualUse(good) * every) / pack)) * pack
    return {
      id: seedId('procurement.po_line_items', `${orderKey} ${good.sku}`),
      good,
      ordered,
      batch: null,
      rejected: 0,
    }
  })
}

/** Every order that was delivered, and the next one of each supplier. */
export const purchasesOf = perHouse((house: House): readonly Purchase[] => {
  const random = house.random('purchases')
  const batches = new Map<string, PlannedBatch[]>()
  for (const batch of stockOf(house).batches) {
    const key = `${batch.good.supplier} ${batch.day}`
    batches.set(key, [...(batches.get(key) ?? []), batch])
  }
  const purchases: Purchase[] = []
  const waiting = new Set<SupplierCode>(SUPPLIERS.map(({ code }) => code))
  for (let day = house.firstDay; waiting.size > 0; day++) {
    for (const supplier of SUPPLIERS) {
      const { code } = supplier
      if (!waiting.has(code) || !deliversOn(house, code, day)) continue
      const arrived = hasArrived(house, day)
      if (!arrived) waiting.delete(code)
      const key = `${house.hotel.code} ${code} ${house.clock.date(day)}`
      const lines = arrived
        ? (batches.get(`${code} ${day}`) ?? []).map((batch) => takenIn(random, batch, key))
        : askedFor(house, code, key)
      if (lines.length === 0) continue
      const number = purchases.length + 1
      purchases.push({
        key,
        id: seedId('procurement.purchase_orders', key),
        number,
        supplier,
        day,
        status: stateOf(day, arrived),
        lines,
      })
    }
  }
  return purchases
})
