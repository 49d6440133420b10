import { type Demand, person, type SeedHotel, type SeedPerson, unitType } from './hotel.ts'

/** Rooms 1-8 of a city floor, by type: the corner rooms are the large ones. */
const CITY_FLOORS: readonly (readonly [string, readonly string[]])[] = [
  ['1', ['STD', 'STD', 'STD', 'STD', 'STD', 'SUP', 'FAM', 'FAM']],
  ['2', ['STD', 'STD', 'STD', 'STD', 'SUP', 'SUP', 'FAM', 'FAM']],
  ['3', ['STD', 'STD', 'STD', 'SUP', 'SUP', 'SUP', 'FAM', 'FAM']],
  ['4', ['STD', 'STD', 'STD', 'SUP', 'SUP', 'SUP', 'FAM', 'JUN']],
  ['5', ['STD', 'STD', 'STD', 'SUP', 'SUP', 'SUP', 'FAM', 'JUN']],
  ['6', ['SUP', 'SUP', 'JUN', 'JUN', 'JUN', 'JUN', 'STE', 'STE']],
]

/** Two family rooms at the end of a floor have a door between them. */
function doorOf(floor: string, types: readonly string[], i: number): string | undefined {
  if (types[6] !== 'FAM' || types[7] !== 'FAM' || i < 6) return undefined
  return `${floor}0${i === 6 ? 8 : 7}`
}

const cityUnits = CITY_FLOORS.flatMap(([floor, types]) =>
  types.map((type, i) => ({
    number: `${floor}0${i + 1}`,
    floor,
    wing: i < 4 ? 'River' : 'Garden',
    type,
    connects: doorOf(floor, types, i),
  })),
)

const RESORT_WINGS: readonly (readonly [string, string, string, number])[] = [
  ['G', 'Garden', 'DBL', 12],
  ['T', 'Terraces', 'TER', 8],
  ['H', 'Village', 'FAM', 6],
  ['V', 'Vineyard', 'VIL', 4],
]

const resortUnits = RESORT_WINGS.flatMap(([letter, wing, type, count]) =>
  Array.from({ length: count }, (_, i) => ({
    number: `${letter}${String(i + 1).padStart(2, '0')}`,
    floor: type === 'TER' && i >= 4 ? '1' : '0',
    wing,
    type,
    connects: undefined,
  })),
)

/** Busy on every day of the year, so that a demo has something to show whenever it begins. */
const BUSY: Demand = { base: 0.78, byMonth: Array(12).fill(1), byWeekday: [1, 1, 1, 1, 1, 1, 1], cancelled: 0.09 }

/** Head office: they belong to no single house. */
export const DEMO_HEAD_OFFICE: readonly SeedPerson[] = [
  person('Isabel Noronha', 'head_office', 'management', 'Director of operations'),
  person('Afonso Quintela', 'auditor', 'management', 'Internal auditor'),
]

export const DEMO_HOTELS: readonly SeedHotel[] = [
  {
    code: 'LIS',
    name: 'Hotel Miramar Lisboa',
    type: 'city_hotel',
    address: { line1: 'Rua do Mirante 18', city: 'Lisboa', region: 'Lisboa', postal_code: '1100-355', country: 'PT' },
    contact: { email: 'desk@miramar.example', phone: '+351 210 000 018', website: 'https://miramar.example' },
    timezone: 'Europe/Lisbon',
    currency: 'EUR',
    requiresInspection: false,
    roomVat: 6,
    breakfast: 24,
    demand: BUSY,
    lengths: [
      [1, 24],
      [2, 32],
      [3, 22],
      [4, 12],
      [5, 6],
      [7, 4],
    ],
    unitTypes: [
      unitType('STD', 'Standard double', [2, 2], '1 double', 1, 112),
      unitType('SUP', 'Superior double', [2, 3], '1 queen', 2, 138, ['river_view']),
      unitType('FAM', 'Family room', [3, 4], '1 queen, 2 single', 3, 168, ['cot']),
      unitType('JUN', 'Junior suite', [2, 3], '1 king', 4, 214, ['river_view', 'bathtub']),
      unitType('STE', 'Miramar suite', [2, 4], '1 king, 1 sofa bed', 5, 330, ['river_view', 'bathtub', 'balcony']),
    ],
    units: cityUnits,
    people: [
      person('Marta Valadas', 'front_desk', 'front_office', 'Receptionist'),
      person('Hélder Simões', 'front_desk', 'front_office', 'Night receptionist'),
      person('Teresa Brandão', 'duty_manager', 'management', 'Duty manager'),
      person('Rosa Pinheiro', 'housekeeping_supervisor', 'housekeeping', 'Head housekeeper'),
      person('Lurdes Faria', 'housekeeper', 'housekeeping', 'Room attendant'),
      person('Olena Bondar', 'housekeeper', 'housekeeping', 'Room attendant'),
      person('Carlos Meireles', 'engineer', 'maintenance', 'Technician'),
      person('Beatriz Salgado', 'waiter', 'food_beverage', 'Waiter'),
      person('Álvaro Teixeira', 'chef', 'kitchen', 'Cook'),
    ],
    headOffice: DEMO_HEAD_OFFICE,
  },
  {
    code: 'DOU',
    name: 'Quinta da Serra',
    type: 'resort',
    address: {
      line1: 'Estrada da Serra, km 4',
      city: 'Pinhão',
      region: 'Douro',
      postal_code: '5085-034',
      country: 'PT',
    },
    contact: {
      email: 'desk@quintadaserra.example',
      phone: '+351 254 000 004',
      website: 'https://quintadaserra.example',
    },
    timezone: 'Europe/Lisbon',
    currency: 'EUR',
    requiresInspection: true,
    roomVat: 6,
    breakfast: 30,
    demand: BUSY,
    lengths: [
      [2, 30],
      [3, 26],
      [4, 16],
      [5, 10],
      [7, 14],
      [10, 4],
    ],
    unitTypes: [
      unitType('DBL', 'Garden double', [2, 2], '1 queen', 1, 146, ['garden_view']),
      unitType('TER', 'Terrace double', [2, 3], '1 king', 2, 178, ['vineyard_view', 'balcony']),
      unitType('FAM', 'Village house', [4, 5], '1 queen, 3 single', 3, 248, ['kitchenette', 'cot']),
      unitType('VIL', 'Villa with pool', [4, 6], '2 king, 1 sofa bed', 4, 390, ['private_pool', 'kitchenette']),
    ],
    units: resortUnits,
    people: [
      person('Joana Abrantes', 'front_desk', 'front_office', 'Receptionist'),
      person('Vasco Teles', 'duty_manager', 'management', 'Resident manager'),
      person('Graça Moura', 'housekeeping_supervisor', 'housekeeping', 'Head housekeeper'),
      person('Deolinda Reis', 'housekeeper', 'housekeeping', 'Room attendant'),
      person('Ivo Santana', 'engineer', 'maintenance', 'Technician'),
      person('Simão Lobato', 'waiter', 'food_beverage', 'Waiter'),
      person('Fátima Rebelo', 'chef', 'kitchen', 'Cook'),
    ],
    headOffice: [],
  },
]
