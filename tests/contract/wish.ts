import type { CreateInput } from '../../shared/domains/reservation/inputs.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import type { SmallHotel } from './fixture.ts'

export interface StayDays {
  /** Days from the business date. */
  readonly from?: number | undefined
  readonly nights?: number | undefined
  readonly unitId?: Uuid | null | undefined
}

/** What a desk enters for a standard with a guarantee: tonight, for one night, unless said otherwise. */
export function wishOf(
  hotel: SmallHotel,
  guest: CreateInput['guest'],
  { from = 0, nights = 1, unitId }: StayDays = {},
): CreateInput {
  const arrival = addDays(hotel.businessDate, from)
  return {
    guest,
    arrival,
    departure: addDays(arrival, nights),
    adults: 1,
    children: 0,
    unitTypeId: hotel.types.STD,
    rateStrategyId: hotel.rates.BAR,
    ...(unitId && { unitId }),
    guarantee: 'card',
    source: 'desk',
    notes: '',
  }
}
