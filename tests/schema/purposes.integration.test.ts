import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readForeignKeys } from '../../shared/catalog/columns.ts'
import { type IndexRow, readIndexes, readTriggers, type TriggerRow } from '../../shared/catalog/indexes.ts'
import { commands, queries, shapes } from '../../shared/domains/registry.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { indexPurposes } from './index-purposes.ts'
import { triggerPurposes } from './trigger-purposes.ts'

const nameOf = ({ table, name }: { table: string; name: string }) => `${table.split('.')[0]}.${name}`

/** The rows of a shape, or of a request to the centre, are those of a property; hot ones only where a shape says so. */
function servesScope({ table, definition }: IndexRow): boolean {
  const shape = shapes.find((one) => one.table === table)
  return definition.endsWith(shape?.hot ? ' (property_id) WHERE hot' : ' (property_id)')
}

const isProgram = (purpose: string) => purpose.startsWith('program:') && existsSync(purpose.slice('program:'.length))

describe.each(bothDatabases)('what the schema carries on %s', (engine, open) => {
  let subject: Subject
  let indexes: IndexRow[]
  let triggers: TriggerRow[]
  /** 'table.column' of what points elsewhere: foreign keys, and bare ids of rows in other contexts. */
  let references: Set<string>
  beforeAll(async () => {
    subject = await open()
    indexes = await readIndexes(subject.db)
    triggers = await readTriggers(subject.db)
    const keys = await readForeignKeys(subject.db)
    references = new Set(keys.map(({ table, columns }) => `${table}.${columns[0]}`))
  })
  afterAll(() => subject.close())

  const isReference = ({ table, leading }: IndexRow) =>
    leading !== null &&
    (references.has(`${table}.${leading}`) ||
      (leading !== 'property_id' &&
        /_id$|^(found_by|assigned_to|inspected_by|verified_by|duplicate_of)$/.test(leading)))

  it('has an index only for a rule, a reference, a shape, or a purpose that is written down', () => {
    const bare = indexes.filter(
      (index) =>
        index.constraint === null && !isReference(index) && !servesScope(index) && !indexPurposes[nameOf(index)],
    )
    expect(bare.map(nameOf)).toEqual([])
  })

  it('has one index for each reference, and no other with the same beginning', () => {
    const seen = new Map<string, string[]>()
    for (const index of indexes) {
      if (index.constraint !== null || indexPurposes[nameOf(index)] || !isReference(index)) continue
      const key = `${index.table}.${index.leading}`
      seen.set(key, [...(seen.get(key) ?? []), index.name])
    }
    expect([...seen].filter(([, names]) => names.length > 1)).toEqual([])
  })

  it('gives no purpose to an index that is not there, and none that is no longer one', async () => {
    const present = new Set(indexes.map(nameOf))
    expect(Object.keys(indexPurposes).filter((name) => !present.has(name))).toEqual([])
    // What the centre's jobs call a terminal has not.
    if (engine === 'PGlite') return
    const known = await knownPurposes(subject)
    const stale = Object.values(indexPurposes)
      .flat()
      .filter((purpose) => !known.has(purpose) && !isProgram(purpose))
    expect(stale).toEqual([])
  })

  it('has a trigger only for a rule that is written down, and writes down none that is not there', () => {
    const used = new Set<string>()
    const bare = triggers.filter(({ table, name, function: call }) => {
      if (call.startsWith('sync.') || call === 'shared.guard_status') return false
      const key = [`${table}.${name}`, name].find((one) => Object.hasOwn(triggerPurposes, one))
      if (key) used.add(key)
      return !key
    })
    expect(bare.map(({ table, name }) => `${table}.${name}`)).toEqual([])
    // The centre has triggers that a terminal has not.
    if (engine === 'PostgreSQL') expect(Object.keys(triggerPurposes).filter((name) => !used.has(name))).toEqual([])
  })
})

async function knownPurposes(subject: Subject): Promise<Set<string>> {
  const found = await subject.db.query<{ name: string }>(`
    SELECT CASE c.relkind WHEN 'v' THEN 'view:' END || n.nspname || '.' || c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'v'
    UNION SELECT 'job:' || n.nspname || '.' || f.proname FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace`)
  return new Set([
    ...found.map(({ name }) => name),
    ...[...queries.keys()].map((name) => `query:${name}`),
    ...[...commands.keys()].map((name) => `command:${name}`),
  ])
}
