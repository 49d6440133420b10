import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeBackup } from '../../server/backup/backup.ts'
import { type Manifest, manifestPath } from '../../server/backup/manifest.ts'
import { restoreBackup } from '../../server/backup/restore.ts'
import { migrateCentral } from '../../server/postgres/migrate.ts'
import { temporaryHome } from '../support/home.ts'
import { freshCentral } from '../support/postgres.ts'
import { debianPostgres, startCluster, type TestCluster } from '../support/versions.ts'
import { addSmallHouse, P, THEIRS } from '../versions/small-house.ts'

const silent = () => undefined
const signal = new AbortController().signal
const home = temporaryHome('backup')
const backup = join(home.path, 'night.dump')
afterAll(() => home.remove())

const take = (databaseUrl: string, file: string) => makeBackup({ databaseUrl, file, onProgress: silent, signal })
const restore = (databaseUrl: string, options: { file?: string; replace?: boolean } = {}) =>
  restoreBackup({ file: backup, replace: false, onProgress: silent, signal, ...options, databaseUrl })

/** A copy of the backup whose manifest was altered. */
function altered(name: string, change: (manifest: Manifest) => Manifest): string {
  const file = join(home.path, name)
  writeFileSync(file, readFileSync(backup))
  const manifest = JSON.parse(readFileSync(manifestPath(backup), 'utf8')) as Manifest
  writeFileSync(manifestPath(file), JSON.stringify(change(manifest)))
  return file
}

it.skipIf(debianPostgres === undefined)(
  'refuses a pg_dump older than the server in one sentence, and leaves no file',
  async () => {
    const newest = await freshCentral()
    const file = join(home.path, 'refused.dump')
    const programs = [{ path: join(debianPostgres?.folder ?? '', 'bin', 'pg_dump'), major: debianPostgres?.major ?? 0 }]
    try {
      await expect(makeBackup({ databaseUrl: newest.url, file, programs, onProgress: silent, signal })).rejects.toThrow(
        /^This needs pg_dump of PostgreSQL 18 or newer, and the newest pg_dump here is of version \d+\.$/,
      )
      expect(readdirSync(home.path)).toEqual([])
    } finally {
      await newest.drop()
    }
  },
)

