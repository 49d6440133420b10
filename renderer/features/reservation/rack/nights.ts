import type { RackNightRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import { dayNumber, type DayNumber } from './calendar.ts'

export interface Stock {
  readonly rooms: number
  readonly sold: number
}

/** By night, for one type each and, under '', for the whole house. */
export type StockByType = ReadonlyMap<string, ReadonlyMap<DayNumber, Stock>>

export function stockOf(rows: readonly RackNightRow[]): StockByType {
  const byType = new Map<string, Map<DayNumber, Stock>>()
  for (const { night, unitTypeId, rooms, sold } of rows) {
    const day = dayNumber(night)
    for (const type of [unitTypeId, '']) {
      const nights = byType.get(type) ?? new Map<DayNumber, Stock>()
      const so = nights.get(day) ?? { rooms: 0, sold: 0 }
      nights.set(day, { rooms: so.rooms + rooms, sold: so.sold + sold })
      byType.set(type, nights)
    }
  }
  return byType
}

/** Nights sold of units that are not out of order, in whole per cent; more than 100 where more is sold than there is. */
export const occupancyPct = ({ rooms, sold }: Stock): number => (rooms === 0 ? 0 : Math.round((sold / rooms) * 100))

export type Pressure = 'low' | 'middle' | 'high' | 'over'

export function pressureOf({ rooms, sold }: Stock): Pressure {
  if (sold > rooms) return 'over'
  const pct = occupancyPct({ rooms, sold })
  return pct >= 90 ? 'high' : pct >= 60 ? 'middle' : 'low'
}
