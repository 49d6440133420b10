import { isHeldBy, type ShapeDefinition, type TerminalRole } from '../../shared/command/shape.ts'
import { isUuid } from '../../shared/kernel/ids.ts'
import type { ReadColumn } from '../replication/transaction.ts'
import type { Catalog, CatalogTable } from './catalog.ts'
import type { ResolvedShape, ShapeResolver } from './resolved-shape.ts'

/** The product's resolver: a terminal names a table; columns and rows follow from its scope and nothing that it sends. */
export function createNamedShapeResolver(shapes: readonly ShapeDefinition[], catalog: Catalog): ShapeResolver {
  const shapeByTable = new Map(shapes.map((shape) => [shape.table, shape]))
  const resolvedByTable = new WeakMap<CatalogTable, Map<string, ResolvedShape>>()
  return (name, params, scope) => {
    const shape = shapeByTable.get(unquote(name))
    const table = shape && catalog.table(shape.table)
    if (!shape || !table || table.primaryKey.length === 0) return undefined
    if (!isHeldBy(shape, scope.role) || (params && narrows(params))) return undefined
    const properties = [...new Set(scope.properties)].sort()
    // They become SQL text below: COPY takes no parameters.
    if (!properties.every(isUuid)) return undefined
    // A poll resolves all shapes of a terminal: what is the same for a scope is made once, until the table changes.
    const resolvedByScope = resolvedByTable.get(table) ?? new Map<string, ResolvedShape>()
    resolvedByTable.set(table, resolvedByScope)
    const key = [scope.role, ...properties].join()
    const resolved = resolvedByScope.get(key) ?? resolve(shape, table, scope.role, properties)
    resolvedByScope.set(key, resolved)
    return resolved
  }
}

/** Whether any shape could hold the row; what none can is not logged (`ShapeEngineOptions.keep`). */
export function createRowFilter(shapes: readonly ShapeDefinition[]): (table: string, read: ReadColumn) => boolean {
  const shapeByTable = new Map(shapes.map((shape) => [shape.table, shape]))
  return (table, read) => {
    const shape = shapeByTable.get(table)
    return shape !== undefined && (!shape.hot || isHot(read))
  }
}

function resolve(
  shape: ShapeDefinition,
  table: CatalogTable,
  role: TerminalRole,
  properties: readonly string[],
): ResolvedShape {
  const withheld = shape.withheld?.[role] ?? []
  const columns = table.columns.filter((column) => !column.generated && !withheld.includes(column.name))
  const names = columns.map((column) => column.name)
  const { scope, hot } = shape
  const inScope = new Set(properties)
  return {
    table: shape.table,
    columns: names,
    identity: JSON.stringify([
      shape.table,
      role,
      properties,
      scope,
      hot,
      columns.map((each) => [each.name, each.header]),
    ]),
    where: conditions(scope, hot, properties).join(' AND ') || 'true',
    matches: (read) => (scope === 'all' || inScope.has(read(scope) ?? '')) && (!hot || isHot(read)),
    properties: scope === 'property_id' ? properties : undefined,
    replica: 'default',
  }
}

function conditions(scope: ShapeDefinition['scope'], hot: boolean, properties: readonly string[]): string[] {
  const list = properties.map((property) => `'${property}'`).join(', ')
  const scoped = list === '' ? 'false' : `"${scope}" IN (${list})`
  return [...(scope === 'all' ? [] : [scoped]), ...(hot ? ['"hot"'] : [])]
}

const isHot = (read: ReadColumn) => read('hot') === 't'

/** The clients quote names with capitals; ours have none. */
const unquote = (name: string) => name.replace(/^"([^"]+)"\."([^"]+)"$/, '$1.$2')

/** A terminal never narrows its shapes: what it could ask for, it could ask for of others. */
function narrows(params: URLSearchParams): boolean {
  return [...params.keys()].some(
    (key) => key === 'where' || key === 'columns' || key === 'replica' || key.startsWith('subset__'),
  )
}
