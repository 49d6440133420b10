import type { RackBlockRow, RackStayRow, RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import type { QuoteRow, ReservationDetailRow } from '../../../../shared/domains/reservation/rows.ts'
import { addDays, asIsoDate } from '../../../../shared/kernel/dates.ts'
import { fromMinor, toMinor, type Decimal } from '../../../../shared/kernel/money.ts'
import { fitOf, type BookedType, type Fit } from '../unit-choice.ts'
import { overlap } from './bars.ts'

/** The nights that would go to the other unit. */
export interface Span {
  readonly from: string
  readonly to: string
}

/** In house only what is left, from tonight on; before arrival the whole stay. Day use keeps its one day. */
export function spanToMove(stay: Pick<RackStayRow, 'status' | 'arrival' | 'departure'>, businessDate: string): Span {
  const from = stay.status === 'checked_in' && stay.arrival < businessDate ? businessDate : stay.arrival
  return { from, to: stay.departure > from ? stay.departure : addDays(asIsoDate(from), 1) }
}

/** What stands in the way, as far as the rows tell. The domain decides; this says beforehand what it will say. */
export interface Obstacles {
  /** Guests who hold the unit on one of the nights, or who are in it. Nobody moves them but the receptionist. */
  readonly takenBy: readonly RackStayRow[]
  readonly block: RackBlockRow | undefined
}

export function obstaclesTo(
  stay: Pick<RackStayRow, 'reservationId'>,
  unitId: string,
  span: Span,
  bars: readonly RackStayRow[],
  blocks: readonly RackBlockRow[],
): Obstacles {
  const takenBy = bars.filter(
    (bar) => bar.unitId === unitId && bar.reservationId !== stay.reservationId && overlap(bar, span),
  )
  const block = blocks.find(
    (each) =>
      each.unitId === unitId &&
      each.kind !== 'out_of_service' &&
      overlap({ from: each.from, to: each.to ?? '9999-12-31' }, span),
  )
  return { takenBy: [...new Map(takenBy.map((bar) => [bar.reservationId, bar])).values()], block }
}

export const isFree = ({ takenBy, block }: Obstacles): boolean => takenBy.length === 0 && block === undefined

/** The one guest who could change units with this one: both in house, or both still to come, each with a unit. */
export function swapPartner(
  stay: Pick<ReservationDetailRow, 'status' | 'unitId'>,
  { takenBy, block }: Obstacles,
): RackStayRow | undefined {
  const [other, ...others] = takenBy
  if (!other || others.length > 0 || block || stay.unitId === null || other.placement !== 'promised') return undefined
  return (other.status === 'checked_in') === (stay.status === 'checked_in') ? other : undefined
}

export const fitInto = (unit: RackUnitRow, booked: BookedType): Fit =>
  fitOf({ unitTypeId: unit.unitTypeId, upgradeRank: unit.upgradeRank }, booked)

export interface PricedNight {
  readonly night: string
  readonly rate: Decimal
}

/**
 * What the nights cost as they were quoted, what they would cost in the other type as things stand now, and the difference; null where that is
 * not known.
 */
export function priceDifference(
  quoted: readonly PricedNight[],
  now: readonly PricedNight[] | undefined,
  { from, to }: Span,
): { readonly kept: Decimal; readonly now: Decimal | null; readonly difference: Decimal | null } {
  const minorUnits = Math.max(0, ...[...quoted, ...(now ?? [])].map(({ rate }) => rate.split('.')[1]?.length ?? 0))
  const sum = (nights: readonly PricedNight[]): number =>
    nights
      .filter(({ night }) => from <= night && night < to)
      .reduce((total, { rate }) => total + toMinor(rate, minorUnits), 0)
  const write = (minor: number): Decimal => fromMinor(minor, minorUnits)
  const kept = sum(quoted)
  if (!now) return { kept: write(kept), now: null, difference: null }
  return { kept: write(kept), now: write(sum(now)), difference: write(sum(now) - kept) }
}

/**
 * The rate that was booked, as it is sold for the other type: itself, else the one of its code, else, where each type has rates of its own, the
 * only one with the same meals and terms.
 */
export function rateFor<Q extends Pick<QuoteRow, 'rateStrategyId' | 'code' | 'mealPlan' | 'policyName'>>(
  booked: Pick<ReservationDetailRow, 'rateStrategyId' | 'rateCode' | 'mealPlan' | 'policyName'>,
  quotes: readonly Q[],
): Q | undefined {
  const alike = quotes.filter(
    ({ mealPlan, policyName }) => mealPlan === booked.mealPlan && policyName === booked.policyName,
  )
  return (
    quotes.find(({ rateStrategyId }) => rateStrategyId === booked.rateStrategyId) ??
    quotes.find(({ code }) => code === booked.rateCode) ??
    (alike.length === 1 ? alike[0] : undefined)
  )
}
