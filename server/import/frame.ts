import { FEE_CODES } from '../../shared/domains/reservation/fees.ts'
import { addDays, type IsoDate } from '../../shared/kernel/dates.ts'
import { fromMinor } from '../../shared/kernel/money.ts'
import type { MealCode } from './booking.ts'
import type { CopyRow } from '../postgres/copy.ts'
import { CURRENCY, type Hotel, MEALS, POLICIES, TIME_ZONE } from './hotels.ts'
import { hotelRowId, policyId, propertyId, rateId, unitId, unitTypeId } from './ids.ts'
import { type HotelSurvey, type RateTally, rateKeyOf, type TypeSurvey } from './survey.ts'
import { clockOf } from './time.ts'
import type { UnitState } from './unit-states.ts'

export interface TableRows {
  readonly table: string
  readonly rows: readonly CopyRow[]
}

/**
 * The day before the business date, closed: it stands from the first transaction on and tells a later run what this import was. Its id
 * follows from the file's digest and the date, so that another file or another date does not find it.
 */
export function importMark(hotel: Hotel, day: IsoDate, digest: string): string {
  return hotelRowId(hotel.code, 'property_mgmt.business_days', `${day} of ${digest}`)
}

/** The hotel itself: everything that stands before the first booking does. */
export function frameRows(
  hotel: Hotel,
  survey: HotelSurvey,
  states: readonly UnitState[],
  day: IsoDate,
  digest: string,
): TableRows[] {
  const property_id = propertyId(hotel.code)
  const yesterday = addDays(day, -1)
  const mark = {
    id: importMark(hotel, day, digest),
    property_id,
    business_date: yesterday,
    status: 'closed',
    opened_at: clockOf(yesterday, '04:00'),
    closed_at: clockOf(day, '04:00'),
  }
  return [
    { table: 'property_mgmt.properties', rows: [propertyRow(hotel)] },
    ...receptionRows(hotel),
    { table: 'billing.transaction_codes', rows: feeCodeRows(hotel) },
    { table: 'property_mgmt.business_days', rows: [mark] },
    { table: 'reservation.cancellation_policies', rows: policyRows(hotel) },
    { table: 'property_mgmt.unit_types', rows: typeRows(hotel, survey) },
    { table: 'property_mgmt.rate_strategies', rows: rateRows(hotel, survey) },
    { table: 'property_mgmt.inventory_units', rows: states.map((state) => unitRow(hotel, state)) },
  ]
}

function propertyRow(hotel: Hotel): CopyRow {
  return {
    id: propertyId(hotel.code),
    code: hotel.code,
    name: hotel.name,
    type: hotel.type,
    address: `(,,${hotel.city ?? ''},${hotel.region},,PT)`,
    timezone: TIME_ZONE,
    currency: CURRENCY,
    check_in_time: '15:00',
    check_out_time: '11:00',
  }
}

/** What the policies of the file ask for is charged under these; their tax is head office's to set. */
function feeCodeRows(hotel: Hotel): CopyRow[] {
  const row = (code: string, name: string, revenue_group: string) => ({
    id: hotelRowId(hotel.code, 'billing.transaction_codes', code),
    property_id: propertyId(hotel.code),
    code,
    name,
    kind: 'fee',
    revenue_group,
  })
  return [row(FEE_CODES.cancellation, 'Cancellation fee', 'miscellaneous'), row(FEE_CODES.noShow, 'No-show', 'rooms')]
}

/** The file names nobody who works there; somebody must sign what its desks do. */
function receptionRows(hotel: Hotel): TableRows[] {
  const user_id = hotelRowId(hotel.code, 'shared.users', 'reception')
  const display_name = `Reception, ${hotel.name}`
  const role = 'duty_manager'
  const email = `reception@${hotel.code.toLowerCase()}.invalid`
  const id = hotelRowId(hotel.code, 'shared.user_property_roles', 'reception')
  return [
    { table: 'shared.users', rows: [{ id: user_id, email, display_name, status: 'active', role }] },
    {
      table: 'shared.user_property_roles',
      rows: [{ id, property_id: propertyId(hotel.code), user_id, role, display_name }],
    },
  ]
}

