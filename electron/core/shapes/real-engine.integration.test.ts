import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isHeldBy, type ShapeDefinition } from '../../../shared/command/shape.ts'
import { shapes } from '../../../shared/domains/registry.ts'
import { rowKeysByTable } from '../../../shared/domains/row-keys.ts'
import { newId } from '../../../shared/kernel/ids.ts'
import { type EngineUnderTest, scopeHeaders, startEngine, temporaryFolder } from '../../../tests/support/engine.ts'
import { addShapeTable } from '../../../tests/support/shape-table.ts'
import { addHotel, type TestHotel } from '../../../tests/support/hotel.ts'
import { freshTerminalDatabase } from '../../../tests/support/pglite.ts'
import { type CentralDatabase, freshCentral } from '../../../tests/support/postgres.ts'
import { compareVersions } from '../../../shared/migrate/plan.ts'
import { terminalExtensions } from '../database/extensions.ts'
import { migrateTerminal, readTerminalMigrations } from '../database/migrate.ts'
import { readFrames } from './frames.ts'
import { type ShapeSync, startShapeSync } from './shape-sync.ts'
import { describeTables } from './tables.ts'

/** All shapes of the product from the product's own engine over real PostgreSQL. */
const folder = temporaryFolder()
let central: CentralDatabase
let engine: EngineUnderTest
let hotel: TestHotel
let desk: PGlite
let sync: ShapeSync
const warnings: string[] = []
const noteWarning = (warning: Error) => warnings.push(warning.message)

beforeAll(async () => {
  process.on('warning', noteWarning)
  central = await freshCentral()
  hotel = await addHotel(central)
  engine = await startEngine({ databaseUrl: central.url, dataDir: folder.path })
  desk = await freshTerminalDatabase()
})
afterAll(async () => {
  process.off('warning', noteWarning)
  await sync?.stop()
  await desk?.close()
  await engine?.stop()
  await central?.drop()
  folder.remove()
})

interface TableColumns {
  name: string
  columns: string
}

const addUnitType = (code: string) =>
  central.query(
    `INSERT INTO property_mgmt.unit_types (id, property_id, code, name, base_occupancy, max_occupancy, upgrade_rank, created_by, updated_by)
     VALUES ($1, $2, $3, $3, 2, 2, 1, $4, $4)`,
    [newId(), hotel.property, code, hotel.actor],
  )

const codes = async () =>
  (await desk.query<{ code: string }>('SELECT code FROM property_mgmt.unit_types ORDER BY 1')).rows.map(
    (row) => row.code,
  )

/** The engine under test takes the scope of a desk. */
const deskShapes = shapes.filter((shape) => isHeldBy(shape, 'desk'))

const start = (url: string, pg = desk, held: readonly ShapeDefinition[] = deskShapes) =>
  startShapeSync({
    pg,
    serverUrl: url,
    token: () => Promise.resolve('scope is in a header of its own'),
    shapes: held,
    replay: () => Promise.resolve(),
    folder: folder.path,
    rowKeys: rowKeysByTable,
    fetch: (input, init) => {
      const headers = new Headers(init?.headers)
      for (const [name, value] of Object.entries(scopeHeaders([hotel.property]))) headers.set(name, value)
      return fetch(input, { ...init, headers })
    },
    lineBackOff: { firstMs: 20, maxMs: 100 },
  })

