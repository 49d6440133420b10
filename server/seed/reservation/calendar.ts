import { isoWeekday } from '../../../shared/kernel/dates.ts'
import type { SeedClock } from '../clock.ts'
import type { Demand, SeedHotel } from '../hotels/hotel.ts'
import type { Random } from '../random.ts'

/** Days are counted from the business date: -1 is last night, 0 is tonight. Both ends included. */
export interface Horizon {
  readonly firstDay: number
  readonly lastDay: number
}

export type StayState = 'departed' | 'no_show' | 'in_house' | 'due_in' | 'future'

export interface PlannedStay {
  /** Index into the hotel's units. */
  readonly unit: number
  readonly from: number
  readonly to: number
  /** The day on which it was booked: today or earlier. */
  readonly bookedOn: number
  readonly state: StayState
  /** Whether the guest was promised this very unit; otherwise the type alone. */
  readonly assigned: boolean
}

export interface Calendar {
  readonly stays: readonly PlannedStay[]
  /** Units that maintenance holds, empty since the first day. */
  readonly outOfOrder: readonly number[]
}

/** The share of units that end up sold for the night `day`, on the long run. */
export function demandOn({ base, byMonth, byWeekday }: Demand, clock: SeedClock, day: number): number {
  const date = clock.date(day)
  const factor = (byMonth[Number(date.slice(5, 7)) - 1] ?? 1) * (byWeekday[isoWeekday(date) - 1] ?? 1)
  return Math.min(0.97, Math.max(0.1, base * factor))
}

/** Days between booking and arrival: many at the last moment, a long tail of holidays. */
export function leadOf(random: Random): number {
  return random.weighted([
    [random.between(0, 2), 22],
    [random.between(3, 14), 33],
    [random.between(15, 60), 33],
    [random.between(61, 180), 12],
  ])
}

function stateOf(random: Random, from: number, to: number, unitIsFree: boolean): StayState {
  if (from > 0) return 'future'
  if (from === 0) return unitIsFree && random.chance(0.25) ? 'in_house' : 'due_in'
  if (to < 0) return random.chance(0.02) ? 'no_show' : 'departed'
  if (to === 0) return random.chance(0.35) ? 'departed' : 'in_house'
  return 'in_house'
}

function isAssigned(random: Random, from: number, state: StayState): boolean {
  if (state === 'due_in') return random.chance(0.65)
  if (state === 'future') return random.chance(from <= 7 ? 0.35 : 0.08)
  return state !== 'no_show' || random.chance(0.5)
}

function staysOfUnit(
  random: Random,
  hotel: SeedHotel,
  unit: number,
  clock: SeedClock,
  horizon: Horizon,
): PlannedStay[] {
  const total = hotel.lengths.reduce((sum, [, weight]) => sum + weight, 0)
  const meanLength = hotel.lengths.reduce((sum, [nights, weight]) => sum + nights * weight, 0) / total
  const stays: PlannedStay[] = []
  let guestInside = false
  let day = horizon.firstDay - random.between(0, 3)
  while (day <= horizon.lastDay) {
    // A free day ends with an arrival so often that on the long run the unit is sold as the demand says.
    const demand = demandOn(hotel.demand, clock, day)
    if (!random.chance(demand / (demand + meanLength * (1 - demand)))) {
      day++
      continue
    }
    const from = day
    const to = from + random.weighted(hotel.lengths)
    day = to
    // What lies ahead stands in the book only where it has been booked by now: the book thins out.
    const bookedOn = from - leadOf(random)
    if (bookedOn > 0) continue
    const state = stateOf(random, from, to, !guestInside)
    if (state === 'in_house' && to === 0) guestInside = true
    stays.push({ unit, from, to, bookedOn, state, assigned: isAssigned(random, from, state) })
  }
  return stays
}

/** Each unit lives its own life, so that no two stays of one unit can overlap. */
export function planCalendar(random: Random, hotel: SeedHotel, clock: SeedClock, horizon: Horizon): Calendar {
  const count = Math.max(1, Math.round(hotel.units.length / 24))
  const held = hotel.units.length < 4 ? 0 : Math.min(count, 3)
  const outOfOrder = Array.from({ length: held }, (_, i) => Math.floor(((i + 0.6) * hotel.units.length) / (held + 0.5)))
  const stays = hotel.units.flatMap((_, unit) =>
    outOfOrder.includes(unit) ? [] : staysOfUnit(random.fork(`unit ${unit}`), hotel, unit, clock, horizon),
  )
  return { stays: stays.sort((a, b) => a.from - b.from || a.unit - b.unit), outOfOrder }
}
