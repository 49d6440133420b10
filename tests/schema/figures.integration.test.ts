import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTEXT_LIST, CONTEXTS } from '../../shared/catalog/contexts.ts'
import { type ContextFigures, type Figures, readFigures, totalOf } from '../../shared/catalog/figures.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'

const FUNCTIONS = [
  'uuid_generate_v7(): uuid',
  'encrypt_pii(text, text): bytea',
  'decrypt_pii(bytea, text): text',
  'set_updated_at(): trigger',
  'bump_version(): trigger',
  'forbid_mutation(): trigger',
  'audit_row_change(): trigger',
]

const AT_LEAST: Figures = { tables: 59, types: 50, indexes: 150, triggers: 30, views: 10, functions: 7 }

describe.each(bothDatabases)('the figures of the schema on %s', (_engine, open) => {
  let subject: Subject
  let figures: ContextFigures[]
  beforeAll(async () => {
    subject = await open()
    figures = await readFigures(subject.db)
  })
  afterAll(() => subject.close())

  it('reaches what was asked of the whole, and each context has its part', () => {
    const total = totalOf(figures)
    const short = Object.entries(AT_LEAST).filter(([what, least]) => total[what as keyof Figures] < least)
    expect(short).toEqual([])
    expect(figures.map(({ context }) => context)).toEqual([...CONTEXTS])
    for (const { context, tables, indexes, triggers } of figures) {
      expect(tables, context).toBeGreaterThan(3)
      expect(indexes, context).toBeGreaterThanOrEqual(tables)
      expect(triggers, context).toBeGreaterThan(0)
    }
  })

  it('has every function that was asked for, with its arguments', async () => {
    const found = await subject.db.query<{ signature: string }>(
      `SELECT f.proname || '(' || pg_get_function_identity_arguments(f.oid) || '): ' || format_type(f.prorettype, NULL) AS signature
       FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace WHERE n.nspname IN ${CONTEXT_LIST}`,
    )
    const signatures = found.map((row) => row.signature.replace(/\w+ (text|bytea)/g, '$1'))
    expect(FUNCTIONS.filter((name) => !signatures.includes(name))).toEqual([])
  })
})
