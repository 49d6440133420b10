import { addDays, asIsoDate, isoWeekday, type IsoDate, nightsOf } from '../../../shared/kernel/dates.ts'
import type { SeedHotel, SeedUnitType } from '../hotels/hotel.ts'

export type Plan = 'BAR' | 'NRF' | 'BB'

export interface Season {
  readonly name: string
  readonly from: IsoDate
  /** The first day after it. */
  readonly to: IsoDate
  readonly factor: number
  readonly dowMask: number
}

/** Cents: every currency that is seeded has two decimals. */
export interface PricedNight {
  readonly night: IsoDate
  readonly rate: number
  /** Part of the rate. */
  readonly tax: number
}

/** Friday and Saturday. */
const WEEKEND = (1 << 4) | (1 << 5)
const EVERY_DAY = 127

export const NON_REFUNDABLE_FACTOR = 0.88
export const BOUNDS = { min: 0.6, max: 2.5 }

/** The seasons from the year before `first` to the year after `last`; none of one house overlap. */
export function seasonsOf(hotel: SeedHotel, first: IsoDate, last: IsoDate): Season[] {
  const from = Number(first.slice(0, 4)) - 1
  const to = Number(last.slice(0, 4)) + 1
  const years = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const weekends: Season = {
    name: 'Weekends',
    from: asIsoDate(`${from}-01-01`),
    to: asIsoDate(`${to + 2}-01-01`),
    factor: 1.12,
    dowMask: WEEKEND,
  }
  return [...years.flatMap((year) => seasonsOfYear(hotel, year)), weekends]
}

function seasonsOfYear(hotel: SeedHotel, year: number): Season[] {
  const season = (name: string, from: string, to: string, factor: number, until = year): Season => ({
    name: `${name} ${year}`,
    from: asIsoDate(`${year}-${from}`),
    to: asIsoDate(`${until}-${to}`),
    factor,
    dowMask: EVERY_DAY,
  })
  const winter = (factor: number) => season('Winter', '11-15', '03-01', factor, year + 1)
  return hotel.type === 'resort'
    ? [season('Summer', '06-15', '09-05', 1.2), season('Harvest', '09-05', '10-16', 1.35), winter(0.8)]
    : [season('High summer', '06-15', '09-16', 1.25), winter(0.86)]
}

function priceOfNight(base: number, seasons: readonly Season[], night: IsoDate): number {
  const bit = 1 << (isoWeekday(night) - 1)
  const factor = seasons
    .filter((season) => season.from <= night && night < season.to && (season.dowMask & bit) !== 0)
    .reduce((product, season) => product * season.factor, 1)
  return roundHalfUp(100 * Math.min(base * BOUNDS.max, Math.max(base * BOUNDS.min, base * factor)))
}

/** Half up, and safe from what binary fractions do to a half. */
export const roundHalfUp = (amount: number) => Math.round(amount + 1e-6)

/** The tax that an amount with tax in it holds; `percent` of the net. */
export const taxWithin = (gross: number, percent: number) => gross - roundHalfUp(gross / (1 + percent / 100))

/** Breakfast is sold for the persons that the type is made for. In the major unit. */
export function breakfastOf(hotel: SeedHotel, type: SeedUnitType): number {
  return hotel.breakfast * type.baseOccupancy
}

/** Prices nights of one house; the same night of the same type is priced once. */
export class PriceList {
  private readonly byNight = new Map<string, number>()

  constructor(
    private readonly hotel: SeedHotel,
    private readonly seasons: readonly Season[],
  ) {}

  price(type: SeedUnitType, plan: Plan, arrival: IsoDate, nights: number): PricedNight[] {
    return nightsOf(arrival, addDays(arrival, nights)).map((night) => {
      const rate = this.rateOf(type, plan, this.barOf(type, night))
      return { night, rate, tax: taxWithin(rate, this.hotel.roomVat) }
    })
  }

  private rateOf(type: SeedUnitType, plan: Plan, bar: number): number {
    if (plan === 'BAR') return bar
    return plan === 'NRF' ? roundHalfUp(bar * NON_REFUNDABLE_FACTOR) : bar + 100 * breakfastOf(this.hotel, type)
  }

  private barOf(type: SeedUnitType, night: IsoDate): number {
    const key = `${type.code} ${night}`
    const known = this.byNight.get(key) ?? priceOfNight(type.baseRate, this.seasons, night)
    this.byNight.set(key, known)
    return known
  }
}
