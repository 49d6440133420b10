import { z } from 'zod'
import type { Decimal } from '../../kernel/money.ts'
import { exact, round, times } from '../property_mgmt/exact.ts'

const number = z.union([z.number(), z.string().transform(Number)])

/** A cancellation policy as it was frozen into the reservation. */
export const policySnapshot = z.object({
  code: z.string(),
  name: z.string(),
  tiers: z.array(z.object({ hours_before: number, pct: number })),
  no_show_pct: number,
  anchor: z.enum(['arrival_date', 'check_in_time']),
})
export type PolicySnapshot = z.output<typeof policySnapshot>

const HOUR_MS = 3_600_000

/** Percent of the stay that is owed. `anchorAt`: the instant that the tiers count back from. Exactly at an offset is still free of its tier. */
export function feePercent(policy: Pick<PolicySnapshot, 'tiers'>, anchorAt: Date, cancelledAt: Date): number {
  const hoursLeft = (anchorAt.getTime() - cancelledAt.getTime()) / HOUR_MS
  const tier = policy.tiers
    .filter((t) => hoursLeft < t.hours_before)
    .sort((a, b) => a.hours_before - b.hours_before)
    .at(0)
  return tier?.pct ?? 0
}

export function feeOf(total: Decimal, percent: number, minorUnits: number): Decimal {
  return round(times(times(exact(total), exact(String(percent))), exact('0.01')), minorUnits)
}

/** The fee for cancelling at `cancelledAt`; a stay that was booked without a policy is free to cancel. */
export function cancellationFee(
  snapshot: unknown,
  stay: { total: Decimal; minorUnits: number; anchorAt: Date },
  cancelledAt: Date,
): Decimal {
  const policy = policySnapshot.safeParse(snapshot)
  const percent = policy.success ? feePercent(policy.data, stay.anchorAt, cancelledAt) : 0
  return feeOf(stay.total, percent, stay.minorUnits)
}

export function noShowFee(policy: Pick<PolicySnapshot, 'no_show_pct'>, total: Decimal, minorUnits: number): Decimal {
  return feeOf(total, policy.no_show_pct, minorUnits)
}

/** By the policy that was frozen at booking; free where there was none. */
export function noShowFeeOf(snapshot: unknown, total: Decimal, minorUnits: number): Decimal {
  const policy = policySnapshot.safeParse(snapshot)
  return policy.success ? noShowFee(policy.data, total, minorUnits) : feeOf(total, 0, minorUnits)
}
