import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, expect, it } from 'vitest'
import { databaseOf } from '../../server/postgres/handle.ts'
import { rollBusinessDate } from '../../server/seed/roll-business-date.ts'
import { addDays, asIsoDate } from '../../shared/kernel/dates.ts'
import { SCHEMA_HEADER } from '../../shared/protocol/shapes.ts'
import { shiftClock } from '../support/shifted-clock.ts'
import { differences, eventually, judgedAt, Worker } from './support/night.ts'
import { setStage } from './support/stage.ts'

const MONTHS = 120
const TODAY = asIsoDate(new Date().toISOString().slice(0, 10))
const THEN = addDays(TODAY, -MONTHS)
const clock = shiftClock()
const stage = setStage({ hotel: { businessDate: THEN } })
afterEach(() => void (clock.shiftMs = 0))
afterAll(() => clock.restore())

/** What a program of a schema of long ago sends with its requests for rows. */
const asOldProgram: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  if (headers.has(SCHEMA_HEADER)) headers.set(SCHEMA_HEADER, '0')
  return fetch(input, { ...init, headers })
}

/** The days at the centre go by: its log no longer reaches back, the business date moves on, every unit is another one. */
async function letMonthsPass(): Promise<void> {
  rmSync(join(stage.folder('centre'), 'shapes'), { recursive: true })
  const client = new pg.Client({ connectionString: stage.central.url })
  await client.connect()
  try {
    await rollBusinessDate(databaseOf(client), [stage.hotel.propertyId], TODAY)
    await client.query(`UPDATE property_mgmt.inventory_units SET floor = floor || 'b'`)
  } finally {
    await client.end()
  }
  await stage.startCentre()
}

async function workLongAgo(): Promise<string[]> {
  clock.shiftMs = -MONTHS * 86_400_000
  const desk = await stage.openDesk('desk')
  const worker = new Worker(desk, stage.hotel.units['101'])
  await worker.work(4)
  const booked = await desk.run('v1.reservation.create', {
    guest: { kind: 'existing', profileId: stage.hotel.guests.ada },
    arrival: addDays(THEN, 1),
    departure: addDays(THEN, 3),
    adults: 1,
    children: 0,
    unitTypeId: stage.hotel.types.STD,
    rateStrategyId: stage.hotel.rates.BAR,
    guarantee: 'card',
    source: 'phone',
    notes: '',
  })
  await desk.close()
  clock.shiftMs = 0
  return [...worker.done, booked.kind === 'done' ? booked.commandId : expect.fail(booked.refusal.code)]
}

it('T6, T9: a desk that was off for months sends what it holds, says that it is too old for the rows, and has them once updated', async () => {
  const first = await stage.loadDesk('desk')
  await first.close()
  await stage.stopCentre()
  const given = await workLongAgo()
  await letMonthsPass()

  const old = await stage.openDesk('desk', { fetch: asOldProgram })
  await eventually(async () => expect(await judgedAt(stage.central)).toEqual(given))
  await eventually(() =>
    expect(old.sync.status()).toMatchObject({
      state: 'stopped',
      problems: [{ code: 'told', error: 'terminal_outdated' }],
    }),
  )
  expect(await old.query('unit.list', {})).toHaveLength(8)
  expect(old.desk()?.businessDate).toBe(THEN)
  expect(
    await old.run('v1.unit.setHousekeepingStatus', { unitId: stage.hotel.units['102'], status: 'dirty' }),
  ).toMatchObject({ kind: 'done' })
  await old.close()

  const updated = await stage.openDesk('desk')
  await updated.sync.caughtUp()
  expect(updated.rebuilt).toBeNull()
  await eventually(() => expect(updated.desk()?.businessDate).toBe(TODAY))
  expect(updated.sync.status()).toMatchObject({ state: 'online', queued: 0, problems: [] })
  expect(await differences(stage.central, stage.hotel, updated)).toEqual({})
  const judged = await judgedAt(stage.central)
  expect(judged.slice(0, given.length)).toEqual(given)
  expect(judged).toHaveLength(given.length + 1)
})
