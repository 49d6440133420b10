import { addDays, asIsoDate, isoWeekday, type IsoDate, nightsOf } from '../../shared/kernel/dates.ts'
import type { DemoHotel, DemoUnitType } from './demo-hotels.ts'

export type Plan = 'BAR' | 'NRF' | 'BB'

export interface Season {
  readonly name: string
  readonly from: IsoDate
  /** The first day after it. */
  readonly to: IsoDate
  readonly factor: number
  readonly dowMask: number
}

export interface PricedNight {
  readonly night: IsoDate
  readonly rate: string
  readonly tax: string
}

/** Accommodation in mainland Portugal, included in the price. */
const VAT = 0.06
/** Friday and Saturday. */
const WEEKEND = (1 << 4) | (1 << 5)
const EVERY_DAY = 127

export const NON_REFUNDABLE_FACTOR = 0.88
export const BOUNDS = { min: 0.6, max: 2.5 }

/** The seasons that touch the year of `today` and its neighbours; none of one house overlap. */
export function seasonsOf(hotel: DemoHotel, today: IsoDate): Season[] {
  const thisYear = Number(today.slice(0, 4))
  const day = (year: number, monthDay: string) => asIsoDate(`${year}-${monthDay}`)
  const yearly = [thisYear - 1, thisYear, thisYear + 1].flatMap((year): Season[] => {
    const season = (name: string, from: string, to: string, factor: number, until = year): Season => ({
      name: `${name} ${year}`,
      from: day(year, from),
      to: day(until, to),
      factor,
      dowMask: EVERY_DAY,
    })
    return hotel.type === 'resort'
      ? [
          season('Summer', '06-15', '09-05', 1.2),
          season('Harvest', '09-05', '10-16', 1.35),
          season('Winter', '11-15', '03-01', 0.8, year + 1),
        ]
      : [season('High summer', '06-15', '09-16', 1.25), season('Winter', '11-15', '03-01', 0.86, year + 1)]
  })
  const weekends: Season = {
    name: 'Weekends',
    from: day(thisYear - 1, '01-01'),
    to: day(thisYear + 3, '01-01'),
    factor: 1.12,
    dowMask: WEEKEND,
  }
  return [...yearly, weekends]
}

const roundToCent = (amount: number) => Math.round(amount * 100 + 1e-6) / 100

function priceOfNight(base: number, seasons: readonly Season[], night: IsoDate): number {
  const bit = 1 << (isoWeekday(night) - 1)
  const factor = seasons
    .filter((season) => season.from <= night && night < season.to && (season.dowMask & bit) !== 0)
    .reduce((product, season) => product * season.factor, 1)
  return roundToCent(Math.min(base * BOUNDS.max, Math.max(base * BOUNDS.min, base * factor)))
}

/** Breakfast is sold for the persons that the type is made for. */
export function breakfastOf(hotel: DemoHotel, type: DemoUnitType): number {
  return hotel.breakfast * type.baseOccupancy
}

export function priceStay(
  hotel: DemoHotel,
  type: DemoUnitType,
  plan: Plan,
  arrival: IsoDate,
  nights: number,
  seasons: readonly Season[],
): PricedNight[] {
  return nightsOf(arrival, addDays(arrival, nights)).map((night) => {
    const bar = priceOfNight(type.baseRate, seasons, night)
    const rate =
      plan === 'BAR' ? bar : plan === 'NRF' ? roundToCent(bar * NON_REFUNDABLE_FACTOR) : bar + breakfastOf(hotel, type)
    return { night, rate: rate.toFixed(2), tax: (rate - roundToCent(rate / (1 + VAT))).toFixed(2) }
  })
}
