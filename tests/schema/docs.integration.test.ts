import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOLDERS, HAND_WRITTEN, schemaFiles } from '../../scripts/schema/files.ts'
import { readSchema, type Schema } from '../../scripts/schema/read-schema.ts'
import { valueTypeOf } from '../../scripts/schema/value-types.ts'
import { bothDatabases, openPostgres, type Subject } from '../support/both-databases.ts'

/** What GitHub and GitLab draw at most, in one diagram. */
const LARGEST_DIAGRAM = { characters: 50_000, lines: 500 }

const SAMPLES: Readonly<Record<string, string>> = {
  uuid: '01900000-0000-7000-8000-000000000001',
  date: '2026-11-23',
  'timestamp with time zone': '2026-11-23 19:00:00.5+00',
  'time without time zone': '15:00',
  interval: '90 minutes',
  daterange: '[2026-11-23,2026-11-25)',
  tstzrange: '[2026-11-23 10:00+00,2026-11-23 11:00+00)',
  int4range: '[1,5)',
  numrange: '[1,5)',
  numeric: '170.50',
  smallint: '7',
  integer: '7',
  bigint: '7',
  real: '0.5',
  'double precision': '0.5',
  boolean: 'true',
  jsonb: '{"a": [1]}',
  json: '{"a": [1]}',
  bytea: '\\x0102',
  inet: '127.0.0.1',
}

/** A value of the type, as PostgreSQL reads it. */
function sampleOf(schema: Schema, type: string): string {
  if (type.endsWith('[]')) return `{${sampleOf(schema, type.slice(0, -2))}}`
  const named = schema.types.find((each) => each.name === type)
  if (named?.kind === 'enum') return named.labels[0] ?? ''
  if (named?.kind === 'composite')
    return `(${named.fields
      .slice(1)
      .map(() => ',')
      .join('')})`
  return SAMPLES[type.replace(/\(.*\)/, '')] ?? 'x'
}

/** Each exported type without the words above it. */
function declarations(text: string): string[] {
  const withoutWords = text.replace(/^\/\*\* .* \*\/\n/gm, '')
  return withoutWords
    .split(/\n(?=export )/)
    .slice(1)
    .map((each) => each.trim())
}

const kindOf = (value: unknown) =>
  Array.isArray(value)
    ? 'array'
    : typeof value === 'string'
      ? 'text'
      : typeof value === 'object'
        ? 'json'
        : typeof value

describe.each(bothDatabases)('what is made from the catalogue of %s', (_engine, open) => {
  let subject: Subject
  let schema: Schema
  let files: Map<string, string>
  beforeAll(async () => {
    subject = await open()
    schema = await readSchema(subject.db)
    files = await schemaFiles(subject.db)
  }, 300_000) // the first terminal of a run makes the image of an empty database
  afterAll(() => subject.close())

  it('has row types that say how the handle delivers a value of each type in use', async () => {
    // A domain arrives as what it stands on; its check would refuse the sample.
    const plain = (type: string) => schema.types.find((each) => each.name === type)?.base ?? type
    const types = [...new Set(schema.columns.map(({ type }) => plain(type)))]
    const delivered: [string, string][] = []
    for (const type of types) {
      const [row] = await subject.db.query<{ value: unknown }>(`SELECT ($1::text)::${type} AS value`, [
        sampleOf(schema, type),
      ])
      delivered.push([type, kindOf(row?.value)])
    }
    expect(delivered).toEqual(types.map((type) => [type, valueTypeOf(schema, type).delivered]))
    expect(types.length).toBeGreaterThan(20)
  })

  it('has every type and row as the files have it', async () => {
    const made = [...files].filter(([path]) => path.startsWith('shared/') && path !== 'shared/schema/tables.ts')
    for (const [path, text] of made) {
      const file = declarations(await readFile(path, 'utf8'))
      // The centre alone may have more tables, and alone keeps what they are for.
      const foreign = declarations(text).filter((declaration) => !file.includes(declaration))
      expect(foreign, `${path} is stale: run npm run db:docs`).toEqual([])
    }
    expect(made.length).toBe(schema.contexts.length)
  })
})

describe('what is made from the catalogue of the centre', () => {
  let subject: Subject
  let schema: Schema
  let files: Map<string, string>
  beforeAll(async () => {
    subject = await openPostgres()
    schema = await readSchema(subject.db)
    files = await schemaFiles(subject.db)
  }, 300_000) // the first terminal of a run makes the image of an empty database
  afterAll(() => subject.close())

  it('is what stands in the repository', async () => {
    for (const [path, text] of files)
      expect(await readFile(path, 'utf8'), `${path} is stale: run npm run db:docs`).toBe(text)
    const there = (await Promise.all(FOLDERS.map(async (f) => (await readdir(f)).map((name) => `${f}/${name}`)))).flat()
    expect(there.sort()).toEqual([...files.keys(), ...HAND_WRITTEN].sort())
  })

  it('says of every context, table and view what it is for', () => {
    const silent = [...schema.contexts, ...schema.relations].filter(({ purpose }) => !purpose).map(({ name }) => name)
    expect(silent, 'add a COMMENT ON to sql/central/R__40_what_tables_are_for.sql').toEqual([])
  })

  it('draws diagrams that a forge shows', () => {
    const diagrams = [...files.values()].flatMap((text) =>
      [...text.matchAll(/```mermaid\n([\s\S]*?)```/g)].map(([, body]) => body ?? ''),
    )
    expect(diagrams.length).toBe(schema.contexts.length + 2)
    for (const diagram of diagrams) {
      expect(diagram.length).toBeLessThan(LARGEST_DIAGRAM.characters)
      expect(diagram.split('\n').filter((line) => / (\}o|-\.->)/.test(line)).length).toBeLessThan(LARGEST_DIAGRAM.lines)
    }
  })
})