/** The engine may be some milliseconds behind a commit of somebody else. */
async function caughtUpWith(expected: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    await sync.caughtUp()
    if ((await codes()).join() === expected.join()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(await codes()).toEqual(expected)
}

test('S12 the product shapes load, follow, survive a restart of the engine, and resume', async () => {
  await addUnitType('A')
  sync = start(engine.url)
  await caughtUpWith(['A'])
  const { rows } = await desk.query<{ n: number }>('SELECT count(*)::int AS n FROM property_mgmt.business_days')
  expect(rows[0]?.n).toBe(1)
  await addUnitType('B')
  await caughtUpWith(['A', 'B'])

  const { port } = engine
  await engine.stop()
  await addUnitType('C')
  engine = await startEngine({ databaseUrl: central.url, dataDir: folder.path, port })
  await caughtUpWith(['A', 'B', 'C'])
  await sync.stop()

  await addUnitType('D')
  sync = start(engine.url)
  await caughtUpWith(['A', 'B', 'C', 'D'])
  expect(engine.alarms).toEqual([])
  expect(warnings).toEqual([])
})

test('S13 a folder of the release before takes in the new tables, and loads nothing else again', async () => {
  const old = await PGlite.create({ extensions: terminalExtensions })
  const before = (await readTerminalMigrations()).filter(
    ({ version }) => version === undefined || compareVersions(version, '1.0.5') < 0,
  )
  await migrateTerminal(old, before)
  // A centre of that release: no table that it did not have, and none that has got columns since.
  const columns = `SELECT table_schema || '.' || table_name AS name, string_agg(column_name, ',' ORDER BY column_name) AS columns
    FROM information_schema.columns GROUP BY 1`
  const columnsNow = new Map((await central.query<TableColumns>(columns)).map((row) => [row.name, row.columns]))
  const { rows } = await old.query<TableColumns>(columns)
  const known = new Set(rows.filter((row) => columnsNow.get(row.name) === row.columns).map((row) => row.name))
  expect(known).toContain('property_mgmt.business_days')
  const first = start(
    engine.url,
    old,
    deskShapes.filter((shape) => known.has(shape.table)),
  )
  await first.caughtUp()
  await first.stop()
  await old.query(`UPDATE property_mgmt.business_days SET opened_at = '1999-12-31T00:00:00Z'`)
  await migrateTerminal(old)

  await central.query(
    `INSERT INTO fb.outlets (property_id, code, name, kind, transaction_code, created_by, updated_by)
     VALUES ($1, 'BAR', 'Bar', 'bar', 'FB_BAR', $2, $2)`,
    [hotel.property, hotel.actor],
  )
  const second = start(engine.url, old)
  try {
    await expect
      .poll(async () => (await old.query('SELECT code FROM fb.outlets')).rows, { timeout: 30_000 })
      .toEqual([{ code: 'BAR' }])
    await second.caughtUp()
    // Loaded again it would be the centre's.
    const kept = await old.query(`SELECT opened_at::text FROM property_mgmt.business_days`)
    expect(kept.rows).toEqual([{ opened_at: expect.stringMatching(/^1999-12-31/) }])
  } finally {
    await second.stop()
    await old.close()
  }
})

test('L12 rows of every type come in the binary form, and as text where types are not the same here and there', async () => {
  const here = await freshTerminalDatabase()
  const types = `CREATE TYPE property_mgmt.test_mood AS ENUM ('calm', 'busy'); CREATE DOMAIN property_mgmt.test_code AS text CHECK (value <> '')`
  await Promise.all([central.query(types), here.exec(types)])
  const columns = {
    test_binary: `a text, b int, c numeric(12, 2), d timestamptz, e date, f jsonb, g property_mgmt.test_mood, h uuid[], i property_mgmt.test_code,
      j boolean, k daterange, l interval, m bytea, n float8, o text[], p time`,
    test_own_array: 'g property_mgmt.test_mood[]',
    test_widened: 'b int',
  }
  const more = []
  for (const [name, list] of Object.entries(columns)) more.push(await addShapeTable(central, name, list))
  for (const [name, list] of Object.entries({ ...columns, test_widened: 'b bigint' })) {
    await here.exec(
      `CREATE TABLE property_mgmt.${name} (id uuid PRIMARY KEY, property_id uuid, hot boolean NOT NULL, ${list})`,
    )
  }
  await central.query(`
    INSERT INTO property_mgmt.test_binary (property_id, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
    VALUES ('${hotel.property}', E'\\\\N\\té\\n', -1, -0.05, 'infinity', '0044-03-15 BC', '{"x": [1, null]}', 'busy', ARRAY[gen_random_uuid(), NULL], 'c',
      false, '[2026-01-01,2026-02-01)', '1 mon -3 days', '\\xdeadbeef', 'NaN', '{}', '23:59:59.999999'),
      ('${hotel.property}', '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO property_mgmt.test_own_array (property_id, g) VALUES ('${hotel.property}', '{busy,calm}');
    INSERT INTO property_mgmt.test_widened (property_id, b) VALUES ('${hotel.property}', 7)`)
  const another = temporaryFolder()
  const served = await startEngine({
    databaseUrl: central.url,
    dataDir: another.path,
    slotName: 'binary_rows',
    shapes: more,
  })
  const loading = start(served.url, here, more)
  try {
    await loading.caughtUp()
    for (const { table } of more) {
      const rows = `SELECT t::text AS row FROM ${table} t ORDER BY id`
      const { rows: mine } = await here.query(rows)
      expect(mine.length).toBeGreaterThan(0)
      expect(mine).toEqual(await central.query(rows))
    }
    const described = await describeTables(here, more)
    const answer = await fetch(`${served.url}/v1/bootstrap`, {
      method: 'POST',
      headers: scopeHeaders([hotel.property]),
      body: JSON.stringify({
        tables: more.map(({ table }) => table),
        types: Object.fromEntries(described.flatMap(({ name, types: own }) => (own ? [[name, own]] : []))),
      }),
    })
    const binary: Record<string, boolean> = {}
    for await (const { head } of readFrames(answer.body as ReadableStream<Uint8Array>)) {
      if ('table' in head) binary[head.table.replace('property_mgmt.', '')] = head.binary === true
    }
    expect(binary).toEqual({ test_binary: true, test_own_array: false, test_widened: false })
  } finally {
    await loading.stop()
    await served.stop()
    await here.close()
    another.remove()
  }
})
