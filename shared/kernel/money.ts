/**
 * Amounts travel as decimal text in the major unit ('170.43'), as PostgreSQL's numeric prints them, and are computed as
 * whole minor units. `minorUnits` is the currency's ISO 4217 exponent (2 for EUR, 0 for JPY).
 */
export type Decimal = string

/** Half up, away from zero: 0.5 -> 1, -0.5 -> -1. Throws where the text is no decimal number. */
export function toMinor(amount: Decimal, minorUnits = 2): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount)
  if (!match) throw new Error(`not an amount: ${amount}`)
  const [, sign, whole = '0', fraction = ''] = match
  const kept = Number(whole + fraction.padEnd(minorUnits, '0').slice(0, minorUnits))
  const roundUp = Number(fraction.charAt(minorUnits) || '0') >= 5 ? 1 : 0
  const minor = kept + roundUp
  return sign === '-' && minor !== 0 ? -minor : minor
}

export function fromMinor(minor: number, minorUnits = 2): Decimal {
  const digits = Math.abs(minor)
    .toString()
    .padStart(minorUnits + 1, '0')
  const sign = minor < 0 ? '-' : ''
  if (minorUnits === 0) return sign + digits
  return `${sign}${digits.slice(0, -minorUnits)}.${digits.slice(-minorUnits)}`
}

export function sumAmounts(amounts: readonly Decimal[], minorUnits = 2): Decimal {
  return fromMinor(
    amounts.reduce((sum, amount) => sum + toMinor(amount, minorUnits), 0),
    minorUnits,
  )
}
