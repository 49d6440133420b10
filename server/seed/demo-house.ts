import type { Calendar, PlannedStay } from './demo-calendar.ts'
import type { DemoHotel } from './demo-hotels.ts'
import { staffIdOf } from './demo-people.ts'
import { propertyIdOf, unitIdOf, unitTypeIdOf } from './demo-property.ts'
import { type DemoClock, demoId } from './demo-time.ts'
import type { Random } from './random.ts'
import { addRow, type TableRows } from './rows.ts'

type Housekeeping = 'dirty' | 'in_progress' | 'clean' | 'inspected'
type TaskStatus = 'pending' | 'assigned' | 'in_progress' | 'completed'

export interface UnitToday {
  readonly occupied: boolean
  readonly housekeeping: Housekeeping
  readonly block: { readonly status: 'out_of_order' | 'out_of_service'; readonly reason: string } | null
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
  hotel: DemoHotel,
  doneShare: number,
): { status: TaskStatus; housekeeping: Housekeeping } {
  if (random.chance(doneShare)) {
    return { status: 'completed', housekeeping: hotel.requiresInspection && random.chance(0.7) ? 'inspected' : 'clean' }
  }
  if (random.chance(0.15)) return { status: 'in_progress', housekeeping: 'in_progress' }
  return { status: random.chance(0.7) ? 'assigned' : 'pending', housekeeping: 'dirty' }
}

/** What the morning's check-outs, check-ins and attendants left of a unit. */
export function unitToday(random: Random, hotel: DemoHotel, stays: readonly PlannedStay[]): UnitToday {
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

function stateOfUnits(random: Random, hotel: DemoHotel, calendar: Calendar): UnitToday[] {
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

/** Family rooms stand in pairs with a door between them. */
function connectingUnit(hotel: DemoHotel, unit: number): string | null {
  const isFamily = (i: number) => hotel.units[i]?.type === 'FAM'
  if (!isFamily(unit) || hotel.type !== 'city_hotel') return null
  const neighbour = unit % 8 === 6 ? unit + 1 : unit % 8 === 7 ? unit - 1 : -1
  const found = isFamily(neighbour) ? hotel.units[neighbour] : undefined
  return found ? unitIdOf(hotel, found) : null
}

export function addUnits(
  rows: TableRows,
  random: Random,
  hotel: DemoHotel,
  calendar: Calendar,
  clock: DemoClock,
): void {
  const states = stateOfUnits(random, hotel, calendar)
  const propertyId = propertyIdOf(hotel)
  states.forEach((state, i) => {
    const unit = hotel.units[i]
    const type = hotel.unitTypes.find((candidate) => candidate.code === unit?.type)
    if (!unit || !type) throw new Error(`${hotel.code} has a unit without a type`)
    addRow(rows, 'property_mgmt.inventory_units', {
      id: unitIdOf(hotel, unit),
      property_id: propertyId,
      unit_type_id: unitTypeIdOf(hotel, unit.type),
      number: unit.number,
      floor: unit.floor,
      wing: unit.wing,
      occupancy_status: state.occupied ? 'occupied' : 'vacant',
      housekeeping_status: state.housekeeping,
      housekeeping_set_at: clock.between(random, 0, 6, 12),
      block_status: state.block?.status ?? 'none',
      block_reason: state.block?.reason ?? null,
      block_until: state.block ? clock.date(4) : null,
      return_status: state.block ? 'dirty' : null,
      features: type.features,
      connecting_unit_id: connectingUnit(hotel, i),
    })
  })
  states.forEach((state, i) => addWork(rows, random, hotel, i, state, clock))
}

function addWork(
  rows: TableRows,
  random: Random,
  hotel: DemoHotel,
  index: number,
  state: UnitToday,
  clock: DemoClock,
): void {
  const unit = hotel.units[index]
  if (!unit) return
  const attendants = hotel.people.filter((person) => person.role === 'housekeeper')
  const technician = hotel.people.find((person) => person.role === 'engineer')
  if (state.task) {
    const started = clock.between(random, 0, 8, 10)
    addRow(rows, 'operations.housekeeping_tasks', {
      id: demoId('operations.housekeeping_tasks', `${hotel.code} ${unit.number} ${clock.today}`),
      property_id: propertyIdOf(hotel),
      unit_id: unitIdOf(hotel, unit),
      type: state.task.type,
      status: state.task.status,
      priority: state.task.urgent ? 'high' : 'normal',
      credits: { departure: 2, stayover: 1, touch_up: 0.5 }[state.task.type],
      assigned_to: state.task.status === 'pending' ? null : staffIdOf(hotel, random.pick(attendants)),
      scheduled_date: clock.today,
      started_at: ['in_progress', 'completed'].includes(state.task.status) ? started : null,
      completed_at: state.task.status === 'completed' ? clock.between(random, 0, 10, 12) : null,
    })
  }
  if (state.block?.status === 'out_of_order' && technician) {
    addRow(rows, 'operations.maintenance_requests', {
      id: demoId('operations.maintenance_requests', `${hotel.code} ${unit.number}`),
      property_id: propertyIdOf(hotel),
      unit_id: unitIdOf(hotel, unit),
      category: state.block.reason.startsWith('Water') ? 'plumbing' : 'hvac',
      severity: 'major',
      status: 'in_progress',
      description: state.block.reason,
      reported_at: clock.between(random, -3, 9, 12),
      assigned_to: staffIdOf(hotel, technician),
      blocks_unit: true,
      return_status: 'dirty',
    })
  }
}
