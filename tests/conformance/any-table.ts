import type { Catalog, CatalogTable } from '../../server/shapes/catalog.ts'
import type { ResolvedShape, ShapeResolver } from '../../server/shapes/resolved-shape.ts'
import { parseNames, parseTable, quoteText } from './identifiers.ts'
import { compilePredicate } from './predicate.ts'

const NUMERIC = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'oid'])

/**
 * The resolver of the official suites, and of nothing else: any table, with the condition, the columns and the replica mode that the request asks
 * for. In the product a terminal never says what it may see.
 */
export function createAnyTableResolver(catalog: Catalog): ShapeResolver {
  const shapeByDefinition = new WeakMap<CatalogTable, Map<string, ResolvedShape>>()
  return (name, params = new URLSearchParams()) => {
    const table = catalog.table(parseTable(name) ?? '')
    if (!table) return undefined
    const known = shapeByDefinition.get(table) ?? new Map<string, ResolvedShape>()
    shapeByDefinition.set(table, known)
    const definition = definitionOf(params)
    const shape = known.get(definition) ?? resolve(table, params, definition)
    if (shape) known.set(definition, shape)
    return shape
  }
}

/** `params[1]=x`, or one JSON object. */
export function readParameters(params: URLSearchParams): Map<string, string> {
  const whole = params.get('params')
  if (whole !== null) {
    return new Map(
      Object.entries(JSON.parse(whole) as Record<string, unknown>).map(([key, value]) => [key, String(value)]),
    )
  }
  const entries = [...params].flatMap(([name, value]) => {
    const number = /^params\[(\d+)\]$/.exec(name)?.[1]
    return number === undefined ? [] : [[number, value] as const]
  })
  return new Map(entries)
}

export function withParameters(clause: string, params: ReadonlyMap<string, string>): string {
  return clause.replace(/\$(\d+)/g, (whole, number: string) => {
    const value = params.get(number)
    return value === undefined ? whole : quoteText(value)
  })
}

function definitionOf(params: URLSearchParams): string {
  const [where, columns, replica] = ['where', 'columns', 'replica'].map((name) => params.get(name))
  return JSON.stringify([where, columns, replica, [...readParameters(params)]])
}

function resolve(table: CatalogTable, params: URLSearchParams, definition: string): ResolvedShape | undefined {
  const names = params.has('columns') ? parseNames(params.get('columns') ?? '', ',') : undefined
  const columns = table.columns.filter(({ name, generated }) => !generated && (!names || names.includes(name)))
  if (table.primaryKey.some((key) => !columns.some(({ name }) => name === key))) return undefined
  const where = params.get('where')
  const values = readParameters(params)
  const isNumeric = (column: string) =>
    NUMERIC.has(String(table.columns.find(({ name }) => name === column)?.header.type))
  return {
    table: table.name,
    columns: columns.map(({ name }) => name),
    identity: JSON.stringify([table.name, definition, columns.map(({ name, header }) => [name, header])]),
    where: where === null ? 'true' : withParameters(where, values),
    matches: where === null ? () => true : compilePredicate(where, values, isNumeric),
    properties: undefined,
    replica: params.get('replica') === 'full' ? 'full' : 'default',
  }
}
