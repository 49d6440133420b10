import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTEXT_LIST as CONTEXTS, TABLES } from '../../shared/catalog/contexts.ts'
import { shapes } from '../../shared/domains/registry.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'

const GENERATED = [
  'guest.profiles.full_name',
  'operations.staff_shifts.overtime_minutes',
  'operations.service_requests.sla_compliant',
  'operations.service_requests.response_time_seconds',
  'reservation.reservations.nights',
]
const AUDIT = ['created_at', 'updated_at', 'created_by', 'updated_by', 'deleted_at', 'version']

/** Of a table whose rows are added and never changed. */
const APPEND_ONLY_AUDIT = ['created_at', 'created_by', 'version']
const CAN_CHANGE = `EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = t.oid AND g.tgname LIKE 'stamp\\_%')`

/** The tables that the schema is known by. */
const NAMED = `countries currencies timezones languages users | properties inventory_units amenities rate_strategies photos unit_types
  unit_amenities seasonal_adjustments occupancy_modifiers | profiles loyalty_memberships stays feedback | staff staff_shifts
  service_requests incident_reports corrective_actions training_modules training_enrollments housekeeping_tasks maintenance_requests |
  cancellation_policies reservations reservation_line_items quotes unit_assignments | folios folio_line_items payments refunds chargebacks
  invoices | audit_log domain_events compliance_reports data_retention_policies | channel_connections channel_mappings channel_bookings
  sync_log | menu_items fb_orders fb_order_items inventory_items stock_batches waste_records menu_item_ingredients | suppliers
  supplier_certifications purchase_orders po_line_items goods_receipts goods_receipt_line_items`

