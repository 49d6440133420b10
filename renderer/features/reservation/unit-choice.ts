import type { HousekeepingStatus } from '../../../shared/domains/property_mgmt/inputs.ts'
import type { FreeUnitRow } from '../../../shared/domains/reservation/rows.ts'

const READINESS: Readonly<Record<HousekeepingStatus, number>> = {
  inspected: 0,
  clean: 1,
  pickup: 2,
  in_progress: 3,
  dirty: 4,
}

/** The type that was booked; its rank is unknown until it is read. */
export interface BookedType {
  readonly unitTypeId: string
  readonly upgradeRank: number | undefined
}

export type Fit = 'booked' | 'upgrade' | 'lower'

/** How a unit's type stands to the one that was booked. The domain refuses a lower one. */
export function fitOf(unit: Pick<FreeUnitRow, 'unitTypeId' | 'upgradeRank'>, booked: BookedType): Fit {
  if (unit.unitTypeId === booked.unitTypeId) return 'booked'
  return unit.upgradeRank < (booked.upgradeRank ?? 0) ? 'lower' : 'upgrade'
}

const FIT: Readonly<Record<Fit, number>> = { booked: 0, upgrade: 1, lower: 2 }
const byNumber = new Intl.Collator('en', { numeric: true })

/**
 * What a receptionist would offer first: the booked type, then the nearest upgrade; in service, vacant, ready; then by number. `now`: somebody
 * goes in at once, so that what is ready comes before the type.
 */
export function orderUnits(
  units: readonly FreeUnitRow[],
  booked: BookedType,
  filter: string,
  now = false,
): FreeUnitRow[] {
  const wanted = filter.trim().toLowerCase()
  const ranks = (unit: FreeUnitRow): readonly number[] => {
    const type = [FIT[fitOf(unit, booked)], unit.unitTypeId === booked.unitTypeId ? 0 : unit.upgradeRank]
    const state = [
      unit.blockStatus === 'none' ? 0 : 1,
      unit.occupancyStatus === 'vacant' ? 0 : 1,
      READINESS[unit.housekeepingStatus],
    ]
    // A lower type is refused, however ready it is.
    return now ? [fitOf(unit, booked) === 'lower' ? 1 : 0, ...state, ...type] : [...type, ...state]
  }
  return units
    .filter((unit) => unit.number.toLowerCase().startsWith(wanted))
    .sort((a, b) => compare(ranks(a), ranks(b)) || byNumber.compare(a.number, b.number))
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
