import type { Context } from '../../shared/catalog/contexts.ts'
import { AUDIT_COLUMNS, contextOf, localName, type Schema } from './read-schema.ts'
import { type Reference, referencesOf } from './references.ts'

const fence = (lines: readonly string[]) => ['```mermaid', ...lines, '```', ''].join('\n')

/** Tables of one context with their columns; of other contexts only what is referred to, by name. */
export function contextDiagram(schema: Schema, context: Context): string {
  const tables = schema.relations.filter((relation) => relation.context === context && !relation.isView)
  const references = referencesOf(schema).filter((reference) => contextOf(reference.table) === context)
  const abroad = [...new Set(references.map(({ target }) => target))].filter((target) => contextOf(target) !== context)
  return fence([
    'erDiagram',
    ...tables.flatMap(({ name, primaryKey }) => [
      `  ${localName(name)} {`,
      ...schema.columns
        .filter(({ relation, column }) => relation === name && !AUDIT_COLUMNS.has(column))
        .map(({ column, type, generated, notNull }) => {
          const key = primaryKey.includes(column) ? ' PK' : isReference(references, name, column) ? ' FK' : ''
          const remark = generated ? ' "generated"' : notNull ? '' : ' "may be null"'
          return `    ${shortType(type)} ${column}${key}${remark}`
        }),
      '  }',
    ]),
    ...abroad.sort().map((target) => `  ${entity(target)}["${target}"]`),
    ...references.map((reference) => relationship(reference, context)),
  ])
}

const isReference = (references: readonly Reference[], table: string, column: string) =>
  references.some((reference) => reference.table === table && reference.column === column)

/** Every table by name, and every reference between them. */
export function overviewDiagram(schema: Schema): string {
  const once = new Map<string, Reference>()
  for (const reference of referencesOf(schema)) {
    const pair = `${reference.table} ${reference.target}`
    const known = once.get(pair)
    if (!known || (reference.enforced && !known.enforced)) once.set(pair, reference)
  }
  const tables = schema.relations.filter((relation) => !relation.isView)
  return fence([
    'erDiagram',
    ...tables.map(({ name }) => `  ${entity(name)}["${name}"]`),
    ...[...once.values()].map((reference) => relationship(reference, undefined)),
  ])
}

/** The contexts, and how many columns of one name a row of another. */
export function contextMap(schema: Schema): string {
  const counts = new Map<string, number>()
  for (const { table, target } of referencesOf(schema)) {
    const [from, to] = [contextOf(table), contextOf(target)]
    if (from !== to) counts.set(`${from} -.->|N| ${to}`, (counts.get(`${from} -.->|N| ${to}`) ?? 0) + 1)
  }
  const sizes = schema.contexts.map(({ name }) => {
    const count = schema.relations.filter((relation) => relation.context === name && !relation.isView).length
    return `  ${name}["${name}<br/>${count} tables"]`
  })
  return fence([
    'flowchart LR',
    ...sizes,
    ...[...counts].map(([edge, count]) => `  ${edge.replace('N', String(count))}`),
  ])
}

/** Solid where the database keeps it, dotted where the commands do. */
function relationship({ table, column, target, optional, enforced }: Reference, context: Context | undefined): string {
  const name = (full: string) => (contextOf(full) === context ? localName(full) : entity(full))
  return `  ${name(table)} }o${enforced ? '--' : '..'}${optional ? 'o|' : '||'} ${name(target)} : ${column}`
}

const entity = (name: string) => name.replace('.', '_')

function shortType(type: string): string {
  const short: Readonly<Record<string, string>> = {
    'timestamp with time zone': 'timestamptz',
    'time without time zone': 'time',
    'double precision': 'float8',
  }
  return (
    short[type] ??
    localName(type).replace('character varying', 'varchar').replace('character', 'char').replaceAll(' ', '_')
  )
}