describe.each(bothDatabases)('the schema on %s', (engine, open) => {
  let subject: Subject
  const names = async (sql: string) => (await subject.db.query<{ name: string }>(sql)).map((row) => row.name)
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())

  it('has every named table of its contexts', async () => {
    const present = new Set((await names(`SELECT split_part(t.name, '.', 2) AS name FROM (${TABLES}) t`)).sort())
    const missing = NAMED.split(/[\s|]+/).filter((name) => !present.has(name))
    expect(missing).toEqual([])
  })

  it('has the audit columns on every table', async () => {
    const lacking = await names(`SELECT t.name || ': ' || c.column_name AS name FROM (${TABLES}) t
      CROSS JOIN LATERAL unnest(CASE WHEN ${CAN_CHANGE} THEN '{${AUDIT.join(',')}}'
        ELSE '{${APPEND_ONLY_AUDIT.join(',')}}' END::text[]) AS c (column_name)
      WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = c.column_name)`)
    expect(lacking).toEqual([])
  })

  it('has no foreign key across contexts but the audit columns’ own', async () => {
    const crossing =
      await names(`SELECT k.conrelid::regclass || ' -> ' || k.confrelid::regclass AS name FROM pg_constraint k
      JOIN pg_class s ON s.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
      JOIN pg_namespace n ON n.oid = s.relnamespace AND n.nspname IN ${CONTEXTS}
      WHERE k.contype = 'f' AND s.relnamespace <> t.relnamespace AND k.confrelid <> 'shared.users'::regclass`)
    expect(crossing).toEqual([])
  })

  it('defers every foreign key, and every unique or exclusion rule beyond the primary key', async () => {
    const rigid =
      await names(`SELECT k.conrelid::regclass || ' ' || k.conname AS name FROM pg_constraint k JOIN (${TABLES}) t ON t.oid = k.conrelid
      WHERE k.contype IN ('f', 'u', 'x') AND NOT k.condeferrable
      UNION ALL SELECT t.name || ' unique index' FROM pg_index i JOIN (${TABLES}) t ON t.oid = i.indrelid
      WHERE i.indisunique AND NOT i.indisprimary AND i.indimmediate`)
    expect(rigid).toEqual([])
  })

  it('carries property_id, indexed, on every tenant table', async () => {
    const tenant = `SELECT * FROM (${TABLES}) t WHERE t.context <> 'shared' AND t.name <> 'property_mgmt.properties'`
    const lacking = await names(`SELECT t.name FROM (${tenant}) t
      WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'property_id' AND a.attnotnull)`)
    const unindexed = await names(`SELECT t.name FROM (${tenant}) t WHERE NOT EXISTS (
      SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'property_id' AND a.attnum = i.indkey[0]
      WHERE i.indrelid = t.oid)`)
    expect({ lacking, unindexed }).toEqual({ lacking: [], unindexed: [] })
  })

  it('has an index that begins with each foreign key column, and with each cross-context reference', async () => {
    const bare =
      await names(`SELECT t.name || '.' || a.attname AS name FROM (${TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid
      WHERE a.attname LIKE '%\\_id' AND a.attname NOT IN ('property_id', 'owner_id') AND a.atttypid = 'uuid'::regtype AND NOT a.attisdropped
        AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indkey[0] = a.attnum)`)
    expect(bare).toEqual([])
  })

  it('stamps and versions every table that can change, and lets no other one change', async () => {
    const unstamped = await names(`SELECT t.name FROM (${TABLES}) t WHERE NOT
      (SELECT count(*) FILTER (WHERE g.tgname IN ('stamp_updated_at', 'stamp_version')) = 2
         OR count(*) FILTER (WHERE g.tgfoid = 'shared.forbid_mutation'::regproc AND g.tgtype & 2 = 2 AND g.tgtype & 8 = 8) = 1
            AND count(*) FILTER (WHERE g.tgfoid = 'shared.forbid_mutation'::regproc AND g.tgtype & 2 = 2 AND g.tgtype & 16 = 16) = 1
       FROM pg_trigger g WHERE g.tgrelid = t.oid)`)
    expect(unstamped).toEqual([])
  })

  it('stores what it generates, and keeps it out of what travels', async () => {
    const generated = await subject.db.query<{
      name: string
      kind: string
    }>(`SELECT t.name || '.' || a.attname AS name, a.attgenerated AS kind
      FROM (${TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attgenerated <> '' AND NOT a.attisdropped`)
    expect(generated.filter(({ kind }) => kind !== 's')).toEqual([])
    const names = generated.map(({ name }) => name)
    for (const wanted of GENERATED) expect(names).toContain(wanted)
    const withheld = shapes.flatMap(({ table, withheld }) =>
      Object.values(withheld ?? {})
        .flat()
        .map((column) => `${table}.${column}`),
    )
    expect(withheld.filter((name) => names.includes(name))).toEqual([])
  })

  if (engine === 'PostgreSQL')
    it('cools whatever is hot: the centre’s job names every table that carries the mark', async () => {
      const [job] = await subject.db.query<{ text: string }>(`SELECT string_agg(prosrc, ' ') AS text FROM pg_proc
        WHERE pronamespace = 'sync'::regnamespace AND proname LIKE 'cool\\_%'`)
      const hot = await names(
        `SELECT t.name FROM (${TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'hot'`,
      )
      expect(
        hot.filter((table) => !new RegExp(`UPDATE ${table}\\b[^;]*SET hot = false`).test(job?.text ?? '')),
      ).toEqual([])
    })

  it('has the rules of one side only where they belong', async () => {
    const policies = await subject.db.query<{ n: number }>('SELECT count(*) AS n FROM pg_policies')
    const undo = await subject.db.query<{ n: number }>(
      `SELECT count(*) AS n FROM pg_trigger WHERE tgname = 'note_before_image'`,
    )
    expect(engine === 'PostgreSQL' ? policies[0]?.n : undo[0]?.n).toBeGreaterThan(30)
    expect(engine === 'PostgreSQL' ? undo[0]?.n : policies[0]?.n).toBe(0)
  })
})
