import { describe, expect, test } from 'vitest'
import { cancellationFee, feePercent, noShowFee } from './cancellation-fee.ts'

const policy = {
  code: 'FLEX48',
  name: 'Free until 2 days before, then 50 %',
  tiers: [{ hours_before: 48, pct: 50 }],
  no_show_pct: 100,
  anchor: 'check_in_time' as const,
}
const anchorAt = new Date('2026-08-10T13:00:00Z')
const stay = { total: '450', minorUnits: 2, anchorAt }
const before = (hours: number) => new Date(anchorAt.getTime() - hours * 3_600_000)

describe('the cancellation fee', () => {
  test('of 3 x 150: 5 days before -> 0, 1 day -> 225, no-show -> 450', () => {
    expect(cancellationFee(policy, stay, before(120))).toBe('0.00')
    expect(cancellationFee(policy, stay, before(24))).toBe('225.00')
    expect(noShowFee(policy, '450', 2)).toBe('450.00')
  })

  test('exactly at the offset is still free, a millisecond later is not', () => {
    expect(feePercent(policy, anchorAt, before(48))).toBe(0)
    expect(feePercent(policy, anchorAt, new Date(before(48).getTime() + 1))).toBe(50)
  })

  test('the smallest offset that the remaining time is under counts, in whatever order the tiers stand', () => {
    const tiers = [
      { hours_before: 168, pct: 20 },
      { hours_before: 24, pct: 100 },
      { hours_before: 72, pct: 50 },
    ]
    expect(feePercent({ tiers }, anchorAt, before(200))).toBe(0)
    expect(feePercent({ tiers }, anchorAt, before(100))).toBe(20)
    expect(feePercent({ tiers }, anchorAt, before(30))).toBe(50)
    expect(feePercent({ tiers }, anchorAt, before(-5))).toBe(100)
  })

  test('a stay without a policy is free to cancel; numbers may come as text', () => {
    expect(cancellationFee({}, stay, before(1))).toBe('0.00')
    const asText = { ...policy, tiers: [{ hours_before: '48', pct: '33.3' }], no_show_pct: '100' }
    expect(cancellationFee(asText, stay, before(1))).toBe('149.85')
  })
})
