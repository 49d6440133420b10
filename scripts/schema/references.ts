import { AUDIT_COLUMNS, contextOf, localName, type Schema } from './read-schema.ts'

export interface Reference {
  readonly table: string
  readonly column: string
  readonly target: string
  readonly optional: boolean
  /** Kept by the database; across contexts a bare id is kept by the commands. */
  readonly enforced: boolean
}

/** Columns whose name does not say the table. */
const TARGET_BY_WORD: Readonly<Record<string, string>> = {
  unit: 'property_mgmt.inventory_units',
  user: 'shared.users',
  device: 'sync.terminals',
}

/** Every reference but those that each table has (property and audit columns). */
export function referencesOf(schema: Schema): Reference[] {
  const tables = schema.relations.filter((relation) => !relation.isView).map((relation) => relation.name)
  const targetOf = targetFinder(tables)
  const enforced = new Map(
    schema.foreignKeys.flatMap((key) => key.columns.map((column) => [`${key.table}.${column}`, key.target] as const)),
  )
  return schema.columns
    .filter(
      ({ relation, column }) => tables.includes(relation) && column !== 'property_id' && !AUDIT_COLUMNS.has(column),
    )
    .flatMap(({ relation, column, type, notNull }) => {
      const kept = enforced.get(`${relation}.${column}`)
      const target = kept ?? (type === 'uuid' && column.endsWith('_id') ? targetOf(relation, column) : undefined)
      if (target === undefined) return []
      return [{ table: relation, column, target, optional: !notNull, enforced: kept !== undefined }]
    })
}

/** 'holder_profile_id' -> 'guest.profiles': the table whose name in the singular ends the column's; of several the longest, then the own context's. */
function targetFinder(tables: readonly string[]): (table: string, column: string) => string | undefined {
  const byWord = tables.map((table) => [singular(localName(table)), table] as const)
  const words = [...byWord, ...Object.entries(TARGET_BY_WORD)].sort(([a], [b]) => b.length - a.length)
  return (from, column) => {
    const stem = column.slice(0, -'_id'.length)
    const fitting = words.filter(([word]) => stem === word || stem.endsWith(`_${word}`))
    const longest = fitting.filter(([word]) => word.length === fitting[0]?.[0].length)
    const own = longest.find(([, table]) => contextOf(table) === contextOf(from))
    const target = (own ?? longest[0])?.[1]
    return target !== undefined && tables.includes(target) ? target : undefined
  }
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(ses|xes|ches|shes)$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}
