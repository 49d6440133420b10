import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseOf } from '../../server/postgres/handle.ts'
import { migrateCentral } from '../../server/postgres/migrate.ts'
import { readFigures } from '../../shared/catalog/figures.ts'
import type { Database } from '../../shared/command/database.ts'
import { type EngineUnderTest, scopeHeaders, startEngine, temporaryFolder } from '../support/engine.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { PollingTerminal } from '../support/shape-reader.ts'
import { canPreload, debianPostgres, otherPostgres, startCluster, type TestCluster } from '../support/versions.ts'
import { proveManyIds } from '../schema/support/many-ids.ts'
import { runScript } from '../support/run-script.ts'
import { readStatements } from '../../scripts/report/statistics.ts'
import { addSmallHouse, P, REQUEST, THEIRS, UNIT } from './small-house.ts'

const PRELOADED = ['shared_preload_libraries=pg_stat_statements']

let newest: CentralDatabase
beforeAll(async () => {
  newest = await freshCentral()
})
afterAll(() => newest.drop())

async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(databaseOf(client))
  } finally {
    await client.end()
  }
}

// Shown as skipped where there is none, beside the warning.
it.skipIf(debianPostgres === undefined)('Debian’s PostgreSQL is among the versions that are tried', () => {
  expect(otherPostgres).toContain(debianPostgres)
  expect(debianPostgres?.major).toBeGreaterThanOrEqual(15)
})

