/** The two houses of the demo group. Rates are in the property's currency, per unit and night. */
export interface DemoUnitType {
  readonly code: string
  readonly name: string
  readonly baseOccupancy: number
  readonly maxOccupancy: number
  readonly beds: string
  readonly rank: number
  readonly baseRate: number
  readonly features: readonly string[]
}

export interface DemoUnit {
  readonly number: string
  readonly floor: string
  readonly wing: string
  readonly type: string
}

export interface DemoPerson {
  readonly name: string
  readonly role: string
  readonly department: string
  readonly position: string
}

export interface DemoHotel {
  readonly code: string
  readonly name: string
  readonly type: 'city_hotel' | 'resort'
  readonly address: Readonly<Record<string, string>>
  readonly contact: Readonly<Record<string, string>>
  readonly timezone: string
  readonly currency: string
  readonly requiresInspection: boolean
  readonly breakfast: number
  /** Lengths of stay in nights, weighted. */
  readonly lengths: readonly (readonly [number, number])[]
  readonly unitTypes: readonly DemoUnitType[]
  readonly units: readonly DemoUnit[]
  readonly people: readonly DemoPerson[]
}

/** Rooms 1-8 of a city floor, by type: the corner rooms are the large ones. */
const CITY_FLOORS: readonly (readonly [string, readonly string[]])[] = [
  ['1', ['STD', 'STD', 'STD', 'STD', 'STD', 'SUP', 'FAM', 'FAM']],
  ['2', ['STD', 'STD', 'STD', 'STD', 'SUP', 'SUP', 'FAM', 'FAM']],
  ['3', ['STD', 'STD', 'STD', 'SUP', 'SUP', 'SUP', 'FAM', 'FAM']],
  ['4', ['STD', 'STD', 'STD', 'SUP', 'SUP', 'SUP', 'FAM', 'JUN']],
  ['5', ['STD', 'STD', 'STD', 'SUP', 'SUP', 'SUP', 'FAM', 'JUN']],
  ['6', ['SUP', 'SUP', 'JUN', 'JUN', 'JUN', 'JUN', 'STE', 'STE']],
]

const cityUnits = CITY_FLOORS.flatMap(([floor, types]) =>
  types.map((type, i) => ({ number: `${floor}0${i + 1}`, floor, wing: i < 4 ? 'River' : 'Garden', type })),
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
  })),
)

const unitType = (
  code: string,
  name: string,
  [baseOccupancy, maxOccupancy]: readonly [number, number],
  beds: string,
  rank: number,
  baseRate: number,
  features: readonly string[] = [],
): DemoUnitType => ({ code, name, baseOccupancy, maxOccupancy, beds, rank, baseRate, features })

const person = (name: string, role: string, department: string, position: string): DemoPerson => ({
  name,
  role,
  department,
  position,
})

export const DEMO_HOTELS: readonly DemoHotel[] = [
  {
    code: 'LIS',
    name: 'Hotel Miramar Lisboa',
    type: 'city_hotel',
    address: { line1: 'Rua do Mirante 18', city: 'Lisboa', region: 'Lisboa', postal_code: '1100-355', country: 'PT' },
    contact: { email: 'desk@miramar.example', phone: '+351 210 000 018', website: 'https://miramar.example' },
    timezone: 'Europe/Lisbon',
    currency: 'EUR',
    requiresInspection: false,
    breakfast: 24,
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
    ],
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
    breakfast: 30,
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
    ],
  },
]

/** Head office: they belong to no single house. */
export const DEMO_HEAD_OFFICE: readonly DemoPerson[] = [
  person('Isabel Noronha', 'head_office', 'management', 'Director of operations'),
  person('Afonso Quintela', 'auditor', 'management', 'Internal auditor'),
]

export const DEMO_AMENITIES: readonly (readonly [code: string, name: string, category: string, share: number])[] = [
  ['WIFI', 'Wi-Fi', 'technology', 1],
  ['AC', 'Air conditioning', 'comfort', 1],
  ['SAFE', 'Safe', 'comfort', 1],
  ['MINIBAR', 'Minibar', 'comfort', 0.6],
  ['HAIRDRYER', 'Hair dryer', 'bathroom', 1],
  ['BATHTUB', 'Bathtub', 'bathroom', 0.25],
  ['STEP_FREE', 'Step-free access', 'accessibility', 0.15],
  ['VIEW', 'View', 'view', 0.4],
]
