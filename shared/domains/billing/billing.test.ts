import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromMinor, toMinor } from '../../kernel/money.ts'
import { balanceOf, isBalanced } from './balance.ts'
import { addTax, splitIncludedTax } from './tax.ts'

describe('tax', () => {
  test('is taken out of a price that includes it: 220.00 at 10 % is 200.00 + 20.00', () => {
    expect(splitIncludedTax('220.00', '10')).toEqual({ net: '200.00', tax: '20.00', gross: '220.00' })
  })

  test('is rounded half up per line, away from zero for a reversal', () => {
    expect(splitIncludedTax('0.21', '100')).toEqual({ net: '0.11', tax: '0.10', gross: '0.21' })
    expect(splitIncludedTax('-0.21', '100')).toEqual({ net: '-0.11', tax: '-0.10', gross: '-0.21' })
    expect(addTax('0.50', '5')).toEqual({ net: '0.50', tax: '0.03', gross: '0.53' })
    expect(addTax('10.00', '6.5')).toEqual({ net: '10.00', tax: '0.65', gross: '10.65' })
    expect(splitIncludedTax('1080', '8', 0)).toEqual({ net: '1000', tax: '80', gross: '1080' })
    expect(() => addTax('1.00', '-1')).toThrow('not a tax rate')
  })

  test('neither makes nor loses a cent, and a line and its reversal cancel out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (minor, rate) => {
          const [gross, pct] = [fromMinor(minor), fromMinor(rate)]
          const line = splitIncludedTax(gross, pct)
          expect(toMinor(line.net) + toMinor(line.tax)).toBe(minor)
          const mirror = splitIncludedTax(fromMinor(-minor), pct)
          expect(toMinor(mirror.net) + toMinor(line.net)).toBe(0)
          const exact = minor / (1 + rate / 10_000)
          expect(Math.abs(toMinor(line.net) - exact)).toBeLessThanOrEqual(0.5 + 1e-6)
        },
      ),
    )
  })
})

describe('the balance of a folio', () => {
  test('is gross charges less captured payments plus refunds; what is queued stands apart', () => {
    const balance = balanceOf({
      charges: ['220.00', '38.50', '-38.50'],
      payments: [
        { amount: '100.00', status: 'captured' },
        { amount: '70.00', status: 'queued_offline' },
        { amount: '50.00', status: 'refunded' },
        { amount: '999.00', status: 'declined' },
        { amount: '999.00', status: 'authorized' },
      ],
      refunds: [
        { amount: '50.00', status: 'completed' },
        { amount: '10.00', status: 'requested' },
      ],
    })
    expect(balance).toEqual({ balance: '120.00', queued: '70.00' })
    expect(isBalanced(balance)).toBe(false)
  })

  test('a charged-back payment is owed again until the dispute is won', () => {
    const entries = (disputeWon: boolean) => ({
      charges: ['80.00'],
      payments: [{ amount: '80.00', status: 'charged_back' as const, disputeWon }],
      refunds: [],
    })
    expect(balanceOf(entries(false)).balance).toBe('80.00')
    expect(balanceOf(entries(true)).balance).toBe('0.00')
  })

  test('is settled where only queued card amounts are left', () => {
    expect(isBalanced({ balance: '70.00', queued: '70.00' })).toBe(true)
    expect(isBalanced({ balance: '-5.00', queued: '0.00' })).toBe(false)
  })
})
