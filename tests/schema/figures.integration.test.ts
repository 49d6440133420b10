import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTEXT_LIST } from '../../shared/catalog/contexts.ts'
import { type ContextFigures, readFigures, totalOf } from '../../shared/catalog/figures.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'

const FUNCTIONS = [
  'uuid_generate_v7(): uuid',
  'encrypt_pii(text, text): bytea',
  'decrypt_pii(bytea, text): text',
  'set_updated_at(): trigger',
  'bump_version(): trigger',
  'forbid_mutation(): trigger',
]

describe.each(bothDatabases)('the figures of the schema on %s', (_engine, open) => {
  let subject: Subject
  let figures: ContextFigures[]
  beforeAll(async () => {
    subject = await open()
    figures = await readFigures(subject.db)
  })
  afterAll(() => subject.close())

  it('reaches what was asked of the whole', () => {
    const { tables, types, indexes, triggers, views } = totalOf(figures)
    const short = Object.entries({
      tables: tables - 33,
      types: types - 48,
      indexes: indexes - 130,
      triggers: triggers - 30,
      views: views - 10,
    }).filter(([, surplus]) => surplus < 0)
    expect(short).toEqual([])
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
