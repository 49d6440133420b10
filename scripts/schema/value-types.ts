import { contextOf, localName, type Schema } from './read-schema.ts'

/** How both databases deliver a value through the handle: see `Database`. */
export type Delivered = 'text' | 'number' | 'boolean' | 'json' | 'array'

export interface ValueType {
  /** In TypeScript: 'string', 'Uuid', 'readonly string[]'. */
  readonly text: string
  readonly delivered: Delivered
  /** What `text` needs: a name of shared/kernel, of values.ts, or of another context's file. */
  readonly imports: readonly Import[]
}

export interface Import {
  readonly from: string
  readonly name: string
}

const UUID: ValueType = { text: 'Uuid', delivered: 'text', imports: [{ from: '../kernel/ids.ts', name: 'Uuid' }] }
const TEXT: ValueType = { text: 'string', delivered: 'text', imports: [] }
const NUMBER: ValueType = { text: 'number', delivered: 'number', imports: [] }
const JSON_VALUE: ValueType = { text: 'unknown', delivered: 'json', imports: [] }

const byName: Readonly<Record<string, ValueType>> = {
  uuid: UUID,
  text: TEXT,
  date: { text: 'IsoDate', delivered: 'text', imports: [{ from: '../kernel/dates.ts', name: 'IsoDate' }] },
  numeric: { text: 'Decimal', delivered: 'text', imports: [{ from: '../kernel/money.ts', name: 'Decimal' }] },
  'timestamp with time zone': {
    text: 'Instant',
    delivered: 'text',
    imports: [{ from: './values.ts', name: 'Instant' }],
  },
  'time without time zone': TEXT,
  interval: TEXT,
  daterange: TEXT,
  tstzrange: TEXT,
  int4range: TEXT,
  numrange: TEXT,
  bytea: TEXT,
  inet: TEXT,
  name: TEXT,
  tsvector: TEXT,
  character: TEXT,
  'character varying': TEXT,
  boolean: { text: 'boolean', delivered: 'boolean', imports: [] },
  smallint: NUMBER,
  integer: NUMBER,
  bigint: NUMBER,
  real: NUMBER,
  'double precision': NUMBER,
  jsonb: JSON_VALUE,
  json: JSON_VALUE,
}

/** Arrays that both handles parse; any other arrives as text. */
const PARSED_ARRAYS = new Set(['text', 'uuid', 'numeric', 'date', 'character varying'])

/** Of a type as `format_type` writes it. Throws where nobody has decided yet how such a value is delivered. */
export function valueTypeOf(schema: Pick<Schema, 'types'>, type: string): ValueType {
  if (type.endsWith('[]')) return arrayOf(schema, type.slice(0, -2))
  const plain = type.replace(/\(.*\)/, '')
  const known = byName[plain]
  if (known) return known
  const named = schema.types.find((each) => each.name === plain)
  if (!named)
    throw new Error(`no TypeScript type is known for PostgreSQL's ${type}: add it to scripts/schema/value-types.ts`)
  const own: Import = { from: `./${contextOf(plain)}.ts`, name: pascalCase(localName(plain)) }
  if (named.kind === 'enum') return { text: own.name, delivered: 'text', imports: [own] }
  if (named.kind === 'domain') {
    return { text: own.name, delivered: valueTypeOf(schema, named.base ?? '').delivered, imports: [own] }
  }
  return {
    text: `CompositeText<${own.name}>`,
    delivered: 'text',
    imports: [own, { from: './values.ts', name: 'CompositeText' }],
  }
}

function arrayOf(schema: Pick<Schema, 'types'>, element: string): ValueType {
  const isEnum = schema.types.some((type) => type.kind === 'enum' && type.name === element)
  if (!isEnum && !PARSED_ARRAYS.has(element.replace(/\(.*\)/, ''))) return TEXT
  const { text, imports } = valueTypeOf(schema, element)
  return { text: `readonly ${text}[]`, delivered: 'array', imports }
}

export const pascalCase = (name: string) =>
  name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** 'housekeeping_status' -> 'housekeepingStatuses' */
export function pluralName(name: string): string {
  const camel = pascalCase(name).replace(/^./, (letter) => letter.toLowerCase())
  if (/[^aeiou]y$/.test(camel)) return `${camel.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(camel) ? `${camel}es` : `${camel}s`
}
