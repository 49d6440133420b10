import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openTerminal, type Terminal } from '../../electron/core/open-terminal.ts'
import { databaseOf } from '../../server/postgres/handle.ts'
import { rollBusinessDate } from '../../server/seed/roll-business-date.ts'
import { type RunningServer, startServer } from '../../server/start-server.ts'
import { addDays, asIsoDate } from '../../shared/kernel/dates.ts'
import { SCHEMA_HEADER } from '../../shared/protocol/shapes.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { shiftClock } from '../support/shifted-clock.ts'
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

const home = temporaryHome()
const NOWHERE = 'http://127.0.0.1:1'
const MONTHS = 120
const TODAY = asIsoDate(new Date().toISOString().slice(0, 10))
const THEN = addDays(TODAY, -MONTHS)
const clock = shiftClock()
let central: CentralDatabase
let hotel: SmallHotel
let server: RunningServer
let desk: Terminal | undefined

const start = () =>
  startServer({
    databaseUrl: central.url,
    dataDir: home.folder('centre'),
    migrate: false,
    writeLog: () => undefined,
  })

beforeAll(async () => {
  central = await freshCentral()
  hotel = await openHotel(central.url, { businessDate: THEN })
  server = await start()
})
afterEach(async () => {
  clock.shiftMs = 0
  await desk?.close()
})
afterAll(async () => {
  await server?.stop()
  await central?.drop()
  home.remove()
  clock.restore()
})

/** What a program of a schema of long ago sends with its requests for rows. */
const asOldProgram: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  if (headers.has(SCHEMA_HEADER)) headers.set(SCHEMA_HEADER, '0')
  return fetch(input, { ...init, headers })
}

/** The days at the centre go by: its log no longer reaches back, the business date moves on, every unit is another one. */
async function letMonthsPass(): Promise<void> {
  await server.stop()
  rmSync(join(home.folder('centre'), 'shapes'), { recursive: true })
  const client = new pg.Client({ connectionString: central.url })
  await client.connect()
  try {
    await rollBusinessDate(databaseOf(client), [hotel.propertyId], TODAY)
    await client.query(`UPDATE property_mgmt.inventory_units SET floor = floor || 'b'`)
  } finally {
    await client.end()
  }
  server = await start()
}

async function workLongAgo(dataDir: string): Promise<string[]> {
  clock.shiftMs = -MONTHS * 86_400_000
  desk = await openTerminal({ dataDir, serverUrl: NOWHERE })
  const worker = new Worker(desk, hotel.units['101'])
  await worker.work(4)
  const booked = await desk.run('v1.reservation.create', {
    guest: { kind: 'existing', profileId: hotel.guests.ada },
    arrival: addDays(THEN, 1),
    departure: addDays(THEN, 3),
    adults: 1,
    children: 0,
    unitTypeId: hotel.types.STD,
    rateStrategyId: hotel.rates.BAR,
    guarantee: 'card',
    source: 'phone',
    notes: '',
  })
  await desk.close()
  clock.shiftMs = 0
  return [...worker.done, booked.kind === 'done' ? booked.commandId : expect.fail(booked.refusal.code)]
}

it('T6, T9: a desk that was off for months sends what it holds, says that it is too old for the rows, and has them once updated', async () => {
  const dataDir = home.folder('desk')
  const first = await openLoadedDesk({ dataDir, serverUrl: server.url }, await codeFor(central.url, hotel, 'months'))
  await first.close()
  await server.stop()
  const given = await workLongAgo(dataDir)
  await letMonthsPass()

  const old = (desk = await openTerminal({ dataDir, serverUrl: server.url, fetch: asOldProgram }))
  await eventually(async () => expect(await judgedAt(central)).toEqual(given))
  await eventually(() =>
    expect(old.sync.status()).toMatchObject({ state: 'stopped', problem: expect.stringContaining('update this desk') }),
  )
  expect(await old.query('unit.list', {})).toHaveLength(8)
  expect(old.desk()?.businessDate).toBe(THEN)
  expect(await old.run('v1.unit.setHousekeepingStatus', { unitId: hotel.units['102'], status: 'dirty' })).toMatchObject(
    { kind: 'done' },
  )
  await old.close()

  const updated = (desk = await openTerminal({ dataDir, serverUrl: server.url }))
  await updated.sync.caughtUp()
  expect(updated.rebuilt).toBeNull()
  await eventually(() => expect(updated.desk()?.businessDate).toBe(TODAY))
  expect(updated.sync.status()).toMatchObject({ state: 'online', queued: 0, problem: null })
  expect(await differences(central, hotel, updated)).toEqual({})
  const judged = await judgedAt(central)
  expect(judged.slice(0, given.length)).toEqual(given)
  expect(judged).toHaveLength(given.length + 1)
})
