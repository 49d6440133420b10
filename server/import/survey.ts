import { addDays, type IsoDate } from '../../shared/kernel/dates.ts'
import { toMinor } from '../../shared/kernel/money.ts'
import type { Booking, MealCode } from './booking.ts'
import type { HotelCode } from './hotels.ts'
import type { RowProblem } from './problem.ts'
import { holdsUnit, leftOn, standingOn } from './standing.ts'
import { stayNights } from './time.ts'

/**
 * What the first reading of the file finds out: what the hotels must have been like for these bookings. It grows with the stays and nights,
 * not with the width of the rows.
 */
export interface Survey {
  readonly bookings: number
  readonly problems: readonly RowProblem[]
  /** Lines that repeat an earlier line word for word. */
  readonly duplicateLines: ReadonlySet<number>
  readonly hotels: ReadonlyMap<HotelCode, HotelSurvey>
  readonly firstArrival: IsoDate
  readonly lastDay: IsoDate
}

export interface HotelSurvey {
  readonly typeByCode: ReadonlyMap<string, TypeSurvey>
  /** By reserved type and meal, 'A/BB': what such a night was sold for. */
  readonly ratesByTypeAndMeal: ReadonlyMap<string, RateTally>
  readonly stays: readonly StayClaim[]
}

export interface TypeSurvey {
  /** The most stays of one night: so many units there must have been. */
  readonly peak: number
  readonly largestParty: number
  readonly rates: RateTally
}

export interface RateTally {
  readonly nights: number
  readonly cents: number
  readonly highestCents: number
}

/** A stay that wants a unit of `type` for its nights. */
export interface StayClaim {
  readonly line: number
  readonly type: string
  readonly arrival: IsoDate
  readonly departure: IsoDate
  /** Before the departure where the guest left early. */
  readonly left: IsoDate
  /** It took place: there was a unit. */
  readonly took: boolean
}

interface TypeTally {
  readonly staysByNight: Map<IsoDate, number>
  largestParty: number
  rates: RateTally
}
interface HotelTally {
  readonly types: Map<string, TypeTally>
  readonly rates: Map<string, RateTally>
  readonly stays: StayClaim[]
}

const NO_RATES: RateTally = { nights: 0, cents: 0, highestCents: 0 }

export class Surveyor {
  #bookings = 0
  #firstArrival: IsoDate | undefined
  #lastDay: IsoDate | undefined
  readonly #problems: RowProblem[] = []
  readonly #duplicates = new Set<number>()
  readonly #seen = new Set<string>()
  readonly #hotels = new Map<HotelCode, HotelTally>()

  /** Without a business date the whole file is history. */
  constructor(readonly businessDate: IsoDate | undefined) {}

  addProblem(problem: RowProblem): void {
    this.#problems.push(problem)
  }

  get firstProblem(): RowProblem | undefined {
    return this.#problems[0]
  }

  /** `fingerprint` is equal for equal lines. */
  add(booking: Booking, fingerprint: string): void {
    this.#bookings += 1
    if (this.#seen.has(fingerprint)) this.#duplicates.add(booking.line)
    else this.#seen.add(fingerprint)
    if (this.#firstArrival === undefined || booking.arrival < this.#firstArrival) this.#firstArrival = booking.arrival
    const ended = booking.outcomeDate > booking.departure ? booking.outcomeDate : booking.departure
    if (this.#lastDay === undefined || ended > this.#lastDay) this.#lastDay = ended
    const hotel = getOrAdd(this.#hotels, booking.hotel, () => ({ types: new Map(), rates: new Map(), stays: [] }))
    this.#addTypes(hotel, booking)
    if (this.#wantsUnit(booking)) hotel.stays.push(claimOf(booking))
  }

  /** Undefined where no line was a booking. */
  finish(): Survey | undefined {
    if (this.#firstArrival === undefined || this.#lastDay === undefined) return undefined
    return {
      bookings: this.#bookings,
      problems: this.#problems,
      duplicateLines: this.#duplicates,
      hotels: new Map(Array.from(this.#hotels, ([code, tally]) => [code, hotelSurveyOf(tally)])),
      firstArrival: this.#firstArrival,
      lastDay: this.#lastDay,
    }
  }

  #addTypes(hotel: HotelTally, booking: Booking): void {
    getOrAdd(hotel.types, booking.reservedType, newTypeTally)
    const assigned = getOrAdd(hotel.types, booking.assignedType, newTypeTally)
    const cents = toMinor(booking.adr)
    const rateKey = rateKeyOf(booking.reservedType, booking.meal)
    hotel.rates.set(rateKey, addRate(hotel.rates.get(rateKey) ?? NO_RATES, booking, cents))
    if (booking.outcome !== 'Check-Out') return
    assigned.rates = addRate(assigned.rates, booking, cents)
    assigned.largestParty = Math.max(assigned.largestParty, booking.adults + booking.children - booking.babies)
    for (const night of stayNights(booking.arrival, booking.departure)) {
      assigned.staysByNight.set(night, (assigned.staysByNight.get(night) ?? 0) + 1)
    }
  }

  #wantsUnit(booking: Booking): boolean {
    if (this.businessDate === undefined) return booking.outcome === 'Check-Out' && booking.nights > 0
    return holdsUnit(this.businessDate, booking, standingOn(this.businessDate, booking))
  }
}

export const rateKeyOf = (type: string, meal: MealCode) => `${type}/${meal}`

/** The business date that a file without one gets: the morning after everything was over. */
export const dayAfter = (survey: Survey) => addDays(survey.lastDay, 1)

const newTypeTally = (): TypeTally => ({ staysByNight: new Map(), largestParty: 0, rates: NO_RATES })

function claimOf(booking: Booking): StayClaim {
  const { line, assignedType, arrival, departure, outcome } = booking
  return { line, type: assignedType, arrival, departure, left: leftOn(booking), took: outcome === 'Check-Out' }
}

/** Complimentary and corrected nights are no prices. */
function addRate(tally: RateTally, booking: Booking, cents: number): RateTally {
  if (cents <= 0 || booking.nights === 0 || booking.flags.includes('extreme_rate')) return tally
  return {
    nights: tally.nights + booking.nights,
    cents: tally.cents + cents * booking.nights,
    highestCents: Math.max(tally.highestCents, cents),
  }
}

function hotelSurveyOf(tally: HotelTally): HotelSurvey {
  const types = Array.from(tally.types, ([code, type]): [string, TypeSurvey] => [
    code,
    { peak: Math.max(0, ...type.staysByNight.values()), largestParty: type.largestParty, rates: type.rates },
  ])
  return {
    typeByCode: new Map(types.sort(([a], [b]) => (a < b ? -1 : 1))),
    ratesByTypeAndMeal: tally.rates,
    stays: tally.stays,
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
