import type { HousekeepingStatus } from '../../../shared/domains/property_mgmt/inputs.ts'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { t } from '../../../shared/language/t.ts'

export type Grouping = 'floor' | 'type'
export type UnitFilter = 'all' | 'vacant' | HousekeepingStatus | 'blocked'

export interface UnitGroup {
  readonly key: string
  readonly title: string
  readonly units: readonly UnitRow[]
}

const byNumber = new Intl.Collator('en', { numeric: true })

export function passes(unit: UnitRow, filter: UnitFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'vacant':
      return unit.occupancyStatus === 'vacant' && unit.blockStatus === 'none'
    case 'blocked':
      return unit.blockStatus !== 'none'
    default:
      return unit.housekeepingStatus === filter
  }
}

export function groupUnits(
  units: readonly UnitRow[],
  by: Grouping,
  filter: UnitFilter,
  numberPrefix: string,
): readonly UnitGroup[] {
  const groups = new Map<string, { title: string; units: UnitRow[] }>()
  const wanted = numberPrefix.trim().toLowerCase()
  const sorted = [...units].sort((a, b) => byNumber.compare(a.number, b.number))
  for (const unit of sorted) {
    if (!passes(unit, filter) || !unit.number.toLowerCase().startsWith(wanted)) continue
    const key = by === 'floor' ? unit.floor : unit.unitTypeCode
    const title =
      by === 'floor'
        ? unit.floor === ''
          ? t('No floor')
          : t('Floor {floor}', { floor: unit.floor })
        : unit.unitTypeName
    const group = groups.get(key) ?? { title, units: [] }
    group.units.push(unit)
    groups.set(key, group)
  }
  return [...groups]
    .sort(([a], [b]) => byNumber.compare(a, b))
    .map(([key, group]) => ({ key, title: group.title, units: group.units }))
}
