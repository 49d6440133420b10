import { nightsOf, type IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import { exact, plus, round } from '../property_mgmt/exact.ts'
import type { StayChange } from './change-inputs.ts'
import { keptUntil } from './records.ts'

/** Decides what a change makes of a stay, night by night. Pure: the preview and the command show and do the same. */

export interface BookedNight {
  readonly id: Uuid
  readonly night: IsoDate
  /** A day use is a package of its day. */
  readonly kind: 'room' | 'package'
  readonly rate: Decimal
  readonly unitTypeId: Uuid
}

export interface StayTerms {
  readonly arrival: IsoDate
  readonly departure: IsoDate
  readonly adults: number
  readonly children: number
  /** The type whose price is paid; `unitTypeId` differs after a free upgrade. */
  readonly bookedTypeId: Uuid
  readonly rateStrategyId: Uuid
}

export interface StayNow extends StayTerms {
  readonly unitTypeId: Uuid
  readonly inHouse: boolean
  readonly nights: readonly BookedNight[]
}

export interface PlannedNight extends Omit<BookedNight, 'id'> {
  /** The line that stands for this night now. */
  readonly was: BookedNight | null
}

export interface StayPlan extends StayTerms {
  readonly unitTypeId: Uuid
  readonly nights: readonly PlannedNight[]
  readonly removed: readonly BookedNight[]
  /** Nights of the type that this stay did not hold before. */
  readonly claimed: readonly IsoDate[]
}

export interface PricedNight {
  readonly night: IsoDate
  readonly rate: Decimal
}

/** What is already slept is never changed. */
export const isConsumed = (now: Pick<StayNow, 'inHouse'>, night: IsoDate, businessDate: IsoDate) =>
  now.inHouse && night < businessDate

/** `upgraded`: another type at the price of the booked one. */
export function termsAfter(
  now: StayNow,
  change: StayChange,
  upgraded = false,
): StayTerms & { readonly unitTypeId: Uuid } {
  const asked = change.unitTypeId ?? now.bookedTypeId
  const bookedTypeId = upgraded ? now.bookedTypeId : asked
  return {
    arrival: change.arrival ?? now.arrival,
    departure: change.departure ?? now.departure,
    adults: change.adults ?? now.adults,
    children: change.children ?? now.children,
    bookedTypeId,
    rateStrategyId: change.rateStrategyId ?? now.rateStrategyId,
    unitTypeId: asked === now.bookedTypeId ? now.unitTypeId : asked,
  }
}

/** Nights that need a price of today: new ones, and all that are to come where type or rate changes. */
export function nightsToPrice(now: StayNow, change: StayChange, businessDate: IsoDate, upgraded = false): IsoDate[] {
  const after = termsAfter(now, change, upgraded)
  const sameTerms = after.bookedTypeId === now.bookedTypeId && after.rateStrategyId === now.rateStrategyId
  return datesOf(after)
    .filter(({ night, kind }) => !isConsumed(now, night, businessDate) && !(sameTerms && lineOf(now, night, kind)))
    .map(({ night }) => night)
}

export interface Pricing {
  /** What somebody who may set prices asks for each night to come. */
  readonly fixedRate?: Decimal | null
  /** An upgrade: what it costs more per night to come, '0' where it is free. */
  readonly extra?: Decimal | null
}

function sum(a: Decimal, b: Decimal): Decimal {
  const total = plus(exact(a), exact(b))
  return round(total, total.scale)
}

/**
 * A night that was booked under the same terms keeps its price; one that is already slept keeps everything. Undefined where a night has no
 * price.
 */
export function planStay(
  now: StayNow,
  change: StayChange,
  prices: readonly PricedNight[],
  businessDate: IsoDate,
  { fixedRate = null, extra = null }: Pricing = {},
): StayPlan | undefined {
  const after = termsAfter(now, change, extra !== null)
  const toPrice = new Set(nightsToPrice(now, change, businessDate, extra !== null))
  const nights = datesOf(after).map(({ night, kind }): PlannedNight | undefined => {
    const was = lineOf(now, night, kind) ?? null
    if (was && isConsumed(now, night, businessDate)) return { ...was, was }
    const priced = toPrice.has(night) ? prices.find((each) => each.night === night)?.rate : undefined
    const asked = priced ?? was?.rate
    const rate = fixedRate ?? (asked === undefined || extra === null ? asked : sum(asked, extra))
    return rate === undefined ? undefined : { night, kind, rate, unitTypeId: after.unitTypeId, was }
  })
  if (!nights.every((night) => night !== undefined)) return undefined
  const kept = new Set(nights.map(({ was }) => was?.id))
  const rooms = nights.filter(({ kind }) => kind === 'room')
  return {
    ...after,
    nights,
    removed: now.nights.filter(({ id }) => !kept.has(id)),
    claimed: rooms.filter(({ was, unitTypeId }) => was?.unitTypeId !== unitTypeId).map(({ night }) => night),
  }
}

const lineOf = (now: StayNow, night: IsoDate, kind: BookedNight['kind']) =>
  now.nights.find((line) => line.night === night && line.kind === kind)

function datesOf({ arrival, departure }: StayTerms): { night: IsoDate; kind: BookedNight['kind'] }[] {
  if (departure === arrival) return [{ night: arrival, kind: 'package' }]
  return nightsOf(arrival, departure).map((night) => ({ night, kind: 'room' }))
}

/** A promise of a unit for some days of the stay. */
export interface Segment {
  readonly from: IsoDate
  /** The first day after. */
  readonly to: IsoDate
}

/**
 * The same units over other dates: the first follows the arrival, the last the departure, what lies outside ends. Where no day is left of
 * several units, none is kept.
 */
export function moveSegments<S extends Segment>(segments: readonly S[], now: StayTerms, after: StayTerms): S[] {
  const [from, to] = [after.arrival, keptUntil(after.arrival, after.departure)]
  const [only] = segments
  if (only && segments.length === 1 && only.from <= now.arrival) return [{ ...only, from, to }]
  const first = segments.at(0)
  const last = segments.at(-1)
  return segments
    .map((segment) => ({
      ...segment,
      from: segment === first && segment.from === now.arrival ? from : later(segment.from, from),
      to: segment === last && segment.to === keptUntil(now.arrival, now.departure) ? to : earlier(segment.to, to),
    }))
    .filter((segment) => segment.from < segment.to)
}

const later = (a: IsoDate, b: IsoDate) => (a > b ? a : b)
const earlier = (a: IsoDate, b: IsoDate) => (a < b ? a : b)
