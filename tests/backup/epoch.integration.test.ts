import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import type { Terminal } from '../../electron/core/open-terminal.ts'
import { makeBackup } from '../../server/backup/backup.ts'
import { restoreBackup } from '../../server/backup/restore.ts'
import { migrateCentral } from '../../server/postgres/migrate.ts'
import { startServer } from '../../server/start-server.ts'
import {
  codeFor,
  differences,
  eventually,
  judgedAt,
  openHotel,
  openLoadedDesk,
  Worker,
} from '../faults/support/night.ts'
import { temporaryHome } from '../support/home.ts'
import { openLine } from '../support/line.ts'
import type { CentralDatabase } from '../support/postgres.ts'
import { debianPostgres, startCluster } from '../support/versions.ts'

const home = temporaryHome('epoch')
const cleanups: (() => unknown)[] = [() => home.remove()]
afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

/** Only after the restore: it refuses a database that somebody is connected to. */
function openPool(url: string): CentralDatabase {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  cleanups.push(() => pool.end())
  return {
    url,
    query: async <T extends object>(sql: string, params: readonly unknown[] = []) =>
      (await pool.query(sql, [...params])).rows as T[],
    drop: async () => undefined,
  }
}

const common = { onProgress: () => undefined, signal: new AbortController().signal }

it.skipIf(debianPostgres === undefined)(
  'a desk that is ahead of a restored centre begins a new epoch with it, sends what was never judged, and converges',
  async () => {
    if (!debianPostgres) return
    const cluster = await startCluster(debianPostgres)
    cleanups.push(() => cluster.stop())
    await migrateCentral(cluster.url)
    const hotel = await openHotel(cluster.url)
    const start = (port: number) =>
      startServer({
        databaseUrl: cluster.url,
        dataDir: join(home.path, 'centre'),
        port,
        migrate: false,
        writeLog: () => undefined,
      })
    let server = await start(0)
    cleanups.push(() => server.stop())
    const line = await openLine(server.url)
    cleanups.push(() => line.close())
    const place = { dataDir: join(home.path, 'desk'), serverUrl: line.url }
    const desk: Terminal = await openLoadedDesk(place, await codeFor(cluster.url, hotel, 'desk'))
    cleanups.push(() => desk.close())
    const worker = new Worker(desk, hotel.units['101'])

    await worker.work(3)
    await desk.sync.caughtUp()
    const file = join(home.path, 'evening.dump')
    await makeBackup({ ...common, databaseUrl: cluster.url, file })
    await worker.work(4) // judged and confirmed, and then forgotten by the centre
    await desk.sync.caughtUp()
    line.cut()
    await worker.work(2) // never sent before the restore
    await server.stop()
    const { before } = await restoreBackup({ ...common, file, databaseUrl: cluster.url, replace: true })
    expect(before).toMatch(/^stayos_before_/)
    const central = openPool(cluster.url)
    expect(await judgedAt(central)).toEqual(worker.done.slice(0, 3))

    server = await start(server.port)
    line.mend()
    await desk.sync.pause()
    desk.sync.resume()
    await desk.sync.caughtUp()
    expect((await judgedAt(central)).sort()).toEqual([...worker.done.slice(0, 3), ...worker.done.slice(7)].sort())
    await eventually(async () => expect(await differences(central, hotel, desk)).toEqual({}))
    expect(desk.sync.status()).toMatchObject({ state: 'online', queued: 0, problems: [] })
    await worker.work(1)
    await desk.sync.caughtUp()
    await eventually(async () => expect(await differences(central, hotel, desk)).toEqual({}))
  },
  400_000,
)
