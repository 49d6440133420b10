import type { Decimal } from '../../kernel/money.ts'

/** A decimal number without rounding: `units` / 10^`scale`. Prices are multiplied exactly and rounded once, at the end. */
export interface Exact {
  readonly units: bigint
  readonly scale: number
}

export function exact(text: Decimal): Exact {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) throw new Error(`not a decimal number: ${text}`)
  const [, sign = '', whole = '0', fraction = ''] = match
  return { units: BigInt(sign + whole + fraction), scale: fraction.length }
}

export const times = (a: Exact, b: Exact): Exact => ({ units: a.units * b.units, scale: a.scale + b.scale })

const unitsAt = (a: Exact, scale: number) => a.units * 10n ** BigInt(scale - a.scale)

export function plus(a: Exact, b: Exact): Exact {
  const scale = Math.max(a.scale, b.scale)
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale }
}

export const minus = (a: Exact, b: Exact): Exact => plus(a, { units: -b.units, scale: b.scale })

export function isLess(a: Exact, b: Exact): boolean {
  const scale = Math.max(a.scale, b.scale)
  return unitsAt(a, scale) < unitsAt(b, scale)
}

export const clamp = (value: Exact, min: Exact, max: Exact): Exact =>
  isLess(value, min) ? min : isLess(max, value) ? max : value

/** Half up, away from zero, to `digits` decimals. */
export function round(value: Exact, digits: number): Decimal {
  const negative = value.units < 0n
  const scale = Math.max(value.scale, digits)
  const units = unitsAt({ units: negative ? -value.units : value.units, scale: value.scale }, scale)
  const divisor = 10n ** BigInt(scale - digits)
  const rounded = (units * 2n + divisor) / (divisor * 2n)
  const text = rounded.toString().padStart(digits + 1, '0')
  const sign = negative && rounded !== 0n ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** As short as it is exact: '1.50' is printed '1.5'. */
export function print(value: Exact): Decimal {
  const text = round(value, value.scale)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
