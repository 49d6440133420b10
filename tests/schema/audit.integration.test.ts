import { openPool } from '../../server/postgres/pool.ts'
import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDailyJobs } from '../../server/jobs/daily.ts'
import { copyRows } from '../../server/postgres/copy.ts'
import { inTransaction } from '../../server/postgres/transaction.ts'
import { asUuid, newId, SYSTEM } from '../../shared/kernel/ids.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { ABOUT_COMMANDS } from '../../electron/core/rebase/rebase.ts'
import { freshTerminalDatabase } from '../support/pglite.ts'

/** A hash as it looks, of nothing. */
const bcrypt = (text: string) => `$2b$10$${text.padEnd(53, '.')}`

const P = '01900000-0000-7000-8000-0000000000a1'
const DEVICE = '01900000-0000-7000-8000-0000000000d1'
let central: CentralDatabase
let pool: pg.Pool
beforeAll(async () => {
  central = await freshCentral()
  pool = openPool(central.url, {})
  await central.query(
    `INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency) VALUES ($1, 'OURS', 'Ours', 'resort', 'Europe/Lisbon', 'EUR')`,
    [P],
  )
})
afterAll(async () => {
  await pool.end()
  await central.drop()
})

const command = newId()
/** As server/push sets them for the command's transaction. */
const settings = {
  'app.current_property_id': P,
  'app.actor': SYSTEM,
  'app.terminal_id': DEVICE,
  'app.command_id': command,
  'app.occurred_at': '2026-11-23T18:00:00.000Z',
  'app.hlc': '2026-11-23T18:00:00.000Z/0003/A7',
  'app.offline': 'true',
}
const served = (sql: string, params: readonly string[] = [], more: Record<string, string> = {}) =>
  inTransaction(pool, 'authenticated_user', { ...settings, ...more }, (db) => db.query(sql, params))
const logOf = (row: string) =>
  central.query(
    `SELECT op, before, after, actor, device, command_id, occurred_at, offline FROM compliance.audit_log WHERE row_id = $1 ORDER BY id`,
    [row],
  )

