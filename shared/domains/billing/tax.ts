import { type Decimal, fromMinor, toMinor } from '../../kernel/money.ts'

export interface TaxedAmount {
  readonly net: Decimal
  readonly tax: Decimal
  readonly gross: Decimal
}

/** What amounts under one tax code come to: one posting. */
export interface TaxShare extends TaxedAmount {
  readonly taxCode: string
}

/**
 * What a line that includes its tax is made of: net = round(gross / (1 + r)), tax = gross - net, half up, once per line
 * (DOMAIN.md section 5). `ratePct` is '6' for 6 %.
 */
export function splitIncludedTax(gross: Decimal, ratePct: Decimal, minorUnits = 2): TaxedAmount {
  const minor = BigInt(toMinor(gross, minorUnits))
  const rate = rateOf(ratePct)
  const net = Number(divideHalfUp(minor * HUNDRED_PERCENT, HUNDRED_PERCENT + rate))
  return amountOf(net, Number(minor) - net, minorUnits)
}

/** Where tax is added to the price: tax = round(net x r), half up, once per line. */
export function addTax(net: Decimal, ratePct: Decimal, minorUnits = 2): TaxedAmount {
  const minor = BigInt(toMinor(net, minorUnits))
  const tax = Number(divideHalfUp(minor * rateOf(ratePct), HUNDRED_PERCENT))
  return amountOf(Number(minor), tax, minorUnits)
}

function amountOf(net: number, tax: number, minorUnits: number): TaxedAmount {
  return { net: fromMinor(net, minorUnits), tax: fromMinor(tax, minorUnits), gross: fromMinor(net + tax, minorUnits) }
}

/** Rates in millionths of a percent: exact for every rate that a law has named. */
const RATE_DIGITS = 6
const HUNDRED_PERCENT = BigInt(100 * 10 ** RATE_DIGITS)

function rateOf(ratePct: Decimal): bigint {
  const rate = BigInt(toMinor(ratePct, RATE_DIGITS))
  if (rate < 0n) throw new Error(`not a tax rate: ${ratePct}`)
  return rate
}

/** Away from zero at the half, as amounts are rounded everywhere. `divisor` is positive. */
function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend
  const rounded = (size * 2n + divisor) / (divisor * 2n)
  return dividend < 0n ? -rounded : rounded
}