describe.skipIf(debianPostgres === undefined)('backup and restore on Debian’s PostgreSQL', () => {
  let cluster: TestCluster
  let other: TestCluster
  beforeAll(async () => {
    if (!debianPostgres) return
    cluster = await startCluster(debianPostgres)
    other = await startCluster(debianPostgres)
    await migrateCentral(cluster.url)
    const client = new pg.Client({ connectionString: cluster.url })
    await client.connect()
    await addSmallHouse(client)
    await client.end()
  })
  afterAll(async () => {
    await cluster.stop()
    await other.stop()
  })

  const guestsOf = (url: string, property: string) =>
    withClient(url, async (client) => {
      await client.query('BEGIN; SET LOCAL ROLE authenticated_user')
      await client.query(`SELECT set_config('app.current_property_id', $1, true)`, [property])
      return (await client.query<{ last_name: string }>('SELECT last_name FROM guest.profiles')).rows.map(
        (row) => row.last_name,
      )
    })

  it('writes the file for its owner alone, with rows and checksums of every table, and never over another backup', async () => {
    const manifest = await take(cluster.url, backup)
    expect(manifest).toMatchObject({ database: 'stayos', server: debianPostgres?.major })
    expect(manifest.tables).toContainEqual({
      table: 'guest.profiles',
      rows: 2,
      checksum: expect.stringMatching(/^\d+$/),
    })
    expect(manifest.roles.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['authenticated_user', 'stayos', 'stayos_gatekeeper']),
    )
    expect(readdirSync(home.path).sort()).toEqual(['night.dump', 'night.dump.manifest.json'])
    await expect(take(cluster.url, backup)).rejects.toThrow('night.dump is there already')
  })

  it('restores into a fresh cluster, where roles, grants, policies and the publication work', async () => {
    const url = other.urlOf('hotel')
    const restored = await restore(url)
    expect(restored).toMatchObject({ before: undefined, migrations: [] })
    expect(restored.roles).toEqual(['authenticated_user', 'stayos_gatekeeper'])
    expect([await guestsOf(url, P), await guestsOf(url, THEIRS), await guestsOf(url, '')]).toEqual([
      ['Reis'],
      ['Sousa'],
      [],
    ])
    const [logins] = await other.query<{ logins: string[] | null; published: string }>(
      `SELECT (SELECT array_agg(rolname::text) FROM pg_roles WHERE rolcanlogin OR rolbypassrls) AS logins,
         (SELECT count(*) FROM pg_publication_tables WHERE pubname = 'stayos')::text AS published`,
      'hotel',
    )
    expect(logins?.logins).toEqual(['stayos'])
    expect(Number(logins?.published)).toBeGreaterThan(30)
    expect(await migrateCentral(url)).toEqual([])
  })

  it('belongs to the new owner, whoever owned it before, and to nobody who is left over', async () => {
    await other.query(`CREATE ROLE night_owner LOGIN CREATEDB CREATEROLE SUPERUSER PASSWORD 'x'`)
    const url = other.urlOf('owned').replace(/\/\/[^@]+@/, '//night_owner:x@')
    await restore(url)
    const owners = await other.query<{ owner: string }>(
      `SELECT DISTINCT tableowner::text AS owner FROM pg_tables WHERE schemaname = 'guest' UNION
       SELECT DISTINCT unnest(roles)::text FROM pg_policies WHERE policyname = 'owner_access' ORDER BY 1`,
      'owned',
    )
    expect(owners).toEqual([{ owner: 'night_owner' }])
  })

  it('refuses a database with data, and replaces it only when told to, keeping the one before', async () => {
    const url = other.urlOf('hotel')
    await other.query(`UPDATE guest.profiles SET notes = 'changed since'`, 'hotel')
    await expect(restore(url)).rejects.toThrow(/holds data, and a restore never writes over data/)
    const { before = '' } = await restore(url, { replace: true })
    expect(before).toMatch(/^hotel_before_\d{14}$/)
    const notes = (database: string) =>
      other.query<{ notes: string }>('SELECT DISTINCT notes FROM guest.profiles', database)
    expect(await notes('hotel')).toEqual([{ notes: '' }])
    expect(await notes(before)).toEqual([{ notes: 'changed since' }])
  })

  it('touches nothing while somebody is connected', async () => {
    const url = other.urlOf('hotel')
    await withClient(url, async () => {
      await expect(restore(url, { replace: true })).rejects.toThrow(/is in use by .*\(process \d+\)/)
    })
  })

  it('says which tables differ from what was noted, and keeps nothing of it', async () => {
    const file = altered('lying.dump', (manifest) => ({
      ...manifest,
      tables: manifest.tables.map((print) => (print.table === 'guest.profiles' ? { ...print, rows: 3 } : print)),
    }))
    await expect(restore(other.urlOf('lying'), { file })).rejects.toThrow('guest.profiles: 2 rows, 3 in the backup')
    const left = await other.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname ~ 'lying|_restore_'`,
    )
    expect(left).toEqual([])
  })

  it('refuses a damaged file, one without its manifest, and one of a newer PostgreSQL', async () => {
    const damaged = altered('damaged.dump', (manifest) => manifest)
    appendFileSync(damaged, 'x')
    await expect(restore(other.urlOf('none'), { file: damaged })).rejects.toThrow(/is damaged/)
    await expect(restore(other.urlOf('none'), { file: join(home.path, 'nowhere.dump') })).rejects.toThrow(
      /is not there/,
    )
    const newer = altered('newer.dump', (manifest) => ({ ...manifest, server: 99 }))
    await expect(restore(other.urlOf('none'), { file: newer })).rejects.toThrow(/The backup is of PostgreSQL 99/)
    expect(await other.query(`SELECT FROM pg_database WHERE datname = 'none'`)).toEqual([])
  })

  it.each(['counting', 'dumping'] as const)('leaves no file when it is stopped while %s', async (phase) => {
    const stop = new AbortController()
    const file = join(home.path, `stopped-${phase}.dump`)
    const onProgress = (progress: { phase: string }) => progress.phase === phase && stop.abort()
    await expect(makeBackup({ databaseUrl: cluster.url, file, onProgress, signal: stop.signal })).rejects.toThrow()
    expect(readdirSync(home.path).filter((name) => name.startsWith('stopped'))).toEqual([])
    expect(existsSync(file)).toBe(false)
  })

  it('leaves the database as it was when a restore is stopped', async () => {
    const stop = new AbortController()
    const onProgress = (progress: { phase: string }) => progress.phase === 'verifying' && stop.abort()
    const databaseUrl = other.urlOf('stopped')
    await expect(
      restoreBackup({ file: backup, databaseUrl, replace: false, onProgress, signal: stop.signal }),
    ).rejects.toThrow()
    expect(await other.query(`SELECT FROM pg_database WHERE datname = 'stopped'`)).toEqual([])
  })
})

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
