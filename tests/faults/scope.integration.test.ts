import { expect, it } from 'vitest'
import type { Terminal } from '../../electron/core/open-terminal.ts'
import { isHeldBy } from '../../shared/command/shape.ts'
import { shapes } from '../../shared/domains/registry.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { differences, eventually, judgedAt, openHotel, Worker } from './support/night.ts'
import { NOWHERE, setStage } from './support/stage.ts'

/** Head office gives a desk to another house, or to another use, while work is queued there. */
let beach: SmallHotel
const stage = setStage({
  async arrange({ central, hotel: city }) {
    beach = await openHotel(central.url, { number: 2 })
    await central.query(
      `INSERT INTO shared.user_property_roles (property_id, user_id, role, display_name) VALUES ($1, $2, 'duty_manager', 'Ana Duty')`,
      [beach.propertyId, city.actor],
    )
    // Of what a housekeeper does not hold.
    await central.query(
      `INSERT INTO billing.cash_drawers (property_id, code, name, currency, created_by, updated_by) VALUES ($1, 'D1', 'Front', 'EUR', $2, $2)`,
      [city.propertyId, city.actor],
    )
  },
})

/** A desk of the city hotel with its rows, and three commands that wait. */
async function deskWithQueue(name: string, lostAnswers = 0): Promise<{ desk: Terminal; queued: readonly string[] }> {
  const desk = await stage.loadDesk(name, { fetch: loseAnswers(lostAnswers) })
  await desk.sync.pause()
  const worker = new Worker(desk, stage.hotel.units['101'])
  await worker.work(3)
  return { desk, queued: worker.done }
}

/** The centre has judged, and the desk never hears of it. */
function loseAnswers(count: number): typeof fetch {
  let left = count
  return async (input, init) => {
    const response = await fetch(input, init)
    const url = input instanceof Request ? input.url : input.toString()
    if (left === 0 || !url.endsWith('/v1/commands')) return response
    left -= 1
    throw new TypeError('fetch failed')
  }
}

async function assign(desk: Terminal, hotels: readonly SmallHotel[], role = 'desk'): Promise<void> {
  await stage.central.query(
    `UPDATE sync.terminals SET property_ids = $2::uuid[], role = $3::sync.terminal_role WHERE id = $1`,
    [desk.desk()?.terminal, hotels.map((hotel) => hotel.propertyId), role],
  )
}

const sql = (desk: Terminal, text: string) => desk.readOnlySql(text, [])
const judgedOf = async (ids: readonly string[]) => (await judgedAt(stage.central)).filter((id) => ids.includes(id))

async function expectWholeFor(desk: Terminal, hotel: SmallHotel): Promise<void> {
  expect(await differences(stage.central, hotel, desk)).toEqual({})
  await eventually(() => expect(desk.desk()?.property).toBe(hotel.propertyId))
  expect(desk.sync.status()).toMatchObject({ state: 'online', queued: 0, problems: [] })
  expect(await sql(desk, 'SELECT count(*) AS n FROM sync.undo')).toEqual([{ n: 0 }])
}

it.each([
  ['at once', 0],
  ['after an answer that was lost', 1],
])('T8, G16: another house: its rows come, the others go, what was queued is judged once, %s', async (name, lost) => {
  const { desk, queued } = await deskWithQueue(`moved ${name}`, lost)
  await assign(desk, [beach])
  desk.sync.resume()
  await desk.sync.caughtUp()
  await expectWholeFor(desk, beach)
  expect(await judgedOf(queued)).toEqual(queued)

  const worker = new Worker(desk, beach.units['101'])
  await worker.work(2)
  await desk.sync.caughtUp()
  expect(await judgedOf(worker.done)).toEqual(worker.done)
  await expectWholeFor(desk, beach)
})

it('T8: a house more: the rows of both, and what waits for the first stands here on top of them', async () => {
  const { desk, queued } = await deskWithQueue('both')
  await assign(desk, [stage.hotel, beach])
  desk.sync.resume()
  await desk.sync.caughtUp()
  expect(await judgedOf(queued)).toEqual(queued)
  expect(desk.desk()?.property).toBe(stage.hotel.propertyId)
  const names = await sql(desk, 'SELECT id FROM property_mgmt.properties ORDER BY id')
  expect(names.map(({ id }) => id)).toEqual([stage.hotel.propertyId, beach.propertyId].sort())
  expect(await sql(desk, 'SELECT count(*) AS n FROM property_mgmt.inventory_units')).toEqual([{ n: 16 }])
})

it('T8: a desk that was off meanwhile works on for its old house without a line, then learns of the new one', async () => {
  const { desk, queued } = await deskWithQueue('off')
  await assign(desk, [beach])
  await desk.close()
  const offline = await stage.openDesk('off', { serverUrl: NOWHERE })
  const worker = new Worker(offline, stage.hotel.units['102'])
  await worker.work(2)
  expect(offline.desk()?.property).toBe(stage.hotel.propertyId)
  await offline.close()
  const online = await stage.openDesk('off')
  await online.sync.caughtUp()
  await expectWholeFor(online, beach)
  const all = [...queued, ...worker.done]
  expect(await judgedOf(all)).toEqual(all)
  await online.close()
  const again = await stage.openDesk('off', { serverUrl: NOWHERE })
  expect(again.desk()?.property).toBe(beach.propertyId)
})

it('T8: another use: what its role does not hold is gone from the disk', async () => {
  const { desk, queued } = await deskWithQueue('housekeeper')
  const hidden = shapes.filter((shape) => !isHeldBy(shape, 'housekeeping')).map((shape) => shape.table)
  expect(hidden.length).toBeGreaterThan(0)
  const rowsIn = (tables: readonly string[]) =>
    sql(
      desk,
      `SELECT sum(n)::int AS n FROM (${tables.map((table) => `SELECT count(*) AS n FROM ${table}`).join(' UNION ALL ')}) AS counts`,
    )
  expect((await rowsIn(hidden))[0]?.n).toBeGreaterThan(0)
  await assign(desk, [stage.hotel], 'housekeeping')
  desk.sync.resume()
  await desk.sync.caughtUp()
  expect(await rowsIn(hidden)).toEqual([{ n: 0 }])
  expect(await judgedOf(queued)).toEqual(queued)
})
