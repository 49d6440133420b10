import type { CopyRow } from '../../postgres/copy.ts'
import type { SeedHotel, SeedUnitType } from '../hotels/hotel.ts'
import type { House } from '../house.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { policyIdOf, propertyIdOf, rateCodeOf, rateIdOf, unitTypeIdOf } from './ids.ts'
import { MEAL_PLANS, PLAN_NAMES, PLANS, POLICIES, policyOf } from './policies.ts'
import { BOUNDS, breakfastOf, NON_REFUNDABLE_FACTOR, type Plan } from './prices.ts'

function rateRow(hotel: SeedHotel, plan: Plan, type: SeedUnitType): CopyRow {
  const derivation =
    plan === 'NRF'
      ? { kind: 'factor', value: NON_REFUNDABLE_FACTOR }
      : { kind: 'amount', value: breakfastOf(hotel, type) }
  return {
    id: rateIdOf(hotel, plan, type.code),
    property_id: propertyIdOf(hotel),
    unit_type_id: unitTypeIdOf(hotel, type.code),
    code: rateCodeOf(plan, type.code),
    name: `${PLAN_NAMES[plan]}, ${type.name.toLowerCase()}`,
    base_rate: type.baseRate.toFixed(2),
    currency: hotel.currency,
    pricing_mode: plan === 'BAR' ? 'fixed' : 'derived',
    parent_id: plan === 'BAR' ? null : rateIdOf(hotel, 'BAR', type.code),
    derivation: plan === 'BAR' ? null : JSON.stringify(derivation),
    meal_plan: MEAL_PLANS[plan],
    cancellation_policy_id: policyIdOf(hotel, policyOf(plan).code),
    min_rate: (type.baseRate * BOUNDS.min * 0.8).toFixed(2),
    max_rate: (type.baseRate * BOUNDS.max + breakfastOf(hotel, type)).toFixed(2),
  }
}

function adjustmentRows({ hotel, seasons }: House): CopyRow[] {
  return hotel.unitTypes.flatMap((type) =>
    seasons.map((season) => ({
      id: seedId('property_mgmt.seasonal_adjustments', `${hotel.code} ${type.code} ${season.name}`),
      property_id: propertyIdOf(hotel),
      rate_strategy_id: rateIdOf(hotel, 'BAR', type.code),
      name: season.name,
      dates: `[${season.from},${season.to})`,
      dow_mask: season.dowMask,
      value: season.factor,
      priority: season.dowMask === 127 ? 1 : 10,
    })),
  )
}

const BANDS = [
  { from_pct: 90, to_pct: 100, min_lead_days: 0, max_lead_days: 9999, value: 1.1 },
  { from_pct: 0, to_pct: 40, min_lead_days: 0, max_lead_days: 1, value: 0.92 },
]

function modifierRows({ hotel }: House): CopyRow[] {
  return hotel.unitTypes.flatMap((type) =>
    BANDS.map((band) => ({
      id: seedId('property_mgmt.occupancy_modifiers', `${hotel.code} ${type.code} ${band.from_pct}`),
      property_id: propertyIdOf(hotel),
      rate_strategy_id: rateIdOf(hotel, 'BAR', type.code),
      ...band,
    })),
  )
}

function policyRows({ hotel }: House): CopyRow[] {
  return Object.values(POLICIES).map((policy) => ({
    id: policyIdOf(hotel, policy.code),
    property_id: propertyIdOf(hotel),
    ...policy,
    tiers: JSON.stringify(policy.tiers),
  }))
}

/** What a night costs, and what becomes of the money when plans change. */
export function rateTables(house: House): SeedTable[] {
  const { hotel } = house
  return [
    tableOf('reservation.cancellation_policies', () => policyRows(house)),
    tableOf('property_mgmt.rate_strategies', () =>
      PLANS.flatMap((plan) => hotel.unitTypes.map((type) => rateRow(hotel, plan, type))),
    ),
    tableOf('property_mgmt.seasonal_adjustments', () => adjustmentRows(house)),
    tableOf('property_mgmt.occupancy_modifiers', () => modifierRows(house)),
  ]
}
