import type { RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'

/** What narrows the rack; an empty text narrows nothing. */
export interface RackFilter {
  readonly unitTypeId: string
  readonly floor: string
}

export interface UnitGroup {
  readonly unitTypeId: string
  readonly code: string
  readonly name: string
  readonly units: number
  readonly collapsed: boolean
}

/** A line of the rack: all are of one height. */
export type RackRow =
  { readonly kind: 'group'; readonly group: UnitGroup } | { readonly kind: 'unit'; readonly unit: RackUnitRow }

export const keyOfRow = (row: RackRow): string =>
  row.kind === 'group' ? `group ${row.group.unitTypeId}` : row.unit.unitId

/** Units under their types, from the plainest to the best, as the core sends them; a collapsed type keeps its line. */
export function rowsOf(
  units: readonly RackUnitRow[],
  filter: RackFilter,
  collapsed: ReadonlySet<string>,
): readonly RackRow[] {
  const shown = units.filter(
    (unit) =>
      (filter.unitTypeId === '' || unit.unitTypeId === filter.unitTypeId) &&
      (filter.floor === '' || unit.floor === filter.floor),
  )
  return typesOf(shown).flatMap((type): RackRow[] => {
    const own = shown.filter((unit) => unit.unitTypeId === type.unitTypeId)
    const isCollapsed = collapsed.has(type.unitTypeId)
    const group = { ...type, units: own.length, collapsed: isCollapsed }
    return [{ kind: 'group', group }, ...(isCollapsed ? [] : own.map((unit): RackRow => ({ kind: 'unit', unit })))]
  })
}

export function typesOf(
  units: readonly RackUnitRow[],
): readonly { readonly unitTypeId: string; readonly code: string; readonly name: string }[] {
  const types = new Map<string, { unitTypeId: string; code: string; name: string }>()
  for (const { unitTypeId, unitTypeCode, unitTypeName } of units) {
    if (!types.has(unitTypeId)) types.set(unitTypeId, { unitTypeId, code: unitTypeCode, name: unitTypeName })
  }
  return [...types.values()]
}

const byNumber = new Intl.Collator('en', { numeric: true })

export const floorsOf = (units: readonly RackUnitRow[]): readonly string[] =>
  [...new Set(units.map(({ floor }) => floor))].filter((floor) => floor !== '').sort(byNumber.compare)
