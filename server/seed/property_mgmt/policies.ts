import type { Plan } from './prices.ts'

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

export const PLANS: readonly Plan[] = ['BAR', 'NRF', 'BB']

export const PLAN_NAMES: Readonly<Record<Plan, string>> = {
  BAR: 'Best available rate',
  NRF: 'Not refundable',
  BB: 'Bed and breakfast',
}

export const MEAL_PLANS: Readonly<Record<Plan, string>> = { BAR: 'room_only', NRF: 'room_only', BB: 'bed_breakfast' }

export const policyOf = (plan: Plan) => POLICIES[plan === 'NRF' ? 'NRF' : 'FLEX']