describe.each(otherPostgres)('PostgreSQL $major', (version) => {
  let cluster: TestCluster
  let client: pg.Client
  let db: Database
  let ran: string[]
  const folder = temporaryFolder()
  const watchesStatements = canPreload(version, 'pg_stat_statements')
  beforeAll(async () => {
    cluster = await startCluster(version, watchesStatements ? PRELOADED : [])
    ran = await migrateCentral(cluster.url)
    client = new pg.Client({ connectionString: cluster.url })
    await client.connect()
    db = databaseOf(client)
    await addSmallHouse(client)
  })
  afterAll(async () => {
    await client.end()
    await cluster.stop()
    folder.remove()
  })

  it('is the version that it is taken for, and takes every migration once', async () => {
    const [row] = await db.query<{ major: number }>(
      `SELECT current_setting('server_version_num')::int / 10000 AS major`,
    )
    expect(row?.major).toBe(version.major)
    expect(ran.length).toBeGreaterThan(6)
    expect(await migrateCentral(cluster.url)).toEqual([])
  })

  it('holds as many tables, types, indexes, triggers, views and functions as the newest', async () => {
    const figures = await readFigures(db)
    expect(figures.length).toBeGreaterThanOrEqual(5)
    expect(figures).toEqual(await withDatabase(newest.url, readFigures))
  })

  it('keeps the rules: no double booking, no stale version, no status that does not follow, no wrong key', async () => {
    const assign = (stay: string) =>
      db.execute(
        `INSERT INTO reservation.unit_assignments (property_id, reservation_id, unit_id, stay) SELECT '${P}', id, '${UNIT}', $1::daterange
         FROM reservation.reservations`,
        [stay],
      )
    await assign('[2026-11-23,2026-11-25)')
    await expect(assign('[2026-11-24,2026-11-26)')).rejects.toMatchObject({ sqlState: '23P01' })
    const update = (set: string) => db.execute(`UPDATE reservation.reservations SET ${set}`)
    await expect(update(`status = 'checked_out'`)).rejects.toMatchObject({ sqlState: 'ST002' })
    await update(`status = 'checked_in', version = 1`)
    await expect(update(`notes = 'late', version = 1`)).rejects.toMatchObject({ sqlState: 'ST001' })
    const pii = `SELECT shared.decrypt_pii(shared.encrypt_pii('P-1', 'right'), $1) AS plain`
    expect(await db.query(pii, ['right'])).toEqual([{ plain: 'P-1' }])
    await expect(db.query(pii, ['wrong'])).rejects.toMatchObject({ sqlState: 'ST011' })
  })

  it('makes 100,000 version 7 ids at 4 connections: all different, and in the order of time', () =>
    proveManyIds(cluster.url))

  it('computes what is generated', async () => {
    expect(
      await db.query(
        `SELECT response_time_seconds, sla_compliant, (SELECT nights FROM reservation.reservations) AS nights,
           (SELECT full_name FROM guest.profiles WHERE property_id = '${P}') AS name FROM operations.service_requests`,
      ),
    ).toEqual([{ response_time_seconds: 301, sla_compliant: false, nights: 2, name: 'Ana Reis' }])
  })

  it('shows a request its own property only, and nothing where none is set', async () => {
    const namesFor = async (property: string) => {
      await client.query('BEGIN')
      try {
        await client.query(`SET LOCAL ROLE authenticated_user`)
        await client.query(`SELECT set_config('app.current_property_id', $1, true)`, [property])
        return (await db.query<{ name: string }>('SELECT last_name AS name FROM guest.profiles')).map(
          ({ name }) => name,
        )
      } finally {
        await client.query('ROLLBACK')
      }
    }
    expect([await namesFor(P), await namesFor(THEIRS), await namesFor('')]).toEqual([['Reis'], ['Sousa'], []])
  })

  it.skipIf(!watchesStatements)(
    'tells in db:report which statements took longest, and what to do until it can',
    async () => {
      const whereTheTimeWent = async (url: string) => {
        const { code, out, err } = await runScript('db-report.ts', ['--database', url])
        expect({ code, err }).toEqual({ code: 0, err: '' })
        return out.slice(out.indexOf('Where the time went')).trimEnd().split('\n').slice(1)
      }
      await db.execute(`CREATE ROLE reporter LOGIN PASSWORD 'reporter'`)
      const asReporter = cluster.url.replace(/\/\/[^@]+@/, '//reporter:reporter@')
      expect(await withDatabase(asReporter, readStatements)).toEqual({
        missing: 'This login may not see it. As the owner: GRANT pg_monitor TO that login;',
      })
      expect(await whereTheTimeWent(cluster.url)).toEqual([
        'It is loaded, but not in this database: CREATE EXTENSION pg_stat_statements;',
      ])
      await db.execute('CREATE EXTENSION pg_stat_statements; SELECT pg_stat_statements_reset()')
      const slow = 'SELECT count(*) AS n FROM generate_series(1, 300000) AS s (i) WHERE i::text <> $1'
      await db.query(slow, ['Passport P-12345'])
      await db.query(slow, ['Passport P-12345'])
      await db.execute('GRANT pg_monitor TO reporter')
      const [head, ...rows] = await whereTheTimeWent(asReporter)
      expect(head).toMatch(/^total ms {2,}calls {2,}mean ms {2,}rows {2}statement$/)
      expect(rows.map((row) => row.trim())).toContainEqual(
        expect.stringMatching(/^\d+ +2 +[\d.]+ +2 {2}SELECT count\(\*\) AS n FROM generate_series/),
      )
      const totals = rows.map((row) => Number.parseInt(row, 10))
      expect(totals).toEqual(totals.toSorted((a, b) => b - a))
      expect(rows.join()).not.toContain('P-12345')
      expect(rows.length).toBeLessThanOrEqual(10)
    },
  )

  it('streams a change of a table with generated columns to a terminal, from its snapshot on', async () => {
    const engine: EngineUnderTest = await startEngine({ databaseUrl: cluster.url, dataDir: folder.path })
    try {
      const terminal = new PollingTerminal(['operations.service_requests', 'guest.profiles'], scopeHeaders([P]))
      await terminal.poll(engine.url)
      const requests = () => [...(terminal.rowsByTable.get('operations.service_requests')?.values() ?? [])]
      const guests = () => [...(terminal.rowsByTable.get('guest.profiles')?.values() ?? [])]
      expect(requests()).toMatchObject([{ id: REQUEST, description: 'towels' }])
      expect(guests()).toMatchObject([{ last_name: 'Reis' }])
      await db.execute(`UPDATE operations.service_requests SET description = 'pillows'`)
      await db.execute(`UPDATE guest.profiles SET notes = 'quiet', first_name = 'Eva'`)
      while (requests()[0]?.description !== 'pillows' || guests()[0]?.first_name !== 'Eva')
        await terminal.poll(engine.url)
      expect(requests()).toHaveLength(1)
      expect(guests()).toMatchObject([{ last_name: 'Reis', notes: 'quiet' }])
      expect(terminal.refetches).toBe(0)
      expect(engine.alarms).toEqual([])
    } finally {
      await engine.stop()
    }
  })
})
