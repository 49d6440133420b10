import { existsSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTerminal, type Terminal } from '../../electron/core/open-terminal.ts'
import { type RunningServer, startServer } from '../../server/start-server.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { type Line, openLine } from '../support/line.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { codeFor, eventually, judgedAt, openHotel, openLoadedDesk, temporaryHome, Worker } from './support/night.ts'

/** A desk is stolen while its line is down, and comes back to it after it was locked out. */
const home = temporaryHome()
let central: CentralDatabase
let hotel: SmallHotel
let centre: RunningServer
let line: Line
let desk: Terminal

beforeAll(async () => {
  central = await freshCentral()
  hotel = await openHotel(central.url)
  const writeLog = () => undefined
  centre = await startServer({ databaseUrl: central.url, dataDir: home.folder('centre'), migrate: false, writeLog })
  line = await openLine(centre.url)
  const place = { dataDir: home.folder('desk'), serverUrl: line.url }
  desk = await openLoadedDesk(place, await codeFor(central.url, hotel, 'desk'))
})
afterAll(async () => {
  await desk?.close()
  await line?.close()
  await centre?.stop()
  await central?.drop()
  home.remove()
})

it('O8 a desk that was locked out hands over what it had, once, and holds nothing any more', async () => {
  const worker = new Worker(desk, hotel.units['101'])
  await worker.work(2)
  await desk.sync.caughtUp()
  line.cut()
  await worker.work(130)
  await central.query('UPDATE sync.terminals SET revoked_at = now()')
  line.mend()

  const error = await desk.died
  expect(error.message).toMatch(/locked out by head office/)
  await expect(worker.work(1)).rejects.toThrow(/locked out by head office/)
  const quarantined = await central.query<{ id: string }>(
    `SELECT id FROM sync.quarantined_commands ORDER BY (body ->> 'seq')::bigint`,
  )
  expect(quarantined.map(({ id }) => id)).toEqual(worker.done.slice(2))
  expect(await judgedAt(central)).toEqual(worker.done.slice(0, 2))
  await eventually(() => expect(readdirSync(home.folder('desk'))).toEqual([]))
  await desk.close()

  const again = await openTerminal({ dataDir: home.folder('desk'), serverUrl: line.url })
  try {
    expect(existsSync(`${home.folder('desk')}/identity.json`)).toBe(false)
    expect(again.sync.status()).toMatchObject({ queued: 0, problem: expect.stringMatching(/not enrolled/) })
  } finally {
    await again.close()
  }
})
