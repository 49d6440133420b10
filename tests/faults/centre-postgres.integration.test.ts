import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Terminal } from '../../electron/core/open-terminal.ts'
import { type RunningServer, startServer } from '../../server/start-server.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { enrolDevice, request } from '../support/device.ts'
import {
  codeFor,
  differences,
  eventually,
  judgedAt,
  openHotel,
  openLoadedDesk,
  temporaryHome,
  Worker,
} from './support/night.ts'
import { type OwnPostgres, startOwnPostgres } from './support/own-postgres.ts'

/** PostgreSQL of the centre dies while two desks work, and comes back. */
const home = temporaryHome()
let central: OwnPostgres
let hotel: SmallHotel
let server: RunningServer
const log: string[] = []
const desks: Terminal[] = []

beforeAll(async () => {
  central = await startOwnPostgres(home.folder('postgres'))
  hotel = await openHotel(central.url)
  const dataDir = home.folder('centre')
  server = await startServer({ databaseUrl: central.url, dataDir, migrate: false, writeLog: (line) => log.push(line) })
  for (const name of ['a', 'b']) {
    const code = await codeFor(central.url, hotel, name)
    desks.push(await openLoadedDesk({ dataDir: home.folder(name), serverUrl: server.url }, code))
  }
})
afterAll(async () => {
  for (const desk of desks) await desk.close()
  await server?.stop()
  await central?.drop()
  home.remove()
})

/** By itself a desk waits up to a quarter of a minute. */
async function tryNow(desk: Terminal): Promise<void> {
  await desk.sync.pause()
  desk.sync.resume()
  await desk.sync.caughtUp()
}

test('desks work on, the centre says that it cannot answer, and afterwards nothing is lost or doubled', async () => {
  const workers = desks.map((desk, i) => new Worker(desk, hotel.units[i === 0 ? '101' : '102']))
  const { token } = await enrolDevice(server.url, await codeFor(central.url, hotel, 'onlooker'))
  const tables = ['property_mgmt.inventory_units', 'sync.command_results']
  const working = Promise.all(workers.map((worker) => worker.work(40)))
  await eventually(async () => expect((await judgedAt(central)).length).toBeGreaterThan(5))
  const ask = () =>
    Promise.all([
      request(`${server.url}/v1/health`),
      request(`${server.url}/v1/commands/progress`, undefined, token),
      request(`${server.url}/v1/bootstrap`, { tables }, token),
      request(`${server.url}/v1/shape?table=${tables[0]}&offset=-1`, undefined, token),
      request(
        `${server.url}/v1/shapes/poll`,
        { wait: 0, shapes: [{ table: tables[0], offset: '-1', live: false }] },
        token,
      ),
    ])
  // Known to the gate for the next two seconds: what follows is asked of the shapes themselves.
  await fetch(`${server.url}/v1/shape?table=${tables[0]}&offset=now`, { headers: { authorization: `Bearer ${token}` } })
  await central.kill()
  for (const answers of [await ask(), await working.then(ask)]) {
    for (const { status, headers, body } of answers) {
      expect(status).toBe(503)
      expect(body).toEqual({ code: 'database_unavailable', message: expect.stringContaining('Go on working') })
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    }
  }
  await Promise.all(workers.map((worker) => worker.work(10)))
  for (const desk of desks) {
    await eventually(() => expect(desk.sync.status()).toMatchObject({ state: 'offline' }))
    expect(desk.sync.status().queued).toBeGreaterThanOrEqual(10)
  }

  await central.start()
  await Promise.all(desks.map(tryNow))
  expect((await judgedAt(central)).sort()).toEqual(workers.flatMap((worker) => worker.done).sort())
  for (const desk of desks) {
    await eventually(() => expect(desk.sync.status()).toMatchObject({ state: 'online', queued: 0, problems: [] }))
    await eventually(async () => expect(await differences(central, hotel, desk)).toEqual({}))
  }
  expect(log.filter((line) => line.includes('new_epoch') || line.includes('"fault"'))).toEqual([])
})

test('a PostgreSQL whose postmaster alone was killed can be started at once', async () => {
  await central.kill({ children: false })
  await central.start()
  await eventually(async () => expect((await request(`${server.url}/v1/health`)).status).toBe(200))
  await new Worker(desks[0] as Terminal, hotel.units['103']).work(1)
  await Promise.all(desks.map(tryNow))
})
