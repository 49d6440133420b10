import fc from 'fast-check'
import { asIsoDate } from '../../../shared/kernel/dates.ts'
import type { CopyRow, CopyValue } from '../../postgres/copy.ts'
import { tablesOf } from '../contexts.ts'
import { type House, planHouse } from '../house.ts'
import { inventedHouses } from '../invented.ts'

export const now = new Date('2026-11-23T18:00:00Z')
export const businessDate = asIsoDate('2026-11-23')

export function inventedHouse(seed: number, units = 24, days = 40): House {
  const [settings] = inventedHouses({ properties: 1, units, days, seed, businessDate, now })
  if (!settings) throw new Error('no house')
  return planHouse(settings)
}

export const rowsOf = (house: House, table: string): CopyRow[] =>
  tablesOf(house)
    .filter((each) => each.table === table)
    .flatMap(({ rows }) => [...rows])

export function groupedBy(rows: readonly CopyRow[], column: string): Map<CopyValue | undefined, CopyRow[]> {
  const groups = new Map<CopyValue | undefined, CopyRow[]>()
  for (const row of rows) {
    const own = groups.get(row[column])
    if (own) own.push(row)
    else groups.set(row[column], [row])
  }
  return groups
}

const anySettings = fc.record({
  seed: fc.nat(4_294_967_295),
  units: fc.integer({ min: 1, max: 30 }),
  days: fc.integer({ min: 1, max: 40 }),
})

/** Houses of any seed and of several sizes; few, because each is a whole hotel. */
export const always = (holds: (house: House) => void) =>
  fc.assert(
    fc.property(anySettings, ({ seed, units, days }) => holds(inventedHouse(seed, units, days))),
    { numRuns: 8 },
  )
