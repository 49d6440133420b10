import type { IsoDate } from '../../shared/kernel/dates.ts'
import type { HotelSurvey, StayClaim } from './survey.ts'

export interface PlannedUnit {
  readonly number: string
  readonly floor: string
  readonly type: string
}

export interface RoomingPlan {
  readonly units: readonly PlannedUnit[]
  /** Who holds which unit, by line of the file. A stay that is not in it found none free. */
  readonly unitByLine: ReadonlyMap<number, PlannedUnit>
}

const UNITS_PER_FLOOR = 36

/** As many units of each type as its busiest night had stays, numbered floor by floor in the order of the types. */
export function planUnits(hotel: HotelSurvey): PlannedUnit[] {
  const types = Array.from(hotel.typeByCode).flatMap(([type, { peak }]) => Array.from({ length: peak }, () => type))
  return types.map((type, i) => {
    const floor = Math.floor(i / UNITS_PER_FLOOR) + 1
    return { number: String(floor * 100 + (i % UNITS_PER_FLOOR) + 1), floor: String(floor), type }
  })
}

/**
 * Gives every stay a unit of its type, so that no unit holds two in one night (interval colouring: in the order of arrival each takes a unit
 * that is free by then, which never needs more units than the busiest night had stays). The unit that is free longest goes first: units are
 * used evenly, and few are sold again on the day that they are left. Arrivals that in the end did not come (`took` is false) can be
 * more than there are units; they take what is left.
 */
export function planRooming(hotel: HotelSurvey): RoomingPlan {
  const units = planUnits(hotel)
  const unitByLine = new Map<number, PlannedUnit>()
  for (const type of hotel.typeByCode.keys()) {
    const rack = units.filter((unit) => unit.type === type).map((unit) => ({ unit, freeFrom: '' as IsoDate | '' }))
    for (const stay of hotel.stays.filter((claim) => claim.type === type).sort(byArrival)) {
      const place = longestFree(rack, stay.arrival)
      if (!place) continue
      place.freeFrom = stay.departure
      unitByLine.set(stay.line, place.unit)
    }
  }
  return { units, unitByLine }
}

interface Place {
  readonly unit: PlannedUnit
  /** Empty where nobody has stayed yet. */
  freeFrom: IsoDate | ''
}

function longestFree(rack: readonly Place[], day: IsoDate): Place | undefined {
  let best: Place | undefined
  for (const place of rack) {
    if (place.freeFrom <= day && (best === undefined || place.freeFrom < best.freeFrom)) best = place
  }
  return best
}

function byArrival(a: StayClaim, b: StayClaim): number {
  if (a.arrival !== b.arrival) return a.arrival < b.arrival ? -1 : 1
  return Number(b.took) - Number(a.took) || a.line - b.line
}
