import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'

const OURS = '01900000-0000-7000-8000-0000000000a1'
const THEIRS = '01900000-0000-7000-8000-0000000000b2'

let central: CentralDatabase
let client: pg.Client

/** Runs as the role that serves requests, in a transaction of its own that is always taken back. */
async function asServed<T>(settings: Record<string, string>, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    await client.query('SET LOCAL ROLE authenticated_user')
    for (const [key, value] of Object.entries(settings))
      await client.query('SELECT set_config($1, $2, true)', [key, value])
    return await work()
  } finally {
    await client.query('ROLLBACK')
  }
}

const count = async (sql: string) => (await client.query(sql)).rowCount

beforeAll(async () => {
  central = await freshCentral()
  client = new pg.Client({ connectionString: central.url })
  await client.connect()
  for (const [property, code] of [
    [OURS, 'OURS'],
    [THEIRS, 'THEIRS'],
  ]) {
    await client.query(
      `INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency) VALUES ($1, $2, $2, 'resort', 'Europe/Lisbon', 'EUR')`,
      [property, code],
    )
    await client.query(`INSERT INTO guest.profiles (property_id, last_name) VALUES ($1, $2)`, [property, code])
    await client.query(
      `INSERT INTO guest.feedback (property_id, feedback_type, nps_score, source, submitted_at) VALUES ($1, 'NPS', 9, 'web', now())`,
      [property],
    )
  }
})
afterAll(async () => {
  await client.end()
  await central.drop()
})

describe('row-level security', () => {
  it('is forced on every table that carries a property', async () => {
    const open = await central.query(`SELECT c.oid::regclass::text AS name FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'property_id' AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`)
    expect(open).toEqual([])
  })

  it.each([
    ['unset', {}],
    ['empty', { 'app.current_property_id': '', 'app.current_property_ids': '' }],
  ])('shows nothing and raises nothing where the property is %s', async (_case, settings) => {
    const seen = await asServed(settings, async () => [
      await count('SELECT FROM guest.profiles'),
      await count('SELECT FROM property_mgmt.properties'),
      await count('SELECT FROM guest.v_nps_metrics'),
    ])
    expect(seen).toEqual([0, 0, 0])
  })

  it('shows one property, or the list of head office', async () => {
    const ours = () => count('SELECT FROM guest.profiles')
    expect(await asServed({ 'app.current_property_id': OURS }, ours)).toBe(1)
    expect(await asServed({ 'app.current_property_ids': `{${OURS},${THEIRS}}` }, ours)).toBe(2)
    expect(await asServed({ 'app.current_property_id': OURS }, () => count('SELECT FROM guest.v_nps_metrics'))).toBe(1)
  })

  it('changes and deletes nothing of another property, and lets nothing be put there', async () => {
    const settings = { 'app.current_property_id': OURS }
    expect(
      await asServed(settings, () => count(`UPDATE guest.profiles SET notes = 'x' WHERE property_id = '${THEIRS}'`)),
    ).toBe(0)
    expect(await asServed(settings, () => count(`DELETE FROM guest.profiles WHERE property_id = '${THEIRS}'`))).toBe(0)
    const put = () => client.query(`INSERT INTO guest.profiles (property_id, last_name) VALUES ('${THEIRS}', 'x')`)
    await expect(asServed(settings, put)).rejects.toMatchObject({ code: '42501' })
    const moveOut = () => client.query(`UPDATE guest.profiles SET property_id = '${THEIRS}'`)
    await expect(asServed(settings, moveOut)).rejects.toMatchObject({ code: '42501' })
  })

  it('keeps password hashes, terminals and enrolment codes from the role that serves', async () => {
    const settings = { 'app.current_property_id': OURS }
    for (const sql of [
      'SELECT pin_hash FROM shared.users',
      'SELECT FROM sync.terminals',
      'SELECT FROM sync.enrolment_codes',
    ]) {
      await expect(asServed(settings, () => client.query(sql))).rejects.toMatchObject({ code: '42501' })
    }
  })

  it('gives no role that serves the right to pass it by', async () => {
    const roles = await central.query(
      `SELECT rolname, rolbypassrls, rolsuper, rolcanlogin FROM pg_roles WHERE rolname IN ('authenticated_user', 'stayos_gatekeeper')`,
    )
    expect(roles).toHaveLength(2)
    for (const role of roles) expect(role).toMatchObject({ rolbypassrls: false, rolsuper: false, rolcanlogin: false })
  })
})