function policyRows(hotel: Hotel): CopyRow[] {
  return Object.values(POLICIES).map(({ code, name, tiers, no_show_pct }) => ({
    id: policyId(hotel.code, code),
    property_id: propertyId(hotel.code),
    code,
    name,
    tiers: JSON.stringify(tiers),
    no_show_pct,
  }))
}

const LEAST_SLEEPS = 2
const MOST_SLEEPS = 6

/** The data calls its types by letters that stand in no order of value: the upgrade rank follows the mean price of a night. */
function typeRows(hotel: Hotel, survey: HotelSurvey): CopyRow[] {
  const ranked = Array.from(survey.typeByCode).sort(([, a], [, b]) => meanCents(a.rates) - meanCents(b.rates))
  return ranked.map(([code, type], i) => ({
    id: unitTypeId(hotel.code, code),
    property_id: propertyId(hotel.code),
    code,
    name: `Room type ${code}`,
    base_occupancy: LEAST_SLEEPS,
    max_occupancy: Math.min(MOST_SLEEPS, Math.max(LEAST_SLEEPS, type.largestParty)),
    upgrade_rank: i + 1,
  }))
}

/** A rate per type and meal that was sold, and bed and breakfast for every type that there is. */
function rateRows(hotel: Hotel, survey: HotelSurvey): CopyRow[] {
  const house = sumOf(Array.from(survey.typeByCode.values(), (type) => type.rates))
  return Array.from(survey.typeByCode).flatMap(([code, type]) =>
    (Object.keys(MEALS) as MealCode[])
      .filter((meal) => survey.ratesByTypeAndMeal.has(rateKeyOf(code, meal)) || (meal === 'BB' && type.peak > 0))
      .map((meal) => rateRow(hotel, code, meal, bestTally(survey, code, meal, type, house))),
  )
}

function bestTally(survey: HotelSurvey, code: string, meal: MealCode, type: TypeSurvey, house: RateTally): RateTally {
  const own = survey.ratesByTypeAndMeal.get(rateKeyOf(code, meal))
  return [own, type.rates].find((tally) => tally !== undefined && tally.nights > 0) ?? house
}

function rateRow(hotel: Hotel, type: string, meal: MealCode, tally: RateTally): CopyRow {
  const base = meanCents(tally)
  return {
    id: rateId(hotel.code, rateCodeOf(type, meal)),
    property_id: propertyId(hotel.code),
    unit_type_id: unitTypeId(hotel.code, type),
    code: rateCodeOf(type, meal),
    name: `Room type ${type}, ${MEALS[meal].name}`,
    base_rate: fromMinor(base),
    currency: CURRENCY,
    meal_plan: MEALS[meal].plan,
    cancellation_policy_id: policyId(hotel.code, POLICIES['No Deposit'].code),
    min_rate: '0',
    max_rate: fromMinor(Math.max(2 * base, tally.highestCents)),
  }
}

function unitRow(hotel: Hotel, state: UnitState): CopyRow {
  return {
    id: unitId(hotel.code, state.unit.number),
    property_id: propertyId(hotel.code),
    unit_type_id: unitTypeId(hotel.code, state.unit.type),
    number: state.unit.number,
    floor: state.unit.floor,
    occupancy_status: state.occupiedBy ? 'occupied' : 'vacant',
    housekeeping_status: state.housekeeping,
    housekeeping_set_at: state.housekeepingSetAt,
  }
}

/** 'A-BB' */
export const rateCodeOf = (type: string, meal: MealCode) => `${type}-${MEALS[meal].code}`

const meanCents = (tally: RateTally) => (tally.nights === 0 ? 0 : Math.round(tally.cents / tally.nights))

function sumOf(tallies: readonly RateTally[]): RateTally {
  return {
    nights: tallies.reduce((sum, tally) => sum + tally.nights, 0),
    cents: tallies.reduce((sum, tally) => sum + tally.cents, 0),
    highestCents: Math.max(0, ...tallies.map((tally) => tally.highestCents)),
  }
}
