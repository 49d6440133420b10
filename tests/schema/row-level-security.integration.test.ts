import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { databaseOf } from '../../server/postgres/handle.ts'
import { anyRow } from './support/any-row.ts'
import { SERVED_FUNCTIONS } from './support/served-functions.ts'
import { fillTwoHouses, OURS, type TenantTable, THEIRS } from './support/two-houses.ts'

let central: CentralDatabase
let client: pg.Client
let tables: TenantTable[]
let views: { name: string; scoped: boolean }[]

type Settings = Readonly<Record<string, string>>
const ONE: Settings = { 'app.current_property_id': OURS }
const BOTH: Settings = { 'app.current_property_ids': `{${OURS},${THEIRS}}` }
const NONE: readonly (readonly [string, Settings])[] = [
  ['unset', {}],
  ['empty', { 'app.current_property_id': '', 'app.current_property_ids': '' }],
  ['garbage', { 'app.current_property_id': 'garbage' }],
  ['a garbage list', { 'app.current_property_ids': `${OURS},${THEIRS}` }],
  ['a property that does not exist', { 'app.current_property_id': '01900000-0000-7000-8000-00000000dead' }],
]

/** Runs as the role that serves requests, in a transaction of its own that is always taken back. */
async function asServed<T>(settings: Settings, work: () => Promise<T>): Promise<T> {
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

/** Rows read or changed, or the SQLSTATE of the refusal; what was done is taken back. */
async function attempt(sql: string): Promise<number | string> {
  await client.query('SAVEPOINT attempt')
  try {
    const result = await client.query<{ n?: string }>(sql)
    return Number(result.rows[0]?.n ?? result.rowCount)
  } catch (error) {
    return error instanceof pg.DatabaseError ? (error.code ?? '?') : Promise.reject(error as Error)
  } finally {
    await client.query('ROLLBACK TO SAVEPOINT attempt')
  }
}

const countOf = (relation: string, where = 'true') => `SELECT count(*) AS n FROM ${relation} WHERE ${where}`
const got = (outcome: number | string) => typeof outcome === 'number' && outcome > 0

beforeAll(async () => {
  central = await freshCentral()
  client = new pg.Client({ connectionString: central.url })
  await client.connect()
  tables = await fillTwoHouses(client)
  views = await central.query(`SELECT c.oid::regclass::text AS name,
      EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'property_id') AS scoped
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'public')`)
})
afterAll(async () => {
  await client.end()
  await central.drop()
})

describe('a request about one property', () => {
  it('has something to find: each tenant table holds rows of both', async () => {
    const empty: string[] = []
    for (const { name, tenant } of tables) {
      for (const property of [OURS, THEIRS])
        if (!(await client.query(`SELECT FROM ${name} WHERE ${tenant} = '${property}' LIMIT 1`)).rowCount)
          empty.push(name)
    }
    expect(tables.length).toBeGreaterThan(60)
    expect(empty).toEqual([])
  })

  it('reads and changes nothing of another one, in any table, and puts nothing there', async () => {
    const leaks: unknown[] = []
    await asServed(ONE, async () => {
      for (const { name, tenant } of tables) {
        const outcomes = {
          read: await attempt(countOf(name, `${tenant} IS DISTINCT FROM '${OURS}'`)),
          updated: await attempt(`UPDATE ${name} SET ${tenant} = ${tenant} WHERE ${tenant} <> '${OURS}'`),
          deleted: await attempt(`DELETE FROM ${name} WHERE ${tenant} <> '${OURS}'`),
          moved: await attempt(`UPDATE ${name} SET ${tenant} = '${THEIRS}' WHERE ${tenant} = '${OURS}'`),
          truncated: await attempt(`TRUNCATE ${name}`),
        }
        for (const [how, outcome] of Object.entries(outcomes))
          if (got(outcome) || (how === 'truncated' && outcome === 0)) leaks.push({ name, how, outcome })
      }
    })
    expect(leaks).toEqual([])
  })

  it('puts no row into another one', async () => {
    const inserts = new Map<string, string>()
    for (const { name } of tables) inserts.set(name, await anyRow(databaseOf(client), name, THEIRS))
    const admitted: unknown[] = []
    await asServed(ONE, async () => {
      for (const [name, sql] of inserts) {
        const outcome = await attempt(sql)
        // What a trigger refuses before the policy is asked is refused as well.
        if (typeof outcome === 'number') admitted.push({ name, outcome })
      }
    })
    expect(admitted).toEqual([])
  })

  it('sees its own rows: all of them, and through every view what the owner sees of it', async () => {
    const wrong: unknown[] = []
    const relations = [
      ...tables,
      ...views.filter(({ scoped }) => scoped).map(({ name }) => ({ name, tenant: 'property_id' })),
    ]
    for (const { name, tenant } of relations) {
      const [all] = await central.query<{ n: string }>(countOf(name, `${tenant} = '${OURS}'`))
      const seen = await asServed(ONE, () => attempt(countOf(name)))
      if (seen !== '42501' && seen !== Number(all?.n)) wrong.push({ name, all: all?.n, seen })
    }
    expect(wrong).toEqual([])
  })

  it('reads through each view its own rows as the owner reads them, to the letter, and none of another property', async () => {
    const wrong: unknown[] = []
    const whole = (name: string, where: string) =>
      `SELECT md5(coalesce(string_agg(row, E'\\n' ORDER BY row), '')) AS digest, count(*)::int AS rows
       FROM (SELECT to_jsonb(v)::text AS row FROM ${name} v WHERE ${where}) AS r`
    for (const { name, scoped } of views) {
      const [owner] = await central.query(whole(name, scoped ? `property_id = '${OURS}'` : 'true'))
      const [seen] = await asServed(ONE, async () => (await client.query<object>(whole(name, 'true'))).rows)
      const named = await asServed(ONE, () =>
        attempt(`SELECT count(*) AS n FROM ${name} v WHERE v::text LIKE '%${THEIRS}%'`),
      )
      if (JSON.stringify(seen) !== JSON.stringify(owner) || named !== 0) wrong.push({ name, owner, seen, named })
    }
    expect(wrong).toEqual([])
  })

  it('changes nothing through any view', async () => {
    const passed: unknown[] = []
    await asServed(ONE, async () => {
      for (const { name } of views) {
        const [column] = (
          await client.query<{ name: string }>(
            `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1`,
            [name],
          )
        ).rows
        const writes = [`UPDATE ${name} SET ${column?.name} = ${column?.name}`, `DELETE FROM ${name}`]
        for (const sql of [...writes, `INSERT INTO ${name} (${column?.name}) VALUES (NULL)`]) {
          const outcome = await attempt(sql)
          if (typeof outcome === 'number') passed.push({ sql, outcome })
        }
      }
    })
    expect(views.length).toBeGreaterThan(20)
    expect(passed).toEqual([])
  })

  it('learns by each function that it may call what it has put in, and nothing else', async () => {
    const served = await functionsOf("has_function_privilege('authenticated_user', f.oid, 'EXECUTE')")
    expect(
      served.map(({ name }) => name),
      'each needs a case in support/served-functions.ts',
    ).toEqual(Object.keys(SERVED_FUNCTIONS).sort())
    await asServed(ONE, async () => {
      for (const [name, { call, gives }] of Object.entries(SERVED_FUNCTIONS)) {
        const { rows } = await client.query<{ given: string }>(`SELECT (${call})::text AS given`)
        expect(
          rows.map(({ given }) => given),
          name,
        ).toEqual([gives instanceof RegExp ? expect.stringMatching(gives) : gives])
      }
    })
  })

  it('is refused every other function', async () => {
    const others = await functionsOf("NOT has_function_privilege('authenticated_user', f.oid, 'EXECUTE')")
    expect(others.map(({ name }) => name)).toContain('sync.cool_settled_rows(integer)')
    const called: unknown[] = []
    await asServed(BOTH, async () => {
      for (const { name, nulls } of others) {
        const outcome = await attempt(`SELECT ${name.slice(0, name.indexOf('('))}(${nulls})`)
        if (outcome !== '42501') called.push({ name, outcome })
      }
    })
    expect(called).toEqual([])
  })

  /** Our own functions for which that holds, but those that only a trigger can call. */
  const functionsOf = (where: string) =>
    central.query<{ name: string; nulls: string }>(
      `SELECT n.nspname || '.' || f.proname || '(' || array_to_string(f.proargtypes::regtype[], ',') || ')' AS name,
         array_to_string(ARRAY(SELECT 'NULL::' || t FROM unnest(f.proargtypes::regtype[]) AS t), ', ') AS nulls
       FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
       WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'public') AND f.prorettype <> 'trigger'::regtype
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = f.oid AND d.deptype = 'e') AND ${where} 
       ORDER BY (n.nspname || '.' || f.proname) COLLATE "C"`,
    )

  it('sees of people only its own, and of those not how they prove who they are', async () => {
    const strangers = `SELECT count(*) AS n FROM shared.users u WHERE u.role <> 'system' AND NOT EXISTS (
      SELECT FROM shared.user_property_roles r WHERE r.user_id = u.id)`
    expect(await asServed(ONE, () => attempt(strangers))).toBe(0)
    expect(got(await asServed(ONE, () => attempt('SELECT count(id) AS n FROM shared.users')))).toBe(true)
    const [all] = await central.query<{ n: number }>('SELECT count(*)::integer AS n FROM shared.users')
    expect(await asServed(ONE, () => attempt('SELECT count(id) AS n FROM shared.users'))).toBeLessThan(all?.n ?? 0)
    for (const sql of [
      'SELECT pin_hash FROM shared.users',
      'SELECT password_hash FROM shared.users',
      'SELECT email FROM shared.users',
      'SELECT FROM sync.terminals',
      'SELECT FROM sync.enrolment_codes',
      `UPDATE shared.users SET role = 'head_office'`,
      `UPDATE shared.user_property_roles SET role = 'head_office'`,
    ])
      expect(await asServed(ONE, () => attempt(sql)), sql).toBe('42501')
  })
})

describe.each(NONE)('a request whose property is %s', (_case, settings) => {
  it('gets nothing and changes nothing, in any table and through any view', async () => {
    const leaks: unknown[] = []
    await asServed(settings, async () => {
      for (const { name, tenant } of tables) {
        const read = await attempt(countOf(name))
        const updated = await attempt(`UPDATE ${name} SET ${tenant} = ${tenant}`)
        const deleted = await attempt(`DELETE FROM ${name}`)
        if (got(read) || got(updated) || got(deleted)) leaks.push({ name, read, updated, deleted })
      }
      for (const { name } of views) {
        const read = await attempt(countOf(name))
        if (got(read)) leaks.push({ name, read })
      }
    })
    expect(leaks).toEqual([])
  })
})

describe('a partition', () => {
  it('is reached through its table only, whatever the properties of the request', async () => {
    const partitions = await central.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relispartition AND relkind = 'r'`,
    )
    expect(partitions.length).toBeGreaterThan(2)
    const leaks: unknown[] = []
    await asServed(BOTH, async () => {
      for (const { name } of partitions) {
        const outcomes = [
          await attempt(countOf(name)),
          await attempt(`UPDATE ${name} SET property_id = property_id`),
          await attempt(`DELETE FROM ${name}`),
        ]
        if (outcomes.some(got)) leaks.push({ name, outcomes })
      }
    })
    expect(leaks).toEqual([])
  })
})

describe('head office', () => {
  it('sees the properties of its list, together', async () => {
    const wrong: unknown[] = []
    for (const { name, tenant } of tables) {
      const [all] = await central.query<{ n: string }>(countOf(name, `${tenant} IN ('${OURS}', '${THEIRS}')`))
      const seen = await asServed(BOTH, () => attempt(countOf(name)))
      if (seen !== '42501' && seen !== Number(all?.n)) wrong.push({ name, all: all?.n, seen })
    }
    expect(wrong).toEqual([])
    expect(await asServed(BOTH, () => attempt(countOf('property_mgmt.properties')))).toBe(2)
  })
})

describe('nothing passes the policies by', () => {
  it('forces them on every table that carries a property, partitions too', async () => {
    const open = await central.query(`SELECT c.oid::regclass::text AS name FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'property_id' AND NOT a.attisdropped
      WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`)
    expect(open).toEqual([])
  })

  it('reads every view as the one who asks', async () => {
    const owners =
      await central.query(`SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'v' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'public')
        AND NOT coalesce(c.reloptions @> '{security_invoker=true}', false)`)
    expect(owners).toEqual([])
    expect(await central.query(`SELECT FROM pg_class WHERE relkind = 'm'`)).toEqual([])
  })

  it('runs as the owner only what triggers and the centre’s own jobs call', async () => {
    const functions = await central.query<{ name: string; settings: string[] | null; served: boolean }>(
      `SELECT n.nspname || '.' || f.proname AS name, f.proconfig AS settings,
         has_function_privilege('authenticated_user', f.oid, 'EXECUTE') AS served
       FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
       WHERE f.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY name`,
    )
    expect(functions.map(({ name }) => name)).toEqual(Object.keys(RUN_AS_OWNER).sort())
    for (const { name, settings, served } of functions) {
      expect(
        settings?.some((one) => one.startsWith('search_path=pg_catalog')),
        name,
      ).toBe(true)
      expect(served, name).toBe(false)
    }
  })

  it('gives no role that serves the right to pass them by, to own a table, or to become one that may', async () => {
    const roles = await central.query<{ rolname: string }>(
      `SELECT rolname, rolbypassrls, rolsuper, rolcanlogin, rolcreaterole FROM pg_roles
       WHERE rolname IN ('authenticated_user', 'stayos_gatekeeper')`,
    )
    expect(roles).toHaveLength(2)
    for (const role of roles)
      expect(role).toMatchObject({ rolbypassrls: false, rolsuper: false, rolcanlogin: false, rolcreaterole: false })
    const owned = `SELECT FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = ANY ($1)`
    const member = `SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = ANY ($1)`
    for (const sql of [owned, member]) expect(await central.query(sql, [roles.map((role) => role.rolname)])).toEqual([])
  })
})

/** Why each of them may do what the one who causes it may not. */
const RUN_AS_OWNER: Readonly<Record<string, string>> = {
  'compliance.audit_row_change': 'a trigger: nobody who is watched writes the log himself',
  'compliance.maintain_partitions': 'a job: makes and takes off partitions',
  'compliance.note_domain_event': 'a trigger: nobody writes events of his own',
  'sync.cool_settled_rows': 'a job: goes over every property',
  'sync.due_to_lapse': 'a job: looks over every property for what is over by itself',
}
