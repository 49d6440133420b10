import type { DemoHotel } from './demo-hotels.ts'
import type { Random } from './random.ts'

/** Days are counted from the business date: -1 is last night, 0 is tonight. */
export const FIRST_DAY = -60
export const LAST_DAY = 90

export type StayState = 'departed' | 'no_show' | 'in_house' | 'due_in' | 'future'

export interface PlannedStay {
  /** Index into the hotel's units. */
  readonly unit: number
  readonly from: number
  readonly to: number
  readonly state: StayState
  /** Whether the guest was promised this very unit; otherwise the type alone. */
  readonly assigned: boolean
}

export interface Calendar {
  readonly stays: readonly PlannedStay[]
  /** Units that maintenance holds, empty since FIRST_DAY. */
  readonly outOfOrder: readonly number[]
}

/** The share of units sold for the night `day` as known on day 0: a full house now, a thinning book ahead. */
export function targetOccupancy(day: number): number {
  if (day <= 0) return 0.78
  if (day <= 7) return 0.78 - day * 0.015
  if (day <= 30) return 0.675 - (day - 7) * 0.009
  return Math.max(0.12, 0.468 - (day - 30) * 0.006)
}

/** Free days before the next arrival, such that on the long run the unit is sold `occupancy` of the time. */
function gapBefore(random: Random, occupancy: number, meanLength: number): number {
  const meanGap = (meanLength * (1 - occupancy)) / occupancy
  const arrives = 1 / (1 + meanGap)
  let gap = 0
  while (!random.chance(arrives) && gap < 60) gap++
  return gap
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

function staysOfUnit(random: Random, hotel: DemoHotel, unit: number): PlannedStay[] {
  const total = hotel.lengths.reduce((sum, [, weight]) => sum + weight, 0)
  const meanLength = hotel.lengths.reduce((sum, [nights, weight]) => sum + nights * weight, 0) / total
  const stays: PlannedStay[] = []
  let day = FIRST_DAY - random.between(0, 3)
  let guestInside = false
  while (day <= LAST_DAY) {
    const from = day + gapBefore(random, targetOccupancy(day), meanLength)
    const to = from + random.weighted(hotel.lengths)
    if (from > LAST_DAY) break
    const state = stateOf(random, from, to, !guestInside || from > 0)
    if (state === 'in_house' && to === 0) guestInside = true
    stays.push({ unit, from, to, state, assigned: isAssigned(random, from, state) })
    day = to
  }
  return stays
}

/** Each unit lives its own life, so that no two stays of one unit can overlap. */
export function planCalendar(random: Random, hotel: DemoHotel): Calendar {
  const count = hotel.units.length >= 40 ? 2 : 1
  const outOfOrder = Array.from({ length: count }, (_, i) =>
    Math.floor(((i + 0.6) * hotel.units.length) / (count + 0.5)),
  )
  const stays = hotel.units.flatMap((_, unit) =>
    outOfOrder.includes(unit) ? [] : staysOfUnit(random.fork(`unit ${unit}`), hotel, unit),
  )
  return { stays: stays.sort((a, b) => a.from - b.from || a.unit - b.unit), outOfOrder }
}
