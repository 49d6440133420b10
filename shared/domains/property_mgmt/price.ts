import type { IsoDate } from '../../kernel/dates.ts'
import { daysBetween, isoWeekday } from '../../kernel/dates.ts'
import type { Decimal } from '../../kernel/money.ts'
import type { Exact } from './exact.ts'
import { clamp, exact, plus, round, times } from './exact.ts'

export interface Adjustment {
  readonly kind: 'factor' | 'amount'
  readonly value: Decimal
}

export interface SeasonalAdjustment extends Adjustment {
  /** First day of the season, and the first after it. */
  readonly from: IsoDate
  readonly until: IsoDate
  /** Bit 0 is Monday. */
  readonly dowMask: number
  readonly priority: number
}

export interface OccupancyModifier extends Adjustment {
  readonly fromPct: number
  readonly toPct: number
  readonly minLeadDays: number
  readonly maxLeadDays: number
}

export interface RateStrategy {
  readonly id: string
  readonly baseRate: Decimal
  readonly minRate: Decimal
  readonly maxRate: Decimal
  readonly minorUnits: number
  /** A derived rate follows its parent's price of the night. */
  readonly derived?: { readonly parent: RateStrategy; readonly derivation: Adjustment }
  readonly seasons: readonly SeasonalAdjustment[]
  readonly modifiers: readonly OccupancyModifier[]
}

/** What is known of the house when the price is asked for. */
export interface Demand {
  readonly businessDate: IsoDate
  /** Units sold of all units on that night, 0-100; above 100 counts as 100. */
  occupancyPct(night: IsoDate): number
}

/**
 * clamp(base x season x weekday x occupancy x lead, min, max), half up to the minor unit (DOMAIN.md section 5). Seasons and weekdays are
 * rows of one kind: all that match apply, in order of priority; amounts are added where they stand in that order.
 */
export function priceOfNight(strategy: RateStrategy, night: IsoDate, demand: Demand): Decimal {
  const free = strategy.derived
    ? adjust(exact(priceOfNight(strategy.derived.parent, night, demand)), [strategy.derived.derivation])
    : adjust(exact(strategy.baseRate), adjustmentsOf(strategy, night, demand))
  return round(clamp(free, exact(strategy.minRate), exact(strategy.maxRate)), strategy.minorUnits)
}

function adjust(price: Exact, adjustments: readonly Adjustment[]): Exact {
  return adjustments.reduce(
    (so, { kind, value }) => (kind === 'factor' ? times(so, exact(value)) : plus(so, exact(value))),
    price,
  )
}

function adjustmentsOf(strategy: RateStrategy, night: IsoDate, demand: Demand): Adjustment[] {
  const weekday = 1 << (isoWeekday(night) - 1)
  const seasons = strategy.seasons
    .filter((s) => s.from <= night && night < s.until && (s.dowMask & weekday) !== 0)
    .sort((a, b) => a.priority - b.priority)
  const lead = Math.max(0, daysBetween(demand.businessDate, night))
  const pct = Math.min(100, demand.occupancyPct(night))
  const modifiers = strategy.modifiers.filter((m) => isInBand(m, pct) && m.minLeadDays <= lead && lead <= m.maxLeadDays)
  return [...seasons, ...modifiers]
}

/** A band ends before its upper bound, but a full house belongs to the band that ends at 100. */
function isInBand(band: OccupancyModifier, pct: number): boolean {
  return band.fromPct <= pct && (pct < band.toPct || (pct === 100 && band.toPct === 100))
}
