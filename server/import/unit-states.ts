import { addDays, type IsoDate } from '../../shared/kernel/dates.ts'
import type { CopyRow } from '../postgres/copy.ts'
import type { Hotel } from './hotels.ts'
import { hotelRowId, propertyId, unitId } from './ids.ts'
import { hashOf } from './names.ts'
import type { StayClaim } from './survey.ts'
import { clockOf } from './time.ts'
import type { PlannedUnit, RoomingPlan } from './units.ts'

/** How a unit stands in the morning of the business date. */
export interface UnitState {
  readonly unit: PlannedUnit
  readonly occupiedBy: StayClaim | undefined
  readonly arrivesToday: boolean
  readonly housekeeping: 'dirty' | 'clean' | 'inspected'
  readonly housekeepingSetAt: string
}

/** One unit in so many that were left yesterday was not cleaned before the night. */
const LEFT_FOR_TODAY = 4
const INSPECTED_OF = 3

/**
 * The roll of the date has made every occupied unit dirty. A vacant one is clean, some are inspected, and some of those that were left
 * yesterday still wait; which ones is made up, the same in every run.
 */
export function unitStatesOn(day: IsoDate, plan: RoomingPlan, stays: readonly StayClaim[]): UnitState[] {
  const yesterday = addDays(day, -1)
  const staysByUnit = new Map<PlannedUnit, StayClaim[]>()
  for (const stay of stays) {
    const unit = plan.unitByLine.get(stay.line)
    if (unit && stay.departure >= yesterday) staysByUnit.set(unit, [...(staysByUnit.get(unit) ?? []), stay])
  }
  return plan.units.map((unit) => {
    const own = staysByUnit.get(unit) ?? []
    const occupiedBy = own.find((stay) => stay.took && stay.arrival < day && stay.left >= day)
    const arrivesToday = own.some((stay) => stay.arrival === day)
    const leftYesterday = own.some((stay) => stay.took && stay.left === yesterday)
    const housekeeping = occupiedBy ? 'dirty' : vacantStatus(unit, leftYesterday)
    const housekeepingSetAt = occupiedBy ? clockOf(day, '04:00') : clockOf(yesterday, '14:00')
    return { unit, occupiedBy, arrivesToday, housekeeping, housekeepingSetAt }
  })
}

function vacantStatus(unit: PlannedUnit, leftYesterday: boolean): UnitState['housekeeping'] {
  const draw = hashOf(`housekeeping ${unit.number}`)
  if (leftYesterday && draw % LEFT_FOR_TODAY === 0) return 'dirty'
  return Math.floor(draw / LEFT_FOR_TODAY) % INSPECTED_OF === 0 ? 'inspected' : 'clean'
}

/** What housekeeping has to do that day: units that are left, units that stay, and what yesterday left over. */
export function taskRows(hotel: Hotel, day: IsoDate, states: readonly UnitState[]): CopyRow[] {
  return states
    .filter((state) => state.housekeeping === 'dirty')
    .map((state) => {
      const stays = state.occupiedBy !== undefined && state.occupiedBy.left > day
      return {
        id: hotelRowId(hotel.code, 'operations.housekeeping_tasks', `${state.unit.number} ${day}`),
        property_id: propertyId(hotel.code),
        unit_id: unitId(hotel.code, state.unit.number),
        type: stays ? 'stayover' : 'departure',
        priority: state.arrivesToday ? 'high' : 'normal',
        credits: stays ? '0.5' : '1',
        scheduled_date: day,
      }
    })
}

/** The open day. It comes last: until everything else stands the hotel has no business date, and nobody can work in it. */
export function openDayRow(hotel: Hotel, day: IsoDate): CopyRow {
  return {
    id: hotelRowId(hotel.code, 'property_mgmt.business_days', day),
    property_id: propertyId(hotel.code),
    business_date: day,
    status: 'open',
    opened_at: clockOf(day, '04:00'),
  }
}
