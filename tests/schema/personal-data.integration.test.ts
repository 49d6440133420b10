import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/postgres/embedded.ts'
import { migrateCentral } from '../../server/postgres/migrate.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { temporaryHome } from '../support/home.ts'

const PLAIN = 'Passport P-12345 of Łucja Öztürk'

describe.each(bothDatabases)('personal data on %s', (_engine, open) => {
  let subject: Subject
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())

  const roundTrip = (key: string | null) =>
    subject.db.query('SELECT shared.decrypt_pii(shared.encrypt_pii($1, $2), $3) AS plain', [PLAIN, 'right', key])

  it('comes back under its own key, and never looks the same twice', async () => {
    expect(await roundTrip('right')).toEqual([{ plain: PLAIN }])
    const [row] = await subject.db.query<{ differ: boolean; absent: null }>(
      `SELECT shared.encrypt_pii($1, $2) <> shared.encrypt_pii($1, $2) AS differ, shared.decrypt_pii(NULL, $2) AS absent`,
      [PLAIN, 'right'],
    )
    expect(row).toEqual({ differ: true, absent: null })
  })

  it('says clearly that a key is wrong or missing, and tells neither key nor value', async () => {
    await expect(roundTrip('wr0ng-key')).rejects.toMatchObject({
      sqlState: 'ST011',
      message: 'the data key does not open this value',
    })
    for (const missing of ['', null]) await expect(roundTrip(missing)).rejects.toMatchObject({ sqlState: 'ST010' })
    await expect(roundTrip('wr0ng-key')).rejects.not.toThrow(/wr0ng-key|right|P-12345/)
  })
})

/** PostgreSQL as talkative as it can be made; what we set ourselves (log_parameter_max_length) stays. */
const TALKATIVE = [
  'fsync=off',
  'log_statement=all',
  'log_min_duration_statement=0',
  'log_min_messages=debug1',
  'log_min_error_statement=debug1',
  'log_error_verbosity=verbose',
  'shared_preload_libraries=pg_stat_statements',
  'pg_stat_statements.track=all',
  'track_activity_query_size=16kB',
]

describe('the data key', () => {
  const home = temporaryHome('personal-data')
  const key = randomBytes(16).toString('hex')
  let postgres: EmbeddedPostgres
  let client: pg.Client
  let watcher: pg.Client
  beforeAll(async () => {
    postgres = await startEmbeddedPostgres({ dataDir: home.path, settings: TALKATIVE })
    await migrateCentral(postgres.url)
    client = new pg.Client({ connectionString: postgres.url })
    watcher = new pg.Client({ connectionString: postgres.url })
    await Promise.all([client.connect(), watcher.connect()])
    await watcher.query('CREATE EXTENSION pg_stat_statements')
  })
  afterAll(async () => {
    await Promise.all([client.end(), watcher.end()])
    await postgres.stop()
    home.remove()
  })

  it('stands in no log, no statement text and no session that others can see, used rightly or wrongly', async () => {
    const { rows } = await client.query<{ secret: Buffer }>('SELECT shared.encrypt_pii($1, $2) AS secret', [PLAIN, key])
    const secret = rows[0]?.secret
    const running = client.query('SELECT shared.decrypt_pii($1, $2), pg_sleep(0.5)', [secret, key])
    const seen: unknown[] = []
    let over = false
    void running.finally(() => (over = true)).catch(() => undefined)
    while (!over) seen.push(...(await watcher.query('SELECT query FROM pg_stat_activity')).rows)
    await running
    await expect(client.query('SELECT shared.decrypt_pii($1, $2)', [secret, `${key}x`])).rejects.toMatchObject({
      code: 'ST011',
    })
    await expect(client.query('SELECT shared.encrypt_pii($1, $2)::integer', [PLAIN, key])).rejects.toThrow()
    const statements = await watcher.query<{ query: string }>('SELECT query FROM pg_stat_statements')
    const log = readFileSync(join(home.path, 'postgres.log'), 'utf8')

    const texts = { log, activity: JSON.stringify(seen), statements: JSON.stringify(statements.rows) }
    for (const [where, text] of Object.entries(texts)) {
      // All three speak of the call: they would have told.
      expect(text, where).toContain('crypt_pii($1, $2)')
      expect(text.includes(key), where).toBe(false)
      expect(text.includes('P-12345'), where).toBe(false)
    }
  })
})
