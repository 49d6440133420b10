import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { isHot } from '../hot.ts'
import type { Random } from '../random.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { staffIdsOf } from './staff.ts'

const CREDITS = { departure: 2, stayover: 1, touch_up: 0.5 } as const
type TaskType = keyof typeof CREDITS

const taskIdOf = (house: House, unit: number, day: number) =>
  seedId(
    'operations.housekeeping_tasks',
    `${house.hotel.code} ${house.hotel.units[unit]?.number} ${house.clock.date(day)}`,
  )

interface Crew {
  readonly attendants: readonly string[]
  readonly supervisors: readonly string[]
}

function pastRow(house: House, random: Random, crew: Crew, unit: number, day: number, type: TaskType): CopyRow {
  const { clock, hotel } = house
  const declined = type === 'stayover' && random.chance(0.06)
  const inspected = !declined && hotel.requiresInspection && crew.supervisors.length > 0
  const minute = random.between(8 * 60, 14 * 60)
  return {
    id: taskIdOf(house, unit, day),
    property_id: house.propertyId,
    hot: isHot('checked_out', day),
    unit_id: house.unitIds[unit] ?? '',
    type,
    status: declined ? 'service_declined' : inspected ? 'inspected_pass' : 'completed',
    priority: 'normal',
    credits: CREDITS[type],
    assigned_to: random.pick(crew.attendants),
    scheduled_date: clock.date(day),
    started_at: declined ? null : clock.at(day, minute),
    completed_at: declined ? null : clock.at(day, minute + random.between(12, 45)),
    inspected_by: inspected ? random.pick(crew.supervisors) : null,
    created_at: clock.at(day, 30),
  }
}

/** What was done on the days before: each night slept in is followed by a service, the last one by a departure clean. */
function* pastRows(house: House, random: Random, crew: Crew): Iterable<CopyRow> {
  for (const { stay, checkedInAt } of house.bookings) {
    if (checkedInAt === null) continue
    for (let day = Math.max(stay.from + 1, house.firstDay); day <= Math.min(stay.to, -1); day++) {
      yield pastRow(house, random, crew, stay.unit, day, day === stay.to ? 'departure' : 'stayover')
    }
  }
}

function* todayRows(house: House, random: Random, crew: Crew): Iterable<CopyRow> {
  const { clock } = house
  for (const [unit, { task }] of house.unitsToday.entries()) {
    if (!task) continue
    const begun = task.status === 'in_progress' || task.status === 'completed'
    yield {
      id: taskIdOf(house, unit, 0),
      property_id: house.propertyId,
      hot: true,
      unit_id: house.unitIds[unit] ?? '',
      type: task.type,
      status: task.status,
      priority: task.urgent ? 'high' : 'normal',
      credits: CREDITS[task.type],
      assigned_to: task.status === 'pending' ? null : random.pick(crew.attendants),
      scheduled_date: clock.today,
      started_at: begun ? clock.between(random, 0, 8, 10) : null,
      completed_at: task.status === 'completed' ? clock.between(random, 0, 10, 11) : null,
      inspected_by: null,
      created_at: clock.at(0, 30),
    }
  }
}

function* taskRows(house: House): Iterable<CopyRow> {
  const random = house.random('tasks')
  const crew = {
    attendants: staffIdsOf(house, 'housekeeper'),
    supervisors: staffIdsOf(house, 'housekeeping_supervisor'),
  }
  yield* pastRows(house, random, crew)
  yield* todayRows(house, random, crew)
}

/** The attendants' lists, of today and of every day before. */
export function taskTables(house: House): SeedTable[] {
  return [tableOf('operations.housekeeping_tasks', () => taskRows(house))]
}
