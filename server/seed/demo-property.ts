import { FIRST_DAY } from './demo-calendar.ts'
import { BOUNDS, breakfastOf, NON_REFUNDABLE_FACTOR, type Plan, seasonsOf } from './demo-prices.ts'
import { DEMO_AMENITIES, type DemoHotel, type DemoUnit } from './demo-hotels.ts'
import { type DemoClock, demoId } from './demo-time.ts'
import type { Random } from './random.ts'
import { addRow, type TableRows } from './rows.ts'

export const propertyIdOf = (hotel: DemoHotel) => demoId('property_mgmt.properties', hotel.code)
export const unitTypeIdOf = (hotel: DemoHotel, type: string) =>
  demoId('property_mgmt.unit_types', `${hotel.code} ${type}`)
export const unitIdOf = (hotel: DemoHotel, unit: DemoUnit) =>
  demoId('property_mgmt.inventory_units', `${hotel.code} ${unit.number}`)
export const rateCodeOf = (plan: Plan, type: string) => `${plan}-${type}`
export const rateIdOf = (hotel: DemoHotel, plan: Plan, type: string) =>
  demoId('property_mgmt.rate_strategies', `${hotel.code} ${rateCodeOf(plan, type)}`)
const policyIdOf = (hotel: DemoHotel, code: string) =>
  demoId('reservation.cancellation_policies', `${hotel.code} ${code}`)

/** What becomes of money when plans change. A tier applies where less time than `hours_before` remains. */
export const POLICIES = {
  FLEX: {
    code: 'FLEX',
    name: 'Free until 2 days before, then 50 %',
    tiers: [{ hours_before: 48, pct: 50 }],
    no_show_pct: 100,
    anchor: 'check_in_time',
  },
  NRF: {
    code: 'NRF',
    name: 'Not refundable',
    tiers: [{ hours_before: 87600, pct: 100 }],
    no_show_pct: 100,
    anchor: 'check_in_time',
  },
} as const

export const MEAL_PLANS: Readonly<Record<Plan, string>> = { BAR: 'room_only', NRF: 'room_only', BB: 'bed_breakfast' }

export const policyOf = (plan: Plan) => POLICIES[plan === 'NRF' ? 'NRF' : 'FLEX']

function addRates(rows: TableRows, hotel: DemoHotel, propertyId: string, clock: DemoClock): void {
  for (const policy of Object.values(POLICIES)) {
    addRow(rows, 'reservation.cancellation_policies', {
      id: policyIdOf(hotel, policy.code),
      property_id: propertyId,
      ...policy,
    })
  }
  const names: Readonly<Record<Plan, string>> = {
    BAR: 'Best available rate',
    NRF: 'Not refundable',
    BB: 'Bed and breakfast',
  }
  for (const plan of ['BAR', 'NRF', 'BB'] as const) {
    for (const type of hotel.unitTypes) {
      const derivation =
        plan === 'NRF'
          ? { kind: 'factor', value: NON_REFUNDABLE_FACTOR }
          : { kind: 'amount', value: breakfastOf(hotel, type) }
      addRow(rows, 'property_mgmt.rate_strategies', {
        id: rateIdOf(hotel, plan, type.code),
        property_id: propertyId,
        unit_type_id: unitTypeIdOf(hotel, type.code),
        code: rateCodeOf(plan, type.code),
        name: `${names[plan]}, ${type.name.toLowerCase()}`,
        base_rate: type.baseRate.toFixed(2),
        currency: hotel.currency,
        pricing_mode: plan === 'BAR' ? 'fixed' : 'derived',
        parent_id: plan === 'BAR' ? null : rateIdOf(hotel, 'BAR', type.code),
        derivation: plan === 'BAR' ? null : derivation,
        meal_plan: MEAL_PLANS[plan],
        cancellation_policy_id: policyIdOf(hotel, policyOf(plan).code),
        min_rate: (type.baseRate * BOUNDS.min * 0.8).toFixed(2),
        max_rate: (type.baseRate * BOUNDS.max + breakfastOf(hotel, type)).toFixed(2),
      })
    }
  }
  for (const type of hotel.unitTypes) addAdjustments(rows, hotel, propertyId, type.code, clock)
}

