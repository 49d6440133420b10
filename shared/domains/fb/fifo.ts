import type { Decimal } from '../../kernel/money.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import { exact, type Exact, isLess, minus, plus, print, round, times } from '../property_mgmt/exact.ts'

/** One delivery of one item. `unitCost` is for one unit of measure. */
export interface StockIn {
  readonly kind: 'in'
  readonly batchId: string
  readonly qty: Decimal
  readonly unitCost: Decimal
  readonly expiresOn?: IsoDate | undefined
}

/** What was cooked, sold or thrown away. Only waste is taken from what has expired by `on`. */
export interface StockOut {
  readonly kind: 'use' | 'waste'
  readonly qty: Decimal
  readonly on: IsoDate
  /** The batch that somebody had in his hands; without it the oldest goes first. */
  readonly batchId?: string | undefined
}

export interface CostLayer {
  readonly batchId: string
  readonly qty: Decimal
  readonly unitCost: Decimal
}

export interface StockValuation {
  /** What went out, at what it had cost; rounded once. */
  readonly costOfGoods: Decimal
  readonly endingValue: Decimal
  /** What is left, oldest first; empty layers are gone. */
  readonly layers: readonly CostLayer[]
  /** What went out without ever having come in: somebody has to count. It is costed when the next delivery covers it. */
  readonly short: Decimal
}

interface Layer {
  readonly batchId: string
  readonly unitCost: Exact
  readonly expiresOn: IsoDate | undefined
  left: Exact
}

const ZERO = exact('0')

/**
 * First in, first out, over the movements of one item in the order of their clocks (DOMAIN.md section 5: opening 100 at 210, out 75, in 150
 * at 280, out 100, in 50 at 300 -> cost of goods 42,000, ending stock 36,000). Nothing is refused: stock that was used was there.
 */
export function valueStock(movements: readonly (StockIn | StockOut)[], minorUnits = 2): StockValuation {
  const layers: Layer[] = []
  let cost = ZERO
  let short = ZERO
  for (const movement of movements) {
    if (movement.kind === 'in') {
      const layer = layerOf(movement)
      const covered = least(short, layer.left)
      short = minus(short, covered)
      cost = plus(cost, take(layer, covered))
      layers.push(layer)
    } else {
      const taken = takeOut(layers, movement)
      cost = plus(cost, taken.cost)
      short = plus(short, taken.missing)
    }
  }
  const left = layers.filter((layer) => isLess(ZERO, layer.left))
  const ending = left.reduce((sum, layer) => plus(sum, times(layer.left, layer.unitCost)), ZERO)
  return {
    costOfGoods: round(cost, minorUnits),
    endingValue: round(ending, minorUnits),
    layers: left.map(({ batchId, left: qty, unitCost }) => ({ batchId, qty: print(qty), unitCost: print(unitCost) })),
    short: print(short),
  }
}

const least = (a: Exact, b: Exact) => (isLess(a, b) ? a : b)

function layerOf({ batchId, qty, unitCost, expiresOn }: StockIn): Layer {
  return { batchId, unitCost: exact(unitCost), expiresOn, left: exact(qty) }
}

/** Takes `qty` off the layer; returns what it had cost. */
function take(layer: Layer, qty: Exact): Exact {
  layer.left = minus(layer.left, qty)
  return times(qty, layer.unitCost)
}

function takeOut(layers: readonly Layer[], movement: StockOut): { cost: Exact; missing: Exact } {
  let missing = exact(movement.qty)
  let cost = ZERO
  for (const layer of inOrder(layers, movement)) {
    const taken = least(missing, layer.left)
    missing = minus(missing, taken)
    cost = plus(cost, take(layer, taken))
  }
  return { cost, missing }
}

function inOrder(layers: readonly Layer[], { kind, on, batchId }: StockOut): Layer[] {
  const open = layers.filter((layer) => kind === 'waste' || layer.expiresOn === undefined || layer.expiresOn >= on)
  return [...open.filter((layer) => layer.batchId === batchId), ...open.filter((layer) => layer.batchId !== batchId)]
}
