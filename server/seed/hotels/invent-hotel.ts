import { NAME_POOLS } from '../guest/names.ts'
import { makeRandom, type Random } from '../random.ts'
import { type Demand, person, type SeedHotel, type SeedPerson, type SeedUnit, unitType } from './hotel.ts'

interface Place {
  readonly city: string
  readonly region: string
  readonly country: string
  readonly timezone: string
  readonly dialCode: string
  readonly roomVat: number
  readonly type: SeedHotel['type']
}

const place = (
  [city, region, country]: readonly [string, string, string],
  timezone: string,
  dialCode: string,
  roomVat: number,
  type: SeedHotel['type'] = 'city_hotel',
): Place => ({ city, region, country, timezone, dialCode, roomVat, type })

/** Euro countries, so that a group can be summed up; several time zones, so that a month's end differs. */
const PLACES: readonly Place[] = [
  place(['Porto', 'Norte', 'PT'], 'Europe/Lisbon', '+351', 6),
  place(['Albufeira', 'Algarve', 'PT'], 'Europe/Lisbon', '+351', 6, 'resort'),
  place(['Ponta Delgada', 'Açores', 'PT'], 'Atlantic/Azores', '+351', 4, 'resort'),
  place(['Funchal', 'Madeira', 'PT'], 'Atlantic/Madeira', '+351', 4, 'resort'),
  place(['Madrid', 'Madrid', 'ES'], 'Europe/Madrid', '+34', 10),
  place(['Las Palmas', 'Canarias', 'ES'], 'Atlantic/Canary', '+34', 7, 'resort'),
  place(['Lyon', 'Auvergne-Rhône-Alpes', 'FR'], 'Europe/Paris', '+33', 10),
  place(['Hamburg', 'Hamburg', 'DE'], 'Europe/Berlin', '+49', 7),
  place(['Athína', 'Attikí', 'GR'], 'Europe/Athens', '+30', 13),
]

const NAMES = [
  'Atlântico',
  'Avenida',
  'Bela Vista',
  'Central',
  'Jardim',
  'Marina',
  'Miradouro',
  'Palácio',
  'Ponte',
  'Praça',
]

/** Business by the week and visitors in the warm months. */
const CITY_DEMAND: Demand = {
  base: 0.76,
  byMonth: [0.74, 0.8, 0.94, 1.05, 1.12, 1.12, 1.08, 1.06, 1.16, 1.1, 0.9, 0.8],
  byWeekday: [0.96, 1.04, 1.06, 1.02, 1.04, 1.08, 0.8],
  cancelled: 0.24,
}
/** Holidays: full in August, quiet in January. */
const RESORT_DEMAND: Demand = {
  base: 0.68,
  byMonth: [0.52, 0.6, 0.78, 1, 1.08, 1.24, 1.36, 1.4, 1.26, 1.02, 0.66, 0.6],
  byWeekday: [0.94, 0.94, 0.96, 1, 1.06, 1.1, 1],
  cancelled: 0.3,
}

const CITY_LENGTHS = [
  [1, 30],
  [2, 32],
  [3, 20],
  [4, 10],
  [5, 5],
  [7, 3],
] as const
const RESORT_LENGTHS = [
  [2, 18],
  [3, 22],
  [4, 16],
  [5, 12],
  [7, 22],
  [10, 6],
  [14, 4],
] as const

const TYPES = [
  unitType('STD', 'Standard double', [2, 2], '1 double', 1, 98),
  unitType('SUP', 'Superior double', [2, 3], '1 queen', 2, 124, ['balcony']),
  unitType('FAM', 'Family room', [3, 4], '1 queen, 2 single', 3, 152, ['cot']),
  unitType('JUN', 'Junior suite', [2, 3], '1 king', 4, 196, ['balcony', 'bathtub']),
  unitType('STE', 'Suite', [2, 4], '1 king, 1 sofa bed', 5, 290, ['balcony', 'bathtub', 'sea_view']),
]
/** Twenty units of a floor, by type. */
const FLOOR = [...Array<string>(10).fill('STD'), ...Array<string>(5).fill('SUP'), 'FAM', 'FAM', 'FAM', 'JUN', 'STE']

function unitsOf(count: number): SeedUnit[] {
  return Array.from({ length: count }, (_, i) => {
    const floor = String(Math.floor(i / FLOOR.length) + 1)
    const place = i % FLOOR.length
    return {
      number: `${floor}${String(place + 1).padStart(2, '0')}`,
      floor,
      wing: place < FLOOR.length / 2 ? 'North' : 'South',
      type: FLOOR[place] ?? 'STD',
      connects: undefined,
    }
  })
}

/** How many people a house of so many units needs: [role, department, position, units for each of them]. */
const POSTS: readonly (readonly [string, string, string, number])[] = [
  ['front_desk', 'front_office', 'Receptionist', 45],
  ['front_desk', 'front_office', 'Night receptionist', 200],
  ['duty_manager', 'management', 'Duty manager', 150],
  ['housekeeping_supervisor', 'housekeeping', 'Head housekeeper', 120],
  ['housekeeper', 'housekeeping', 'Room attendant', 14],
  ['engineer', 'maintenance', 'Technician', 100],
  ['waiter', 'food_beverage', 'Waiter', 40],
  ['chef', 'kitchen', 'Cook', 90],
]

/** Nobody shares a name in one house: logins are made of them. */
function peopleOf(random: Random, units: number): SeedPerson[] {
  const taken = new Set<string>()
  const newName = (): string => {
    const pool = random.pick(NAME_POOLS)
    const name = `${random.pick(pool.given)} ${random.pick(pool.family)}`
    if (taken.has(name)) return newName()
    taken.add(name)
    return name
  }
  return POSTS.flatMap(([role, department, position, unitsEach]) =>
    Array.from({ length: Math.max(1, Math.round(units / unitsEach)) }, () =>
      person(newName(), role, department, position),
    ),
  )
}

/** The `index`th hotel of a made-up group: the same for the same seed and size. */
export function inventHotel(seed: number, index: number, units: number): SeedHotel {
  const code = `H${String(index + 1).padStart(3, '0')}`
  const random = makeRandom(seed).fork(`hotel ${code}`)
  const { city, region, country, timezone, dialCode, roomVat, type } = random.pick(PLACES)
  const domain = `${code.toLowerCase()}.stayos-group.example`
  return {
    code,
    name: `Hotel ${random.pick(NAMES)} ${city}`,
    type,
    address: { line1: `Avenida ${index + 1}`, city, region, postal_code: String(random.between(1000, 9999)), country },
    contact: { email: `desk@${domain}`, phone: `${dialCode} 210 000 ${100 + index}`, website: `https://${domain}` },
    timezone,
    currency: 'EUR',
    requiresInspection: random.chance(0.5),
    roomVat,
    breakfast: random.between(14, 26),
    demand: type === 'resort' ? RESORT_DEMAND : CITY_DEMAND,
    lengths: type === 'resort' ? RESORT_LENGTHS : CITY_LENGTHS,
    unitTypes: TYPES,
    units: unitsOf(units),
    people: peopleOf(random, units),
    headOffice: [],
  }
}
