import type { SeedHotel } from '../hotels/hotel.ts'
import type { House } from '../house.ts'
import type { Random } from '../random.ts'
import type { PlannedStay } from '../reservation/calendar.ts'

type Housekeeping = 'dirty' | 'in_progress' | 'clean' | 'inspected'
type TaskStatus = 'pending' | 'assigned' | 'in_progress' | 'completed'

interface Block {
  readonly status: 'out_of_order' | 'out_of_service'
  readonly reason: string
}

export interface UnitToday {
  readonly occupied: boolean
  readonly housekeeping: Housekeeping
  readonly block: Block | null
  readonly task: {
    readonly type: 'departure' | 'stayover' | 'touch_up'
    readonly status: TaskStatus
    readonly urgent: boolean
  } | null
}

const OUT_OF_ORDER = ['Water damage in the bathroom', 'Air conditioning replaced']

/** How far the attendants have come with a unit this morning, and what the unit looks like for it. */
function workDone(
  random: Random,
  hotel: SeedHotel,
  doneShare: number,
): { status: TaskStatus; housekeeping: Housekeeping } {
  if (random.chance(doneShare)) {
    return { status: 'completed', housekeeping: hotel.requiresInspection && random.chance(0.7) ? 'inspected' : 'clean' }
  }
  if (random.chance(0.15)) return { status: 'in_progress', housekeeping: 'in_progress' }
  return { status: random.chance(0.7) ? 'assigned' : 'pending', housekeeping: 'dirty' }
}

/** What the morning's check-outs, check-ins and attendants left of a unit. */
export function unitToday(random: Random, hotel: SeedHotel, stays: readonly PlannedStay[]): UnitToday {
  const inside = stays.find((stay) => stay.state === 'in_house')
  const arriving = stays.some((stay) => stay.state === 'due_in' && stay.assigned)
  if (inside?.from === 0) return { occupied: true, housekeeping: 'clean', block: null, task: null }
  if (inside?.to === 0) {
    return {
      occupied: true,
      housekeeping: 'dirty',
      block: null,
      task: { type: 'departure', status: 'pending', urgent: arriving },
    }
  }
  if (inside) {
    const { status, housekeeping } = workDone(random, hotel, 0.4)
    return { occupied: true, housekeeping, block: null, task: { type: 'stayover', status, urgent: false } }
  }
  if (stays.some((stay) => stay.to === 0 && stay.state === 'departed')) {
    const { status, housekeeping } = workDone(random, hotel, 0.3)
    return { occupied: false, housekeeping, block: null, task: { type: 'departure', status, urgent: arriving } }
  }
  if (random.chance(0.08)) {
    return {
      occupied: false,
      housekeeping: 'dirty',
      block: null,
      task: { type: 'touch_up', status: 'pending', urgent: false },
    }
  }
  return { occupied: false, housekeeping: random.chance(0.6) ? 'inspected' : 'clean', block: null, task: null }
}

/** How every unit stands today, in the order of the hotel's units. */
export function stateOfUnits(house: Pick<House, 'hotel' | 'calendar' | 'random'>): UnitToday[] {
  const { hotel, calendar } = house
  const random = house.random('units')
  const staysByUnit = hotel.units.map((_, unit) =>
    calendar.stays.filter((stay) => stay.unit === unit && stay.from <= 0 && stay.to >= 0),
  )
  const states = staysByUnit.map((stays, unit): UnitToday => {
    const held = calendar.outOfOrder.indexOf(unit)
    if (held < 0) return unitToday(random.fork(`today ${unit}`), hotel, stays)
    const reason = OUT_OF_ORDER[held % OUT_OF_ORDER.length] ?? ''
    return { occupied: false, housekeeping: 'dirty', block: { status: 'out_of_order', reason }, task: null }
  })
  const idle = states.findIndex(
    (state, unit) => !state.occupied && !state.block && (staysByUnit[unit] ?? []).length === 0,
  )
  return states.map((state, unit) =>
    unit === idle
      ? { ...state, task: null, block: { status: 'out_of_service', reason: 'Television on order' } }
      : state,
  )
}