describe('the audit log', () => {
  it('says who did what, where and when by the command’s clock, and whether the line was down', async () => {
    const id = newId()
    await served(
      `INSERT INTO property_mgmt.unit_types (id, property_id, code, name, base_occupancy, max_occupancy, upgrade_rank)
       VALUES ($1, $2, 'DBL', 'Double', 2, 3, 1)`,
      [id, P],
    )
    await served(`UPDATE property_mgmt.unit_types SET name = 'Large double' WHERE id = $1`, [id])
    await served('UPDATE property_mgmt.unit_types SET name = name WHERE id = $1', [id])
    await served('DELETE FROM property_mgmt.unit_types WHERE id = $1', [id])
    const by = { actor: SYSTEM, device: DEVICE, command_id: command, offline: true }
    const occurred = { occurred_at: new Date('2026-11-23T18:00:00.000Z') }
    const rows = await logOf(id)
    expect(rows).toMatchObject([
      { op: 'INSERT', before: null, after: { code: 'DBL', name: 'Double' }, ...by, ...occurred },
      { op: 'UPDATE', before: { name: 'Double' }, after: { name: 'Large double' }, ...by },
      { op: 'DELETE', before: { name: 'Large double' }, after: null },
    ])
    // Only what differs stands in the images of an update.
    expect(rows[1]).toMatchObject({ after: { name: 'Large double' } })
    expect(Object.keys((rows[1] as { after: object }).after)).toEqual(['name'])
  })

  it('holds no personal value, neither in clear nor as ciphertext nor as hash', async () => {
    const [guest, user] = [newId(), newId()]
    await served(
      `INSERT INTO guest.profiles (id, property_id, first_name, last_name, email, phone, nationality, notes, dob_enc, document_enc)
       VALUES ($1, $2, 'Zacharias', 'Quillfeather', 'zq@example.com', '+351 912 345 678', 'PT', 'allergic to quince',
         shared.encrypt_pii('1971-02-03', 'k'), shared.encrypt_pii('P-778899', 'k'))`,
      [guest, P],
    )
    await served(`UPDATE guest.profiles SET email = 'other@example.com', vip_level = 'gold' WHERE id = $1`, [guest])
    await central.query(
      `INSERT INTO shared.users (id, email, display_name, role, pin_hash, password_hash) VALUES ($1, 'u@example.com', 'U', 'auditor', $2, $3)`,
      [user, bcrypt('Pin'), bcrypt('Password')],
    )
    await central.query('UPDATE shared.users SET pin_hash = $2 WHERE id = $1', [user, bcrypt('Other')])
    const [guestRows, userRows] = [await logOf(guest), await logOf(user)]
    expect(guestRows[1]).toMatchObject({ after: { email: 'withheld', vip_level: 'gold' } })
    expect(userRows[1]).toMatchObject({ before: { pin_hash: 'withheld' }, after: { pin_hash: 'withheld' } })
    const events = await central.query('SELECT payload FROM compliance.domain_events')
    const everything = JSON.stringify([guestRows, userRows, events])
    expect(everything).not.toMatch(/Zacharias|Quillfeather|example\.com|912 345|quince|\$2b\$|\\\\x/)
  })

  it('cannot be written, changed or passed by by the role that serves', async () => {
    const forbidden = [
      `INSERT INTO compliance.audit_log (property_id, table_schema, table_name, op, actor, occurred_at) VALUES ('${P}', 'a', 'b', 'BULK', '${P}', now())`,
      `SELECT compliance.note_bulk_load('a.b', '${P}', 1, 'me')`,
      'SELECT * FROM compliance.maintain_partitions()',
      'UPDATE compliance.audit_log SET offline = false',
      'DELETE FROM compliance.domain_events',
      "CREATE TEMP TABLE mine (id uuid); CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION compliance.audit_row_change('{}')",
    ]
    for (const sql of forbidden) await expect(served(sql)).rejects.toMatchObject({ sqlState: '42501' })
    expect(await served('SELECT FROM compliance.audit_log_default')).toEqual([])
    const id = newId()
    const add = `INSERT INTO guest.profiles (id, property_id, last_name) VALUES ($1, $2, 'Reis')`
    await served(add, [id, P], { 'app.bulk_load': 'on' })
    expect(await logOf(id)).toHaveLength(1)
  })

  it('shows each property its own, and is audited for every table that can change', async () => {
    const other = await served('SELECT FROM compliance.audit_log', [], { 'app.current_property_id': newId() })
    expect(other).toEqual([])
    const bare =
      await central.query(`SELECT c.oid::regclass::text AS name FROM pg_trigger s JOIN pg_class c ON c.oid = s.tgrelid
      WHERE s.tgname = 'stamp_version' AND c.relnamespace <> 'shared'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_trigger a WHERE a.tgrelid = c.oid AND a.tgname = 'audit_row_change')`)
    expect(bare).toEqual([])
  })

  it('keeps one line of a bulk load, and goes on auditing after it', async () => {
    const client = new pg.Client({ connectionString: central.url })
    await client.connect()
    const ids = [newId(), newId(), newId()]
    try {
      await client.query('BEGIN')
      await copyRows(
        client,
        'guest.profiles',
        ids.map((id) => ({ id, property_id: P, last_name: 'Load' })),
      )
      await client.query(`UPDATE guest.profiles SET no_post = true WHERE id = $1`, [ids[0]])
      await client.query('COMMIT')
    } finally {
      await client.end()
    }
    expect(await logOf(asUuid(ids[1] ?? ''))).toEqual([])
    expect(await logOf(asUuid(ids[0] ?? ''))).toMatchObject([{ op: 'UPDATE', after: { no_post: true } }])
    const bulk = await central.query(`SELECT table_name, after FROM compliance.audit_log WHERE op = 'BULK'`)
    expect(bulk).toMatchObject([{ table_name: 'profiles', after: { rows: 3 } }])
  })
})

describe('domain events', () => {
  it('tell what an aggregate reached, in its own order, with the command’s clock', async () => {
    const id = newId()
    await served(
      `INSERT INTO reservation.quotes (id, property_id, quote_no, profile_id, valid_until, arrival, departure, unit_type_id, rate_strategy_id, currency)
       VALUES ($1, $2, 'Q1', $2, '2026-12-01', '2026-12-01', '2026-12-02', $2, $2, 'EUR')`,
      [id, P],
    )
    await served(`UPDATE reservation.quotes SET status = 'sent' WHERE id = $1`, [id])
    await served(`UPDATE reservation.quotes SET valid_until = '2026-12-05' WHERE id = $1`, [id])
    const events = await central.query(
      `SELECT aggregate_type, seq::integer, type, payload, hlc, device, offline FROM compliance.domain_events WHERE aggregate_id = $1 ORDER BY seq`,
      [id],
    )
    const by = { aggregate_type: 'reservation.quotes', hlc: settings['app.hlc'], device: DEVICE, offline: true }
    expect(events).toMatchObject([
      { ...by, seq: 1, type: 'created', payload: { status: 'draft', profile_id: P, arrival: '2026-12-01' } },
      { ...by, seq: 2, type: 'sent', payload: { from: 'draft', to: 'sent' } },
    ])
  })
})

