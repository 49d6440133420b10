import { writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../server/start-server.ts'
import type { RunOutcome, SyncStatus } from '../../shared/protocol/port.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { codeFor, eventually, openHotel, temporaryHome } from './support/night.ts'
import { type DeskProcess, startDeskProcess } from './support/processes.ts'

/** Desks whose clocks are wrong, or jump while they work. The centre's is right. */
const home = temporaryHome()
const NOWHERE = 'http://127.0.0.1:1'
const DAY = 86_400_000
let central: CentralDatabase
let hotel: SmallHotel
let server: RunningServer
const open: DeskProcess[] = []

beforeAll(async () => {
  central = await freshCentral()
  hotel = await openHotel(central.url)
  const dataDir = home.folder('centre')
  server = await startServer({ databaseUrl: central.url, dataDir, migrate: false, writeLog: () => undefined })
})
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close()
})
afterAll(async () => {
  await server?.stop()
  await central?.drop()
  home.remove()
})

const clockOf = (desk: string) => home.folder(`${desk}.clock`)
const setClock = (desk: string, shiftMs: number) => writeFileSync(clockOf(desk), String(shiftMs))
const idOf = (outcome: RunOutcome) => (outcome.kind === 'done' ? outcome.commandId : expect.fail(outcome.refusal.code))

async function start(desk: string, serverUrl = server.url, code?: string): Promise<DeskProcess> {
  const place = { dataDir: home.folder(desk), serverUrl, ...(code !== undefined && { code }) }
  const started = await startDeskProcess(place, { HARM_CLOCK: clockOf(desk) })
  open.push(started)
  return started
}

async function enrol(desk: string, shiftMs = 0): Promise<DeskProcess> {
  setClock(desk, shiftMs)
  const started = await start(desk, server.url, await codeFor(central.url, hotel, desk))
  await started.call({ do: 'caughtUp' })
  return started
}

const clean = async (desk: DeskProcess, unit: keyof SmallHotel['units'], status: string) =>
  idOf(await desk.run('v1.unit.setHousekeepingStatus', { unitId: hotel.units[unit], status }))
const statusOf = (desk: DeskProcess) => desk.call<SyncStatus>({ do: 'status' })

async function housekeeping(unit: keyof SmallHotel['units']): Promise<string | undefined> {
  const sql = 'SELECT housekeeping_status AS status FROM property_mgmt.inventory_units WHERE id = $1'
  return (await central.query<{ status: string }>(sql, [hotel.units[unit]]))[0]?.status
}

/** Ids in the order of their clock readings, and how far off each was, as the desk told them. */
async function readingsOf(ids: readonly string[]): Promise<{ id: string; offBy: number }[]> {
  return central.query(
    `SELECT id, abs(extract(epoch FROM now() - left(body->>'occurredAt', 24)::timestamptz))::float8 AS "offBy"
     FROM sync.commands WHERE id = ANY ($1) ORDER BY body->>'occurredAt'`,
    [ids],
  )
}

it.each([
  ['ahead', DAY],
  ['behind', -DAY],
])('T4: a clock that is a day %s is named, and keeps the desk from nothing', async (way, shiftMs) => {
  const desk = await enrol(`day-${way}`, shiftMs)
  const given: string[] = []
  for (const status of ['dirty', 'in_progress', 'clean']) given.push(await clean(desk, '101', status))
  await desk.call({ do: 'caughtUp' })
  const status = await statusOf(desk)
  expect(status).toMatchObject({ state: 'online', queued: 0 })
  expect(status.problem).toMatch(new RegExp(`clock of this computer is 24 hours ${way}.*Work goes on`))
  const readings = await readingsOf(given)
  expect(readings.map(({ id }) => id)).toEqual(given)
  for (const { offBy } of readings) expect(offBy).toBeLessThan(600)
})

it('T4: a skew is told from two minutes on, and no longer once the clock is set right', async () => {
  const desk = await enrol('skew', 90_000)
  expect((await statusOf(desk)).problem).toBeNull()
  setClock('skew', 150_000)
  await clean(desk, '102', 'dirty')
  await eventually(async () => expect((await statusOf(desk)).problem).toMatch(/3 minutes ahead|2 minutes ahead/))
  setClock('skew', 0)
  await clean(desk, '102', 'clean')
  await eventually(async () => expect((await statusOf(desk)).problem).toBeNull())
})

it.each([
  ['forward', DAY],
  ['back', -DAY],
])('T7: a clock that jumps a day %s while the desk works keeps the order of its commands', async (way, shiftMs) => {
  const name = `jump-${way}`
  const desk = await enrol(name)
  const given: string[] = []
  const work = async (on: DeskProcess) => {
    for (const status of ['dirty', 'in_progress', 'clean']) given.push(await clean(on, '104', status))
  }
  await work(desk)
  setClock(name, shiftMs)
  await work(desk)
  await desk.close()
  const offline = await start(name, NOWHERE)
  await work(offline)
  setClock(name, 0)
  await work(offline)
  await offline.close()
  const again = await start(name)
  await work(again)
  await again.call({ do: 'caughtUp' })
  expect((await readingsOf(given)).map(({ id }) => id)).toEqual(given)
  expect((await statusOf(again)).queued).toBe(0)
  expect(await housekeeping('104')).toBe('clean')
})

it('T7: what was given at a desk whose clock is ahead does not outlive what others see and say after it', async () => {
  const right = await enrol('right')
  const wrong = await enrol('wrong')
  await wrong.close()
  setClock('wrong', DAY)
  const offline = await start('wrong', NOWHERE)
  await clean(offline, '201', 'dirty')
  await clean(offline, '201', 'in_progress')
  await offline.close()
  const online = await start('wrong')
  await online.call({ do: 'caughtUp' })
  expect(await housekeeping('201')).toBe('in_progress')
  await right.call({ do: 'caughtUp' })
  await clean(right, '201', 'clean')
  await right.call({ do: 'caughtUp' })
  expect(await housekeeping('201')).toBe('clean')
})

it('T7: a desk whose clock fell behind speaks after all that it has seen, without a line too', async () => {
  const other = await enrol('other')
  const desk = await enrol('fallen')
  await clean(other, '202', 'dirty')
  await other.call({ do: 'caughtUp' })
  await desk.call({ do: 'caughtUp' })
  await desk.close()
  setClock('fallen', -DAY)
  const offline = await start('fallen', NOWHERE)
  await clean(offline, '202', 'in_progress')
  const here = await offline.call({
    do: 'sql',
    name: `SELECT housekeeping_status AS status FROM property_mgmt.inventory_units WHERE id = '${hotel.units['202']}'`,
  })
  expect(here).toEqual([{ status: 'in_progress' }])
  await offline.close()
  const again = await start('fallen')
  await again.call({ do: 'caughtUp' })
  expect(await housekeeping('202')).toBe('in_progress')
})
