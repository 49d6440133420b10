import type { CopyRow } from '../../postgres/copy.ts'
import type { SeedHotel, SeedPerson } from '../hotels/hotel.ts'
import type { House } from '../house.ts'
import { isHotInstant } from '../hot.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'

/** 'Marta Valadas' -> marta.valadas@miramar.example */
export function emailOfPerson(person: SeedPerson, hotel: SeedHotel | undefined): string {
  const name = person.name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.')
  return `${name}@${hotel?.contact.email.split('@')[1] ?? 'stayos-group.example'}`
}

export const userIdOf = (person: SeedPerson, hotel: SeedHotel | undefined) =>
  seedId('shared.users', emailOfPerson(person, hotel))

export const staffIdOf = (hotel: SeedHotel, person: SeedPerson) =>
  seedId('operations.staff', `${hotel.code} ${person.name}`)

function userRow(person: SeedPerson, hotel: SeedHotel | undefined): CopyRow {
  return {
    id: userIdOf(person, hotel),
    email: emailOfPerson(person, hotel),
    display_name: person.name,
    status: 'active',
    role: person.role,
    locale: 'pt',
  }
}

function roleRow({ hotel, propertyId }: House, person: SeedPerson, employer: SeedHotel | undefined): CopyRow {
  return {
    id: seedId('shared.user_property_roles', `${hotel.code} ${person.name}`),
    property_id: propertyId,
    user_id: userIdOf(person, employer),
    role: person.role,
    display_name: person.name,
    locale: 'pt',
  }
}

function staffRow(house: House, person: SeedPerson, i: number): CopyRow {
  return {
    id: staffIdOf(house.hotel, person),
    property_id: house.propertyId,
    user_id: userIdOf(person, house.hotel),
    employee_no: `${house.hotel.code}${String(i + 1).padStart(3, '0')}`,
    display_name: person.name,
    department: person.department,
    position: person.position,
    role: person.role,
  }
}

/** The ids of those who hold this role. */
export function staffIdsOf({ hotel }: House, role: string): string[] {
  return hotel.people.filter((person) => person.role === role).map((person) => staffIdOf(hotel, person))
}

/** The login of somebody who holds the first of these roles that anybody holds; who of them changes with `turn`. */
export function userOnDuty({ hotel }: House, roles: readonly string[], turn: number): string {
  for (const role of roles) {
    const people = hotel.people.filter((person) => person.role === role)
    const person = people[Math.abs(turn) % Math.max(1, people.length)]
    if (person) return userIdOf(person, hotel)
  }
  throw new Error(`${hotel.code} has nobody who is ${roles.join(' or ')}`)
}

export const WEEK = 7
/** Five days of seven, and not the same ones for everybody. */
export const worksOn = (person: number, day: number) => (((day + 3 * person) % WEEK) + WEEK) % WEEK < 5

const DAY_SHIFT = { start: 8 * 60, end: 17 * 60 }
const NIGHT_SHIFT = { start: 23 * 60, end: 31 * 60 }
const PLANNED_AHEAD_DAYS = 7

function* shiftRows(house: House): Iterable<CopyRow> {
  const { hotel, clock, propertyId, firstDay } = house
  const random = house.random('shifts')
  for (const [i, person] of hotel.people.entries()) {
    const { start, end } = person.position.startsWith('Night') ? NIGHT_SHIFT : DAY_SHIFT
    const staffId = staffIdOf(hotel, person)
    for (let day = firstDay; day <= PLANNED_AHEAD_DAYS; day++) {
      // Today everybody of the demo's small houses is there.
      if (day !== 0 && !worksOn(i, day)) continue
      const begun = clock.planned(day, start) <= clock.asOf
      const over = clock.planned(day, end) <= clock.asOf
      const late = random.chance(0.15) ? random.between(10, 150) : 0
      yield {
        id: seedId('operations.staff_shifts', `${hotel.code} ${i} ${clock.date(day)}`),
        property_id: propertyId,
        hot: isHotInstant(clock, clock.planned(day, end)),
        staff_id: staffId,
        scheduled_start: clock.planned(day, start),
        scheduled_end: clock.planned(day, end),
        actual_start: begun ? clock.at(day, start - random.between(0, 9)) : null,
        actual_end: over ? clock.at(day, end + late) : null,
        break_minutes: 60,
      }
    }
  }
}

/** Who works here, their logins, and when. */
export function staffTables(house: House): SeedTable[] {
  const { hotel } = house
  return [
    tableOf('shared.users', () => [
      ...hotel.headOffice.map((person) => userRow(person, undefined)),
      ...hotel.people.map((person) => userRow(person, hotel)),
    ]),
    // Head office has its roles in the house that lists it.
    tableOf('shared.user_property_roles', () => [
      ...hotel.headOffice.map((person) => roleRow(house, person, undefined)),
      ...hotel.people.map((person) => roleRow(house, person, hotel)),
    ]),
    tableOf('operations.staff', () => hotel.people.map((person, i) => staffRow(house, person, i))),
    tableOf('operations.staff_shifts', () => shiftRows(house)),
  ]
}