function addAdjustments(rows: TableRows, hotel: DemoHotel, propertyId: string, type: string, clock: DemoClock): void {
  const strategyId = rateIdOf(hotel, 'BAR', type)
  for (const season of seasonsOf(hotel, clock.today)) {
    addRow(rows, 'property_mgmt.seasonal_adjustments', {
      id: demoId('property_mgmt.seasonal_adjustments', `${hotel.code} ${type} ${season.name}`),
      property_id: propertyId,
      rate_strategy_id: strategyId,
      name: season.name,
      dates: `[${season.from},${season.to})`,
      dow_mask: season.dowMask,
      value: season.factor,
      priority: season.dowMask === 127 ? 1 : 10,
    })
  }
  const bands = [
    { from_pct: 90, to_pct: 100, min_lead_days: 0, max_lead_days: 9999, value: 1.1 },
    { from_pct: 0, to_pct: 40, min_lead_days: 0, max_lead_days: 1, value: 0.92 },
  ]
  for (const band of bands) {
    addRow(rows, 'property_mgmt.occupancy_modifiers', {
      id: demoId('property_mgmt.occupancy_modifiers', `${hotel.code} ${type} ${band.from_pct}`),
      property_id: propertyId,
      rate_strategy_id: strategyId,
      ...band,
    })
  }
}

function addAmenities(rows: TableRows, random: Random, hotel: DemoHotel, propertyId: string): void {
  for (const [code, name, category, share] of DEMO_AMENITIES) {
    const amenityId = demoId('property_mgmt.amenities', `${hotel.code} ${code}`)
    addRow(rows, 'property_mgmt.amenities', { id: amenityId, property_id: propertyId, code, name, category })
    for (const unit of hotel.units.filter(() => random.chance(share))) {
      addRow(rows, 'property_mgmt.unit_amenities', {
        id: demoId('property_mgmt.unit_amenities', `${hotel.code} ${unit.number} ${code}`),
        property_id: propertyId,
        unit_id: unitIdOf(hotel, unit),
        amenity_id: amenityId,
      })
    }
  }
}

function addBusinessDays(rows: TableRows, hotel: DemoHotel, propertyId: string, clock: DemoClock): void {
  for (let day = FIRST_DAY; day <= 0; day++) {
    addRow(rows, 'property_mgmt.business_days', {
      id: demoId('property_mgmt.business_days', `${hotel.code} ${clock.date(day)}`),
      property_id: propertyId,
      business_date: clock.date(day),
      status: day === 0 ? 'open' : 'closed',
      opened_at: `${clock.date(day)}T00:30:00 ${hotel.timezone}`,
      closed_at: day === 0 ? null : `${clock.date(day + 1)}T00:30:00 ${hotel.timezone}`,
    })
  }
}

/** The house itself, before any guest: types, policies, rates, amenities, days. Its units come with their state of today. */
export function addProperty(rows: TableRows, random: Random, hotel: DemoHotel, clock: DemoClock): void {
  const propertyId = propertyIdOf(hotel)
  addRow(rows, 'property_mgmt.properties', {
    id: propertyId,
    code: hotel.code,
    name: hotel.name,
    type: hotel.type,
    address: hotel.address,
    contact: hotel.contact,
    timezone: hotel.timezone,
    currency: hotel.currency,
    requires_inspection: hotel.requiresInspection,
  })
  addBusinessDays(rows, hotel, propertyId, clock)
  for (const type of hotel.unitTypes) {
    addRow(rows, 'property_mgmt.unit_types', {
      id: unitTypeIdOf(hotel, type.code),
      property_id: propertyId,
      code: type.code,
      name: type.name,
      base_occupancy: type.baseOccupancy,
      max_occupancy: type.maxOccupancy,
      beds: type.beds,
      upgrade_rank: type.rank,
    })
  }
  addRates(rows, hotel, propertyId, clock)
  addAmenities(rows, random.fork('amenities'), hotel, propertyId)
}