describe('the centre', () => {
  it('J1, J2: keeps partitions ahead by itself, and tries again after a failure', async () => {
    const lines: string[] = []
    const logger = { log: (level: string, event: string) => void lines.push(`${level} ${event}`) }
    const newest = async () => {
      const rows = await central.query<{ name: string }>(
        `SELECT relname AS name FROM pg_class WHERE relname ~ '^audit_log_[0-9]{4}_[0-9]{2}$' ORDER BY relname DESC`,
      )
      return rows[0]?.name ?? ''
    }
    const last = await newest()
    await central.query(`DROP TABLE compliance.${last}`)
    await central.query('ALTER FUNCTION compliance.maintain_partitions RENAME TO away')
    const jobs = startDailyJobs({ pool, logger, firstAfterMs: 1, everyMs: 20 })
    try {
      await expect.poll(() => lines, { timeout: 60_000 }).toContain('warn daily_job_failed')
      await central.query('ALTER FUNCTION compliance.away RENAME TO maintain_partitions')
      await expect.poll(newest, { timeout: 60_000 }).toBe(last)
      await expect.poll(() => lines, { timeout: 60_000 }).toContain('info daily_job')
    } finally {
      await jobs.stop()
    }
  })

  it('J3: stops when the job that runs has ended', async () => {
    const signs = new EventEmitter()
    const [begun, mayGoOn] = [once(signs, 'begun'), once(signs, 'go on')]
    const slow = {
      connect: async () => {
        signs.emit('begun')
        await mayGoOn
        return pool.connect()
      },
    } as pg.Pool
    const jobs = startDailyJobs({ pool: slow, logger: { log: () => undefined }, firstAfterMs: 1 })
    await begun
    const stopped = jobs.stop().then(() => 'stopped')
    expect(await Promise.race([stopped, sleep(50, 'running')])).toBe('running')
    signs.emit('go on')
    expect(await stopped).toBe('stopped')
  })

  it('takes appends while partitions are made and taken off beside them', async () => {
    const before = await central.query<{ n: number }>('SELECT count(*)::integer AS n FROM compliance.audit_log')
    let stop = false
    let appended = 0
    const appending = async () => {
      while (!stop) {
        await served(`INSERT INTO guest.profiles (property_id, last_name) VALUES ($1, 'Beside')`, [P])
        appended += 1
      }
    }
    const writers = [appending(), appending()]
    for (let year = 2060; year < 2063; year++) {
      await central.query('SELECT * FROM compliance.maintain_partitions(2, $1::date)', [`${year}-12-01`])
      await central.query(`ALTER TABLE compliance.audit_log DETACH PARTITION compliance.audit_log_${year}_12`)
    }
    await expect.poll(() => appended, { timeout: 60_000 }).toBeGreaterThan(5)
    stop = true
    await Promise.all(writers)
    const after = await central.query<{ n: number }>('SELECT count(*)::integer AS n FROM compliance.audit_log')
    expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBe(appended)
  })
})

describe('a terminal', () => {
  it('has no rule on what the centre tells of commands that a role could switch off', async () => {
    const terminal = await freshTerminalDatabase()
    try {
      const { rows } = await terminal.query(
        `SELECT tgrelid::regclass::text AS "table", tgname AS name FROM pg_trigger
         WHERE tgrelid::regclass::text = ANY ($1) AND tgenabled <> 'A'`,
        [[...ABOUT_COMMANDS]],
      )
      expect(rows).toEqual([])
    } finally {
      await terminal.close()
    }
  })

  it('keeps neither log: there the command is the audit', async () => {
    const terminal = await freshTerminalDatabase()
    try {
      const { rows } = await terminal.query(
        `SELECT FROM pg_trigger WHERE tgname IN ('audit_row_change', 'note_domain_event')`,
      )
      expect(rows).toEqual([])
    } finally {
      await terminal.close()
    }
  })
})
