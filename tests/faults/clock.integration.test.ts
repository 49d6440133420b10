import { afterAll, afterEach, expect, it } from 'vitest'
import type { Terminal } from '../../electron/core/open-terminal.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { shiftClock } from '../support/shifted-clock.ts'
import { eventually } from './support/night.ts'
import { startCentreProcess } from './support/processes.ts'
import { NOWHERE, setStage } from './support/stage.ts'

/** Desks in this process, whose clock is wrong, or jumps while they work. The centre has a process of its own, and its clock is right. */
const DAY = 86_400_000
const clock = shiftClock()
const stage = setStage({
  async centre(options) {
    const { url, kill } = await startCentreProcess({ ...options, port: 0 })
    return { url, stop: kill }
  },
})
let desk: Terminal | undefined

afterEach(() => void (clock.shiftMs = 0))
afterAll(() => clock.restore())

async function enrol(name: string): Promise<Terminal> {
  return (desk = await stage.loadDesk(name))
}

async function open(name: string, serverUrl = stage.server.url): Promise<Terminal> {
  await desk?.close()
  return (desk = await stage.openDesk(name, { serverUrl }))
}

/** Ids in the order in which they were given. */
async function clean(on: Terminal, unit: keyof SmallHotel['units'], ...statuses: string[]): Promise<string[]> {
  const given: string[] = []
  for (const status of statuses) {
    const outcome = await on.run('v1.unit.setHousekeepingStatus', { unitId: stage.hotel.units[unit], status })
    given.push(outcome.kind === 'done' ? outcome.commandId : expect.fail(outcome.refusal.code))
  }
  return given
}

const STATUS = 'SELECT housekeeping_status AS status FROM property_mgmt.inventory_units WHERE id = $1'
const atCentre = async (unit: keyof SmallHotel['units']) =>
  (await stage.central.query<{ status: string }>(STATUS, [stage.hotel.units[unit]]))[0]?.status

/** Ids in the order of their clock readings, and by how many seconds each is off. */
const readingsOf = (ids: readonly string[]) =>
  stage.central.query<{ id: string; off: number }>(
    `SELECT id, abs(extract(epoch FROM received_at - left(body->>'occurredAt', 24)::timestamptz))::float8 AS off
     FROM sync.commands WHERE id = ANY ($1) ORDER BY body->>'occurredAt'`,
    [ids],
  )

it('T4: a skew is told from two minutes on, and no longer once the clock is set right', async () => {
  clock.shiftMs = 90_000
  const { run, sync } = await enrol('skew').then((on) => ({
    run: () => clean(on, '102', 'dirty', 'clean'),
    sync: on.sync,
  }))
  expect(sync.status().problems).toEqual([])
  clock.shiftMs = 150_000
  await run()
  await eventually(() =>
    expect(sync.status().problems).toMatchObject([{ code: 'clock_wrong', way: 'ahead', unit: 'minutes' }]),
  )
  clock.shiftMs = 0
  await run()
  await eventually(() => expect(sync.status()).toMatchObject({ state: 'online', problems: [] }))
})

it.each([
  ['ahead', DAY],
  ['behind', -DAY],
])(
  'T4, T7: a clock that jumps a day %s is named, keeps the desk from nothing, and keeps its order',
  async (way, shiftMs) => {
    const statuses = ['dirty', 'in_progress', 'clean']
    const name = `jump ${way}`
    const online = await enrol(name)
    const given = await clean(online, '104', ...statuses)
    await online.sync.caughtUp()
    clock.shiftMs = shiftMs
    given.push(...(await clean(online, '104', ...statuses)))
    await eventually(() =>
      expect(online.sync.status().problems).toEqual([{ code: 'clock_wrong', way, count: 24, unit: 'hours' }]),
    )
    const told = await clean(online, '104', ...statuses)
    await online.sync.caughtUp()
    const offline = await open(name, NOWHERE)
    given.push(...told, ...(await clean(offline, '104', ...statuses)))
    clock.shiftMs = 0
    given.push(...(await clean(offline, '104', ...statuses)))
    const again = await open(name)
    given.push(...(await clean(again, '104', ...statuses)))
    await again.sync.caughtUp()
    expect((await readingsOf(given)).map(({ id }) => id)).toEqual(given)
    expect(again.sync.status()).toMatchObject({ state: 'online', queued: 0 })
    expect(await atCentre('104')).toBe('clean')
  },
)

it('T4, T7: what was given at a desk whose clock is ahead does not outlive what others see and say after it', async () => {
  await enrol('right')
  await desk?.close()
  clock.shiftMs = DAY
  const wrong = await enrol('wrong')
  const heard = await clean(wrong, '203', 'dirty')
  await wrong.sync.caughtUp()
  expect((await readingsOf(heard))[0]?.off).toBeLessThan(600)
  await clean(await open('wrong', NOWHERE), '201', 'dirty', 'in_progress')
  await (await open('wrong')).sync.caughtUp()
  expect(await atCentre('201')).toBe('in_progress')
  clock.shiftMs = 0
  const right = await open('right')
  await right.sync.caughtUp()
  await clean(right, '201', 'clean')
  await right.sync.caughtUp()
  expect(await atCentre('201')).toBe('clean')
})

it('T7: a desk whose clock fell behind speaks after all that it has seen, without a line too', async () => {
  await enrol('fallen')
  await desk?.close()
  const other = await enrol('other')
  await clean(other, '202', 'dirty')
  await other.sync.caughtUp()
  await (await open('fallen')).sync.caughtUp()
  clock.shiftMs = -DAY
  const offline = await open('fallen', NOWHERE)
  await clean(offline, '202', 'in_progress')
  expect(await offline.readOnlySql(STATUS, [stage.hotel.units['202']])).toEqual([{ status: 'in_progress' }])
  await (await open('fallen')).sync.caughtUp()
  expect(await atCentre('202')).toBe('in_progress')
})
