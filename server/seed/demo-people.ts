import { DEMO_HEAD_OFFICE, DEMO_HOTELS, type DemoHotel, type DemoPerson } from './demo-hotels.ts'
import { type DemoClock, demoId } from './demo-time.ts'
import { addRow, type TableRows } from './rows.ts'

/** 'Marta Valadas' -> marta.valadas@miramar.example */
export function emailOfPerson(person: DemoPerson, hotel: DemoHotel | undefined): string {
  const name = person.name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.')
  return `${name}@${hotel?.contact.email?.split('@')[1] ?? 'stayos-group.example'}`
}

export function userIdOf(person: DemoPerson): string {
  return demoId('shared.users', person.name)
}

export function staffIdOf(hotel: DemoHotel, person: DemoPerson): string {
  return demoId('operations.staff', `${hotel.code} ${person.name}`)
}

function userRow(person: DemoPerson, hotel: DemoHotel | undefined): Record<string, unknown> {
  return {
    id: userIdOf(person),
    email: emailOfPerson(person, hotel),
    display_name: person.name,
    status: 'active',
    role: person.role,
    locale: 'pt',
  }
}

export function addUsers(rows: TableRows): void {
  for (const person of DEMO_HEAD_OFFICE) addRow(rows, 'shared.users', userRow(person, undefined))
  for (const hotel of DEMO_HOTELS) {
    for (const person of hotel.people) addRow(rows, 'shared.users', userRow(person, hotel))
  }
}

export function addStaff(rows: TableRows, hotel: DemoHotel, propertyId: string, clock: DemoClock): void {
  hotel.people.forEach((person, i) => {
    const staffId = staffIdOf(hotel, person)
    const night = person.position.startsWith('Night')
    addRow(rows, 'operations.staff', {
      id: staffId,
      property_id: propertyId,
      user_id: userIdOf(person),
      employee_no: `${hotel.code}${String(i + 1).padStart(3, '0')}`,
      display_name: person.name,
      department: person.department,
      position: person.position,
      role: person.role,
    })
    for (const day of [0, 1]) {
      addRow(rows, 'operations.staff_shifts', {
        id: demoId('operations.staff_shifts', `${hotel.code} ${i} ${clock.date(day)}`),
        property_id: propertyId,
        staff_id: staffId,
        scheduled_start: `${clock.date(day)}T${night ? '23' : '08'}:00:00 ${hotel.timezone}`,
        scheduled_end: `${clock.date(night ? day + 1 : day)}T${night ? '07' : '17'}:00:00 ${hotel.timezone}`,
        break_minutes: 60,
      })
    }
  })
}
