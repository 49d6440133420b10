import type { Uuid } from '../../../shared/kernel/ids.ts'
import type { House } from '../house.ts'
import { perHouse } from '../per-house.ts'
import { SUPPLIERS, type SupplierCode } from '../procurement/suppliers.ts'
import { seedId } from '../seed-id.ts'
import { GOODS, PACKS, type SeedGood } from './goods.ts'
import { ordersOf } from './order-plan.ts'

/** Quantities are whole ten-thousandths of the good's unit of measure: sums are exact. */
const SCALE = 10_000
export const printQty = (qty: number): string => String(qty / SCALE)
/** In cents, half up. */
export const costOf = (qty: number, good: SeedGood): number => Math.round((qty * Number(good.unitCost) * 100) / SCALE)

export interface PlannedBatch {
  readonly id: Uuid
  readonly good: SeedGood
  readonly day: number
  readonly qty: number
  /** The last day on which it may be used; null for what keeps. */
  readonly lastDay: number | null
  left: number
  lastMovedOn: number
}

export interface PlannedMovement {
  readonly key: string
  readonly batch: PlannedBatch
  readonly kind: 'receipt' | 'use' | 'waste'
  /** Below zero for what goes out. */
  readonly qty: number
  readonly day: number
  readonly at: string
  readonly orderItemId: Uuid | null
}

export interface Stock {
  readonly batches: readonly PlannedBatch[]
  /** In the order of their clocks, good by good. */
  readonly movements: readonly PlannedMovement[]
  /** Of a day that lies ahead, what is used up on such a day as a rule. */
  usualUse(good: SeedGood): number
}

export const DELIVERY_MINUTE = 7 * 60 + 30
const CLOSING_MINUTE = 23 * 60 + 30

/** The days on which a supplier delivers, opening stock included. */
export function deliversOn(house: House, supplier: SupplierCode, day: number): boolean {
  const every = SUPPLIERS.find(({ code }) => code === supplier)?.every ?? 1
  return day === house.firstDay || day % every === 0
}

/** This morning's lorry may still be on its way. */
export const hasArrived = ({ clock }: House, day: number): boolean =>
  day < 0 || (day === 0 && clock.planned(0, DELIVERY_MINUTE) <= clock.asOf)

interface Use {
  readonly day: number
  readonly at: string
  readonly orderItemId: Uuid
  readonly qty: number
}

/** What the recipes of all that was served take from the store, good by good, in the order of the checks. */
function usesOf(house: House): Map<string, Use[]> {
  const uses = new Map<string, Use[]>(GOODS.map(({ sku }) => [sku, []]))
  for (const { day, placedAt, lines } of ordersOf(house)) {
    for (const { dish, qty, voidedQty, id } of lines) {
      if (qty === voidedQty) continue
      for (const [sku, portion, leftPct] of dish.recipe) {
        const each = Math.ceil((Number(portion) * SCALE * 100) / leftPct)
        uses.get(sku)?.push({ day, at: placedAt, orderItemId: id, qty: each * (qty - voidedQty) })
      }
    }
  }
  for (const list of uses.values()) list.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return uses
}

/** One good, day by day: a delivery in the morning covers what is used until the next one, so that the shelf is never empty. */
class Shelf {
  readonly batches: PlannedBatch[] = []
  readonly movements: PlannedMovement[] = []
  readonly usual: number
  private readonly byDay = new Map<number, Use[]>()
  private open: PlannedBatch[] = []

  constructor(
    private readonly house: House,
    private readonly good: SeedGood,
    uses: readonly Use[],
  ) {
    for (const use of uses) this.byDay.set(use.day, [...(this.byDay.get(use.day) ?? []), use])
    this.usual = Math.ceil(uses.reduce((sum, { qty }) => sum + qty, 0) / (1 - house.firstDay))
  }

  run(): this {
    const { firstDay } = this.house
    for (let day = firstDay; day <= 0; day++) {
      if (deliversOn(this.house, this.good.supplier, day) && hasArrived(this.house, day)) this.deliver(day)
      for (const use of this.byDay.get(day) ?? []) this.use(use)
      if (day < 0) this.throwAway(day)
    }
    return this
  }

  private needed(from: number, to: number): number {
    let sum = 0
    for (let day = from; day < to; day++) {
      const known = (this.byDay.get(day) ?? []).reduce((total, { qty }) => total + qty, 0)
      sum += day < 0 ? known : Math.max(known, this.usual)
    }
    return sum
  }

  private deliver(day: number): void {
    const { good, house } = this
    let next = day + 1
    while (!deliversOn(house, good.supplier, next)) next++
    const usable = this.open.reduce(
      (sum, { left, lastDay }) => sum + (lastDay === null || lastDay >= next - 1 ? left : 0),
      0,
    )
    const need = this.needed(day, next)
    const wanted = good.days === 0 || good.days >= 18 ? Math.max(need, good.par * SCALE * 0.6) : need
    const pack = PACKS[good.uom] * SCALE
    const qty = Math.ceil((wanted + pack - usable) / pack) * pack
    if (qty <= 0) return
    const key = `${house.hotel.code} ${good.sku} ${house.clock.date(day)}`
    const batch: PlannedBatch = {
      id: seedId('fb.stock_batches', key),
      good,
      day,
      qty,
      lastDay: good.days === 0 ? null : day + good.days,
      left: 0,
      lastMovedOn: day,
    }
    this.batches.push(batch)
    this.open.push(batch)
    this.move(batch, 'receipt', qty, { key, day, at: house.clock.at(day, DELIVERY_MINUTE), orderItemId: null })
  }

  private use({ day, at, orderItemId, qty }: Use): void {
    let left = qty
    for (const batch of this.open) {
      if (left === 0) break
      const taken = Math.min(left, batch.left)
      left -= taken
      this.move(batch, 'use', -taken, { key: `${orderItemId} ${batch.id}`, day, at, orderItemId })
    }
    if (left > 0) throw new Error(`${this.house.hotel.code}: ${this.good.sku} ran out on ${this.house.clock.date(day)}`)
    this.open = this.open.filter((batch) => batch.left > 0)
  }

  /** What has its last day does not stay overnight. */
  private throwAway(day: number): void {
    for (const batch of this.open) {
      if (batch.lastDay !== day) continue
      const at = this.house.clock.at(day, CLOSING_MINUTE)
      this.move(batch, 'waste', -batch.left, { key: `waste ${batch.id}`, day, at, orderItemId: null })
    }
    this.open = this.open.filter((batch) => batch.left > 0)
  }

  private move(
    batch: PlannedBatch,
    kind: PlannedMovement['kind'],
    qty: number,
    when: Pick<PlannedMovement, 'key' | 'day' | 'at' | 'orderItemId'>,
  ): void {
    batch.left += qty
    batch.lastMovedOn = when.day
    this.movements.push({ ...when, batch, kind, qty })
  }
}

/** What came in, was cooked and was thrown away: batches go out in the order in which they came. */
export const stockOf = perHouse((house: House): Stock => {
  const uses = usesOf(house)
  const shelves = GOODS.map((good) => new Shelf(house, good, uses.get(good.sku) ?? []).run())
  const usualBySku = new Map(GOODS.map(({ sku }, i) => [sku, shelves[i]?.usual ?? 0]))
  return {
    batches: shelves.flatMap(({ batches }) => batches),
    movements: shelves.flatMap(({ movements }) => movements),
    usualUse: ({ sku }) => usualBySku.get(sku) ?? 0,
  }
})
