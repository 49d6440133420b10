import fs, { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { MigrationProblem } from '../../../shared/migrate/plan.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { startUpkeep, UPKEEP_PACE } from './maintenance.ts'
import { readTerminalMigrations } from './migrate.ts'
import { openDatabase, POSTGRES_MAJOR, refuseUnwritable } from './open.ts'
import { imageFile, UNFINISHED } from './seed-image.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => (folder = temporaryFolder()))
afterEach(() => folder.remove())

const database = () => join(folder.path, 'database')
const setAsides = () => readdirSync(folder.path).filter((name) => name.includes('set-aside'))

/** Of the real function, seen by every module that imports it. */
async function countFsyncs(work: () => Promise<unknown>): Promise<number> {
  const fsync = vi.spyOn(fs, 'fsyncSync')
  syncBuiltinESMExports()
  try {
    await work()
    return fsync.mock.calls.length
  } finally {
    fsync.mockRestore()
    syncBuiltinESMExports()
  }
}

describe('openDatabase', () => {
  it('D1: opens with fsync on, reaches the disk at each commit, and keeps what was written', async () => {
    const first = await openDatabase({ dataDir: folder.path })
    const setting = await first.pg.query<{ fsync: string; version: string }>(
      "SELECT current_setting('fsync') AS fsync, current_setting('server_version') AS version",
    )
    expect(setting.rows[0]?.fsync).toBe('on')
    expect(setting.rows[0]?.version.split('.')[0]).toBe(POSTGRES_MAJOR)
    const synced = await countFsyncs(() => first.pg.exec("INSERT INTO sync.state VALUES ('kept', '1')"))
    expect(synced).toBeGreaterThan(0)
    await first.pg.close()
    const again = await openDatabase({ dataDir: folder.path })
    expect(again.setAside).toBeNull()
    expect((await again.pg.query("SELECT FROM sync.state WHERE key = 'kept'")).rows).toHaveLength(1)
    await again.pg.close()
  })

  it('D10: takes a few guests by their keys, not by reading all of them', async () => {
    const { pg } = await openDatabase({ dataDir: folder.path })
    await pg.exec(`CREATE TABLE guest (id int PRIMARY KEY, name text);
      INSERT INTO guest SELECT n, repeat('n', 300) FROM generate_series(1, 1700) AS n;
      CREATE TABLE stay AS SELECT n * 20 AS guest_id FROM generate_series(1, 60) AS n; ANALYZE`)
    const { rows } = await pg.query<{ 'QUERY PLAN': string }>(
      'EXPLAIN SELECT g.name FROM stay s JOIN guest g ON g.id = s.guest_id',
    )
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan on guest')
    await pg.close()
  })

  it('D6: a disk that fails a flush ends the database: nothing is called saved, nothing hangs, a new start recovers', async () => {
    const { pg, died } = await openDatabase({ dataDir: folder.path })
    await pg.exec("INSERT INTO sync.state VALUES ('kept', '1')")
    const fsync = vi.spyOn(fs, 'fsyncSync').mockImplementation(() => {
      throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' })
    })
    syncBuiltinESMExports()
    await expect(pg.exec("INSERT INTO sync.state VALUES ('unknown', '1')")).rejects.toThrow('could not fsync')
    fsync.mockRestore()
    syncBuiltinESMExports()
    expect((await died).message).toMatch(/has stopped .*I\/O error.*Start the program again/)
    // Asked once more, what is left of it would never come back.
    await expect(pg.query('SELECT 1')).rejects.toThrow('has stopped')
    await pg.close()
    const again = await openDatabase({ dataDir: folder.path })
    expect(again.setAside).toBeNull()
    expect((await again.pg.query("SELECT FROM sync.state WHERE key = 'kept'")).rows).toHaveLength(1)
    await again.pg.close()
  })

  it('D3: sets aside what does not open, whole, and makes a new one', async () => {
    await (await openDatabase({ dataDir: folder.path })).pg.close()
    writeFileSync(join(database(), 'global/pg_control'), 'no control file')
    const opened = await openDatabase({ dataDir: folder.path })
    expect(opened.setAside?.reason).toBeTruthy()
    expect(existsSync(join(opened.setAside?.folder ?? '', 'PG_VERSION'))).toBe(true)
    expect((await opened.pg.query('SELECT count(*) AS n FROM sync.outbox')).rows).toEqual([{ n: 0 }])
    await opened.pg.close()
  })

  it.each(['', 'torn', '0\n'])(
    'D2: opens a folder whose power went while PostgreSQL wrote its own lock file: %j',
    async (left) => {
      await (await openDatabase({ dataDir: folder.path })).pg.close()
      writeFileSync(join(database(), 'postmaster.pid'), left)
      const opened = await openDatabase({ dataDir: folder.path })
      expect(opened.setAside).toBeNull()
      await opened.pg.close()
    },
  )

  it.each([
    ['another major version', () => writeFileSync(join(database(), 'PG_VERSION'), '17\n'), 'PostgreSQL 17'],
    ['no version file', () => rmSync(join(database(), 'PG_VERSION')), 'PG_VERSION is missing'],
  ])('D3: does not let PGlite near a folder of %s', async (_, spoil, reason) => {
    mkdirSync(database(), { recursive: true })
    writeFileSync(join(database(), 'PG_VERSION'), '18\n')
    spoil()
    const opened = await openDatabase({ dataDir: folder.path })
    expect(opened.setAside?.reason).toContain(reason)
    expect(setAsides()).toHaveLength(1)
    await opened.pg.close()
  })

  it('D3: tells of a migration that does not fit, and sets nothing aside', async () => {
    const migrations = await readTerminalMigrations()
    await (await openDatabase({ dataDir: folder.path, migrations })).pg.close()
    const edited = migrations.map((each, i) => (i === 0 ? { ...each, checksum: each.checksum + 1 } : each))
    await expect(openDatabase({ dataDir: folder.path, migrations: edited })).rejects.toThrow(MigrationProblem)
    expect(setAsides()).toEqual([])
  })

  it('D3: tells of a folder that cannot be written', async () => {
    const file = join(folder.path, 'a-file')
    writeFileSync(file, '') // root may write everywhere, but into a file nobody can put a folder
    expect(() => refuseUnwritable(join(file, 'desk'))).toThrow(/a-file\/desk cannot be written/)
  })

  it('D4: a start that was cut while unpacking leaves nothing in the way', async () => {
    mkdirSync(`${database()}${UNFINISHED}/base`, { recursive: true })
    const opened = await openDatabase({ dataDir: folder.path })
    expect(opened.setAside).toBeNull()
    expect(existsSync(`${database()}${UNFINISHED}`)).toBe(false)
    await opened.pg.close()
  })

  it('D4: makes the image again where the kept one is damaged', async () => {
    const cacheDir = join(folder.path, 'cache')
    const image = imageFile(await readTerminalMigrations(), cacheDir)
    mkdirSync(cacheDir)
    writeFileSync(image, 'no archive')
    const opened = await openDatabase({ dataDir: folder.path, cacheDir })
    expect(opened.setAside).toBeNull()
    expect(statSync(image).size).toBeGreaterThan(1e6)
    await opened.pg.close()
  })

  it('D5: looks after the log by itself, and tells when the database no longer answers', async () => {
    const { pg } = await openDatabase({ dataDir: folder.path })
    const redo = async () =>
      (await pg.query<{ at: string }>('SELECT redo_lsn AS at FROM pg_control_checkpoint()')).rows[0]?.at
    const before = await redo()
    await pg.exec("CREATE TABLE filler AS SELECT repeat('x', 2000) AS x FROM generate_series(1, 3000)")
    let sick = 0
    const upkeep = startUpkeep(pg, () => sick++, { ...UPKEEP_PACE, everyMs: 20 })
    await eventually(async () => expect(await redo()).not.toBe(before))
    expect(sick).toBe(0)
    await pg.close()
    await eventually(() => expect(sick).toBeGreaterThan(0))
    await upkeep.stop()
  })

  it('D5: vacuums what a first load brought in the first quiet moment', async () => {
    const { pg } = await openDatabase({ dataDir: folder.path })
    await pg.exec(`CREATE TABLE filler AS SELECT repeat('x', 2000) AS x FROM generate_series(1, 1000); ANALYZE filler`)
    const seen = async () =>
      (await pg.query<{ pages: number }>(`SELECT relallvisible AS pages FROM pg_class WHERE relname = 'filler'`))
        .rows[0]?.pages
    expect(await seen()).toBe(0)
    const upkeep = startUpkeep(pg, () => undefined, { ...UPKEEP_PACE, everyMs: 20 })
    await eventually(async () => expect(await seen()).toBeGreaterThan(100))
    await upkeep.stop()
    await pg.close()
  })
})
