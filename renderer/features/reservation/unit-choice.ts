import type { HousekeepingStatus } from '../../../shared/domains/property_mgmt/inputs.ts'
import type { FreeUnitRow } from '../../../shared/domains/reservation/rows.ts'

const READINESS: Readonly<Record<HousekeepingStatus, number>> = {
  inspected: 0,
  clean: 1,
  pickup: 2,
  in_progress: 3,
  dirty: 4,
}

const byNumber = new Intl.Collator('en', { numeric: true })

/** What a receptionist would offer first: the booked type, vacant, ready, then by number. */
export function orderUnits(units: readonly FreeUnitRow[], bookedTypeId: string, filter: string): FreeUnitRow[] {
  const wanted = filter.trim().toLowerCase()
  const rank = (unit: FreeUnitRow): number =>
    (unit.unitTypeId === bookedTypeId ? 0 : 100) +
    (unit.occupancyStatus === 'vacant' ? 0 : 10) +
    READINESS[unit.housekeepingStatus]
  return units
    .filter((unit) => unit.number.toLowerCase().startsWith(wanted))
    .sort((a, b) => rank(a) - rank(b) || byNumber.compare(a.number, b.number))
}
