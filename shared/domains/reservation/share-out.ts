import { nightsOf, type IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { NightStock } from './availability.ts'
import { spanOf } from './promises.ts'

/** Nights of a type that somebody would have. */
export interface Wish {
  readonly unitTypeId: Uuid
  readonly arrival: IsoDate
  readonly departure: IsoDate
}

/**
 * Who of those who wait could be given a room, the first in the list first: whoever can takes theirs away from those behind. Null where the
 * nights are not all counted in `stock`.
 */
export function shareOut(wishes: readonly Wish[], stock: readonly NightStock[]): (boolean | null)[] {
  const keyOf = (unitTypeId: Uuid, night: IsoDate) => `${unitTypeId} ${night}`
  const left = new Map(
    stock.map(({ unitTypeId, night, rooms, overbooking, sold }) => [
      keyOf(unitTypeId, night),
      rooms + overbooking - sold,
    ]),
  )
  return wishes.map(({ unitTypeId, arrival, departure }) => {
    const { from, to } = spanOf(arrival, departure)
    const keys = nightsOf(from, to).map((night) => keyOf(unitTypeId, night))
    if (keys.some((key) => !left.has(key))) return null
    if (keys.some((key) => (left.get(key) ?? 0) <= 0)) return false
    for (const key of keys) left.set(key, (left.get(key) ?? 0) - 1)
    return true
  })
}
