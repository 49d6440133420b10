import type { ColumnRow } from '../../shared/catalog/columns.ts'
import type { Context } from '../../shared/catalog/contexts.ts'
import { AUDIT_COLUMNS, localName, type NamedType, type Relation, type Schema } from './read-schema.ts'
import { type Import, pascalCase, pluralName, valueTypeOf } from './value-types.ts'

const HEAD =
  '// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.\n'

/** shared/schema/<context>.ts: types, and a row of every table and view as the handle of either database delivers it. */
export function rowTypesOf(schema: Schema, context: Context): string {
  const types = schema.types.filter((type) => type.context === context)
  const relations = schema.relations.filter((relation) => relation.context === context)
  const imports: Import[] = []
  const note = (type: string) => {
    const value = valueTypeOf(schema, type)
    imports.push(...value.imports)
    return value.text
  }
  const blocks = [
    ...types.map((type) => namedType(type, note)),
    ...relations.map((relation) => rowType(schema, relation, note)),
  ]
  for (const name of ['NewRow', 'Audited']) {
    if (blocks.some((block) => new RegExp(` ${name}\\b`).test(block))) imports.push({ from: './values.ts', name })
  }
  return [HEAD + importLines(imports, `./${context}.ts`), ...blocks].filter(Boolean).join('\n')
}

type Note = (type: string) => string

function namedType({ name, kind, labels, base, fields }: NamedType, note: Note): string {
  const local = localName(name)
  const typeName = pascalCase(local)
  if (kind === 'domain') return `/** ${name} */\nexport type ${typeName} = ${note(base ?? '')}\n`
  if (kind === 'enum') {
    const values = pluralName(local)
    const list = labels.map((label) => `'${label}'`).join(', ')
    return `/** ${name} */\nexport const ${values} = [${list}] as const\nexport type ${typeName} = (typeof ${values})[number]\n`
  }
  const lines = fields.map((field) => {
    const [label = '', ...type] = field.split(' ')
    return `  readonly ${label}: ${note(type.join(' '))} | null\n`
  })
  return `/** ${name} */\nexport interface ${typeName} {\n${lines.join('')}}\n`
}

function rowType(schema: Schema, relation: Relation, note: Note): string {
  const columns = schema.columns.filter((column) => column.relation === relation.name)
  const isAudited = columns.filter(({ column }) => AUDIT_COLUMNS.has(column)).length === AUDIT_COLUMNS.size
  const own = isAudited ? columns.filter(({ column }) => !AUDIT_COLUMNS.has(column)) : columns
  const typeName = `${pascalCase(localName(relation.name))}Row`
  const doc = `/** ${relation.name}${relation.purpose ? `: ${relation.purpose}` : ''} */\n`
  const lines = own.map((column) => columnLine(column, note))
  const row = `${doc}export interface ${typeName}${isAudited ? ' extends Audited' : ''} {\n${lines.join('')}}\n`
  return relation.isView ? row : row + newRowType(typeName, columns)
}

/** A view's column may always be null: the catalogue does not know better. */
function columnLine({ column, type, notNull, generated }: ColumnRow, note: Note): string {
  const doc = generated ? '  /** Generated. */\n' : ''
  const text = note(type)
  return `${doc}  readonly ${column}: ${text}${notNull || text === 'unknown' ? '' : ' | null'}\n`
}

/** Columns that NewRow cannot tell by their type or name to have a default. */
function newRowType(typeName: string, columns: readonly ColumnRow[]): string {
  const union = (list: readonly ColumnRow[]) => list.map(({ column }) => `'${column}'`).join(' | ')
  const generated = union(columns.filter((column) => column.generated))
  const defaulted = union(columns.filter(mayBeLeftOut))
  const more = generated ? [defaulted || 'never', generated] : defaulted ? [defaulted] : []
  return `export type New${typeName} = NewRow<${[typeName, ...more].join(', ')}>\n`
}

function mayBeLeftOut({ column, type, generated, hasDefault, notNull }: ColumnRow): boolean {
  if (generated || column === 'id' || AUDIT_COLUMNS.has(column)) return false
  return notNull ? hasDefault : type.startsWith('json')
}

function importLines(imports: readonly Import[], own: string): string {
  const namesByFile = new Map<string, Set<string>>()
  for (const { from, name } of imports) {
    if (from === own) continue
    namesByFile.set(from, (namesByFile.get(from) ?? new Set()).add(name))
  }
  return [...namesByFile]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, names]) => `import type { ${[...names].sort().join(', ')} } from '${from}'\n`)
    .join('')
}

/** shared/schema/tables.ts: what may be put into a table, by its name. */
export function tableMapOf(schema: Schema): string {
  const tables = schema.relations.filter((relation) => !relation.isView)
  const contexts = [...new Set(tables.map((table) => table.context))].sort()
  const imports = contexts.map((context) => `import type * as ${context} from './${context}.ts'\n`)
  const lines = tables.map(({ name, context }) => `  '${name}': ${context}.New${pascalCase(localName(name))}Row\n`)
  return `${HEAD}${imports.join('')}\n/** What may be put into each table. */\nexport interface NewRowByTable {\n${lines.join('')}}\n`
}
