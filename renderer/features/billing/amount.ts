import { type Decimal, fromMinor, toMinor } from '../../../shared/kernel/money.ts'
import { readAmount } from '../../ui/amount.ts'

/** What was typed as an amount of money to post or to take; null where it is none, or not more than zero. */
export function readSum(typed: string, minorUnits = 2): Decimal | null {
  const amount = readAmount(typed)
  if (amount === null || (amount.split('.')[1] ?? '').length > minorUnits) return null
  const minor = toMinor(amount, minorUnits)
  return minor > 0 ? fromMinor(minor, minorUnits) : null
}
