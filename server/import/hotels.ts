import type { MealCode } from './booking.ts'

/** The two hotels of the dataset, as its paper describes them. */
export type HotelCode = 'RESORT' | 'CITY'

export interface Hotel {
  readonly code: HotelCode
  /** As the file calls it. */
  readonly name: string
  readonly type: 'resort' | 'city_hotel'
  readonly city: string | null
  readonly region: string
}

export const HOTELS: readonly Hotel[] = [
  { code: 'RESORT', name: 'Resort Hotel', type: 'resort', city: null, region: 'Algarve' },
  { code: 'CITY', name: 'City Hotel', type: 'city_hotel', city: 'Lisbon', region: 'Lisbon' },
]

export const TIME_ZONE = 'Europe/Lisbon'
export const CURRENCY = 'EUR'

export const MEALS: Readonly<
  Record<MealCode, { readonly code: string; readonly name: string; readonly plan: string }>
> = {
  SC: { code: 'RO', name: 'room only', plan: 'room_only' },
  BB: { code: 'BB', name: 'bed and breakfast', plan: 'bed_breakfast' },
  HB: { code: 'HB', name: 'half board', plan: 'half_board' },
  FB: { code: 'FB', name: 'full board', plan: 'full_board' },
}

/** What the file says about deposits, as cancellation policies. It names no fee, so "No Deposit" costs nothing to cancel. */
export const POLICIES = {
  'No Deposit': { code: 'FLEX', name: 'No deposit, free cancellation', tiers: [], no_show_pct: 0 },
  'Non Refund': {
    code: 'NONREF',
    name: 'Prepaid, not refundable',
    tiers: [{ hours_before: 1_000_000, pct: 100 }],
    no_show_pct: 100,
  },
  Refundable: { code: 'REFUND', name: 'Deposit, refundable before arrival', tiers: [], no_show_pct: 100 },
} as const
