import { type Decimal, fromMinor, sumAmounts } from '../../kernel/money.ts'
import type { TaxedAmount, TaxShare } from '../billing/tax.ts'
import { exact, plus, round, times } from '../property_mgmt/exact.ts'

export interface ChosenModifier {
  readonly id: string
  readonly name: string
  /** Added to the price of one. */
  readonly price_delta: Decimal
}

/** A line as it was ordered. */
export interface OrderLine {
  readonly unitPrice: Decimal
  readonly modifiers: readonly ChosenModifier[]
  readonly taxCode: string
  readonly qty: number
  readonly voidedQty: number
}

/** qty x (price + choices) without what was voided: half up, once per line. */
export function lineTotal({ unitPrice, modifiers, qty, voidedQty }: OrderLine, minorUnits = 2): Decimal {
  const priceOfOne = modifiers.reduce((sum, each) => plus(sum, exact(each.price_delta)), exact(unitPrice))
  return round(times(priceOfOne, exact(String(qty - voidedQty))), minorUnits)
}

/** The view fb.v_order_totals computes the same. */
export function orderTotal(lines: readonly OrderLine[], minorUnits = 2): Decimal {
  return sumAmounts(
    lines.map((line) => lineTotal(line, minorUnits)),
    minorUnits,
  )
}

/**
 * What an order is made of, by tax code in the order of first appearance: one posting each. `split` says what one amount is made of under a
 * tax code (billing/tax.ts); it is asked line by line, since tax is rounded per line.
 */
export function sharesByTax(
  lines: readonly OrderLine[],
  split: (amount: Decimal, taxCode: string) => TaxedAmount,
  minorUnits = 2,
): TaxShare[] {
  const zero = fromMinor(0, minorUnits)
  const shareByCode = new Map<string, TaxShare>()
  for (const line of lines) {
    const { taxCode } = line
    const part = split(lineTotal(line, minorUnits), taxCode)
    const share = shareByCode.get(taxCode) ?? { taxCode, net: zero, tax: zero, gross: zero }
    shareByCode.set(taxCode, {
      taxCode,
      net: sumAmounts([share.net, part.net], minorUnits),
      tax: sumAmounts([share.tax, part.tax], minorUnits),
      gross: sumAmounts([share.gross, part.gross], minorUnits),
    })
  }
  return [...shareByCode.values()]
}
