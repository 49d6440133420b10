import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TABLES } from '../../shared/catalog/contexts.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Bench, P } from './bench.ts'
import { anyRow, LOOSEN } from './support/any-row.ts'

interface Guarded {
  readonly name: string
  readonly columns: string[]
}

/** Tables that a row trigger guards with that function before an UPDATE (16) or a DELETE (8), as the catalogue tells. */
const guardedBy = (fn: string, event: 8 | 16) => `SELECT t.name, (SELECT array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
  FROM (${TABLES}) t WHERE EXISTS (SELECT FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
    WHERE g.tgrelid = t.oid AND p.oid = 'shared.${fn}'::regproc AND g.tgtype & 1 = 1 AND g.tgtype & 2 = 2 AND g.tgtype & ${event} = ${event}
      AND g.tgenabled <> 'D') ORDER BY t.name`

describe.each(bothDatabases)('each table on %s, one by one as the catalogue names them,', (_engine, open) => {
  let bench: Bench
  let subject: Subject
  const tablesWith = (fn: string, event: 8 | 16) => subject.db.query<Guarded>(guardedBy(fn, event))
  beforeAll(async () => {
    subject = await open()
    bench = await Bench.open(() => Promise.resolve(subject), LOOSEN)
  })
  beforeEach(() => bench.begin())
  afterEach(() => bench.takeBack())
  afterAll(() => subject.close())

  /** A row that the rules of its table would not take: it is there all the same. */
  async function addRow(table: string): Promise<void> {
    const insert = await anyRow(subject.db, table, P)
    await bench.run(`SET LOCAL session_replication_role = replica; DELETE FROM ${table}; ${insert};
      SET LOCAL session_replication_role = origin`)
  }

  it('refuses a version that somebody else has raised, and raises the one that was read', async () => {
    const tables = await tablesWith('bump_version', 16)
    expect(tables.length).toBeGreaterThan(65)
    const wrong: unknown[] = []
    await bench.run(`SELECT set_config('app.occurred_at', '2026-11-23T22:10:00Z', true)`)
    for (const { name } of tables) {
      await addRow(name)
      await bench.run(`UPDATE ${name} SET version = version`)
      const [row] = await bench.rows(
        `SELECT version, updated_at = '2026-11-23T22:10:00Z' AS stamped, updated_by = shared.current_actor() AS signed FROM ${name}`,
      )
      const refusals = [
        await bench.refusal(`UPDATE ${name} SET version = 1`),
        await bench.refusal(`UPDATE ${name} SET version = 3`),
        await bench.refusal(`UPDATE ${name} SET version = 2`),
      ]
      const seen = JSON.stringify([row, refusals])
      if (seen !== JSON.stringify([{ version: 2, stamped: true, signed: true }, ['ST001', 'ST001', null]]))
        wrong.push([name, seen])
    }
    expect(wrong).toEqual([])
  })

  it('that is append-only takes back and rewrites nothing; `hot` alone may change, where there is one', async () => {
    const tables = await tablesWith('forbid_mutation', 16)
    const appendOnly = tables.filter(({ columns }) => !columns.includes('updated_at'))
    expect(appendOnly.map(({ name }) => name)).toEqual([
      'billing.folio_line_items',
      'channel.sync_log',
      'compliance.audit_log',
      'compliance.domain_events',
      'fb.stock_movements',
      'guest.identity_reveals',
    ])
    const wrong: unknown[] = []
    for (const { name, columns } of appendOnly) {
      await addRow(name)
      for (const change of [
        `created_at = created_at + interval '1 second'`,
        'version = version + 1',
        'property_id = NULL',
      ]) {
        const refusal = await bench.refusal(`UPDATE ${name} SET ${change}`)
        if (!refusal?.startsWith('ST003')) wrong.push([name, change, refusal])
      }
      if (columns.includes('hot'))
        expect([name, await bench.refusal(`UPDATE ${name} SET hot = NOT hot`)]).toEqual([name, null])
    }
    expect(wrong).toEqual([])
  })

  it('that keeps what was written lets no row of it be deleted', async () => {
    const tables = await tablesWith('forbid_mutation', 8)
    const names = tables.map(({ name }) => name)
    for (const money of ['folios', 'folio_line_items', 'payments', 'refunds', 'chargebacks', 'invoices'])
      expect(names).toContain(`billing.${money}`)
    const wrong: unknown[] = []
    for (const name of names) {
      await addRow(name)
      const refusal = await bench.refusal(`DELETE FROM ${name}`)
      if (!refusal?.startsWith('ST003')) wrong.push([name, refusal])
    }
    expect(wrong).toEqual([])
  })
})
