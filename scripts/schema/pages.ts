import type { Context } from '../../shared/catalog/contexts.ts'
import { contextDiagram, contextMap, overviewDiagram } from './diagrams.ts'
import { localName, type Schema } from './read-schema.ts'

const MADE =
  '<!-- Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this page. -->\n'

/** docs/schema/<context>.md */
export function contextPage(schema: Schema, context: Context): string {
  const purpose = schema.contexts.find(({ name }) => name === context)?.purpose ?? ''
  const own = schema.relations.filter((relation) => relation.context === context)
  const views = own.filter((relation) => relation.isView)
  const enums = schema.types.filter((type) => type.context === context && type.kind === 'enum')
  const rows = (list: typeof own) => list.map(({ name, purpose }) => [`\`${localName(name)}\``, purpose ?? ''])
  return [
    `${MADE}\n# ${context}\n\n${purpose}\n`,
    `## Tables\n\n${table(['table', 'what it keeps'], rows(own.filter((relation) => !relation.isView)))}`,
    `## Diagram\n\nWithout \`created_at\`, \`updated_at\`, \`created_by\`, \`updated_by\`, \`deleted_at\` and \`version\`, which every table has, and without lines for \`property_id\`.\nA solid line is a foreign key; a dotted one names a row of another context, and is kept by the commands.\n\n${contextDiagram(schema, context)}`,
    views.length > 0 ? `## Views\n\n${table(['view', 'what it shows'], rows(views))}` : '',
    enums.length > 0
      ? `## States and kinds\n\n${table(
          ['type', 'values'],
          enums.map(({ name, labels }) => [`\`${localName(name)}\``, labels.join(', ')]),
        )}`
      : '',
  ]
    .filter(Boolean)
    .join('\n')
}

/** docs/schema/README.md */
export function overviewPage(schema: Schema): string {
  const count = (context: Context, isView: boolean) =>
    String(schema.relations.filter((relation) => relation.context === context && relation.isView === isView).length)
  const rows = schema.contexts.map(({ name, purpose }) => [
    `[${name}](${name}.md)`,
    purpose ?? '',
    count(name, false),
    count(name, true),
  ])
  return [
    `${MADE}\n# The schema\n\nOne SQL schema per bounded context, the same on the central PostgreSQL and on every terminal. Foreign keys stay inside a context; a row of another context is\nnamed by its bare id. The words of these pages are the \`COMMENT ON\` of \`sql/central\`; row types for TypeScript are made from the same catalogue\n([shared/schema](../../shared/schema)).\n`,
    `## Contexts\n\n${table(['context', 'what it is about', 'tables', 'views'], rows)}`,
    `An arrow is a column that names a row of another context; the number counts them.\n\n${contextMap(schema)}`,
    `All tables and references are in [overview.md](overview.md).\n`,
  ].join('\n')
}

/** docs/schema/overview.md */
export function allTablesPage(schema: Schema): string {
  return [
    `${MADE}\n# All tables\n\nOne line per pair of tables, with the first column that refers. Left out: \`property_id\`, which all but the tables of \`shared\` have, and \`created_by\` and \`updated_by\`, which name a\nuser. Solid: a foreign key. Dotted: a row of another context. Columns stand on the page of each context ([README](README.md)).\n`,
    overviewDiagram(schema),
  ].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n')
}
