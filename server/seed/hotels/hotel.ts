/** A house to be filled with guests. Rates are in its currency, per unit and night. */
export interface SeedUnitType {
  readonly code: string
  readonly name: string
  readonly baseOccupancy: number
  readonly maxOccupancy: number
  readonly beds: string
  readonly rank: number
  readonly baseRate: number
  readonly features: readonly string[]
}

export interface SeedUnit {
  readonly number: string
  readonly floor: string
  readonly wing: string
  readonly type: string
  /** The number of the unit behind the connecting door. */
  readonly connects: string | undefined
}

export interface SeedPerson {
  readonly name: string
  readonly role: string
  readonly department: string
  readonly position: string
}

/** How many units of a hundred are sold on a night: a base, times the month's factor (January first), times the weekday's (Monday first). */
export interface Demand {
  readonly base: number
  readonly byMonth: readonly number[]
  readonly byWeekday: readonly number[]
  /** Of a hundred bookings that are kept, so many more are made and cancelled. */
  readonly cancelled: number
}

export interface SeedHotel {
  readonly code: string
  readonly name: string
  readonly type: 'city_hotel' | 'resort'
  readonly address: Readonly<Record<'line1' | 'city' | 'region' | 'postal_code' | 'country', string>>
  readonly contact: Readonly<Record<'email' | 'phone' | 'website', string>>
  readonly timezone: string
  readonly currency: string
  readonly requiresInspection: boolean
  /** Of accommodation, in percent; it is included in prices. */
  readonly roomVat: number
  readonly breakfast: number
  readonly demand: Demand
  /** Lengths of stay in nights, weighted. */
  readonly lengths: readonly (readonly [number, number])[]
  readonly unitTypes: readonly SeedUnitType[]
  readonly units: readonly SeedUnit[]
  readonly people: readonly SeedPerson[]
  /** People of head office whose logins come with this house: they belong to no single one. */
  readonly headOffice: readonly SeedPerson[]
}

export function typeOf(hotel: SeedHotel, unit: SeedUnit | undefined): SeedUnitType {
  const type = hotel.unitTypes.find((candidate) => candidate.code === unit?.type)
  if (!type) throw new Error(`${hotel.code} has a unit without a type`)
  return type
}

export const unitType = (
  code: string,
  name: string,
  [baseOccupancy, maxOccupancy]: readonly [number, number],
  beds: string,
  rank: number,
  baseRate: number,
  features: readonly string[] = [],
): SeedUnitType => ({ code, name, baseOccupancy, maxOccupancy, beds, rank, baseRate, features })

export const person = (name: string, role: string, department: string, position: string): SeedPerson => ({
  name,
  role,
  department,
  position,
})
