import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Terminal } from '../../electron/core/open-terminal.ts'
import { TOGETHER } from '../../server/push/groups.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { type Line, openLine } from '../support/line.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
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
import { type CentreProcess, startCentreProcess } from './support/processes.ts'

/** The server's process is killed, and started again on the same port. */
const home = temporaryHome()
let central: CentralDatabase
let hotel: SmallHotel
let centre: CentreProcess
let port: number
let line: Line
let desk: Terminal
const paths: string[] = []

const start = async (dieAfterCommits?: number) => {
  const options = { databaseUrl: central.url, dataDir: home.folder('centre'), port: port ?? 0 }
  centre = await startCentreProcess({ ...options, ...(dieAfterCommits !== undefined && { dieAfterCommits }) })
  port = Number(new URL(centre.url).port)
}

beforeAll(async () => {
  central = await freshCentral()
  hotel = await openHotel(central.url)
  await start()
  line = await openLine(centre.url)
  const place = { dataDir: home.folder('desk'), serverUrl: line.url }
  const noting: typeof fetch = (input, init) => {
    paths.push(new URL(input instanceof Request ? input.url : input).pathname)
    return fetch(input, init)
  }
  desk = await openLoadedDesk({ ...place, fetch: noting }, await codeFor(central.url, hotel, 'desk'))
})
afterAll(async () => {
  await desk?.close()
  await line?.close()
  await centre?.kill()
  await central?.drop()
  home.remove()
})

it('between commit and answer, in the middle of a push and of a held poll: the desk resumes, and each command is judged once', async () => {
  const worker = new Worker(desk, hotel.units['101'])
  expect(paths.filter((path) => path === '/v1/bootstrap')).toHaveLength(1)

  // While it holds the desk's poll, which may have been sent before the load was known to be done.
  await eventually(() => expect(paths.at(-1)).toBe('/v1/shapes/poll'))
  paths.length = 0
  await centre.kill()
  await worker.work(3)

  // It dies with the second commit of commands, of which nobody hears.
  await start(2)
  await desk.sync.pause()
  desk.sync.resume()
  await worker.work(3 * TOGETHER)
  await centre.ended
  const judged = (await judgedAt(central)).length
  expect(judged).toBeGreaterThanOrEqual(2)
  expect(judged).toBeLessThanOrEqual(2 * TOGETHER)

  // In the middle of a push, whenever that is.
  await start()
  await desk.sync.pause()
  desk.sync.resume()
  const working = worker.work(60)
  await eventually(async () => expect((await judgedAt(central)).length).toBeGreaterThan(judged))
  await centre.kill()
  await working

  await start()
  await desk.sync.pause()
  desk.sync.resume()
  await desk.sync.caughtUp()
  expect(await judgedAt(central)).toEqual(worker.done)
  await eventually(async () => expect(await differences(central, hotel, desk)).toEqual({}))
  expect(paths).not.toContain('/v1/bootstrap')
})
