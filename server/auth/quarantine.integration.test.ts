import { openPool } from '../postgres/pool.ts'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../shared/kernel/ids.ts'
import type { QueuedCommand } from '../../shared/protocol/push.ts'
import { type Device, enrolDevice, request } from '../../tests/support/device.ts'
import { addHotel, type TestHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { commandsOf, testDomain, typeNamed } from '../../tests/support/test-commands.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import { findTerminals, listTerminals, readQuarantine, revokeTerminal } from './manage-terminals.ts'

let central: CentralDatabase
let city: TestHotel
let server: RunningServer
let dataDir: string
let pool: pg.Pool

beforeAll(async () => {
  central = await freshCentral()
  city = await addHotel(central, 'CITY')
  pool = openPool(central.url, { max: 1 })
  dataDir = await mkdtemp(join(tmpdir(), 'stayos-quarantine-'))
  server = await startServer({ databaseUrl: central.url, dataDir, domain: testDomain(), writeLog: () => undefined })
})
afterAll(async () => {
  await server.stop()
  await pool.end()
  await central.drop()
  await rm(dataDir, { recursive: true })
})

const SCRIPT = fileURLToPath(new URL('../../scripts/terminals.ts', import.meta.url))
const terminals = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT, ...args], {
    env: { ...process.env, DATABASE_URL: central.url },
  }).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, text: error.stderr }),
  )

interface Desk {
  readonly id: string
  readonly prefix: string
  readonly device: Device
  readonly command: ReturnType<typeof commandsOf>
}
async function enrolDesk(name: string): Promise<Desk> {
  const { actor, property } = city
  const code = await server.issueEnrolmentCode({ name, role: 'desk', propertyIds: [property], actor })
  const { device, terminal } = await enrolDevice(server.url, code)
  const id = terminal.terminal
  return { id, prefix: terminal.prefix, device, command: commandsOf(id, property, actor) }
}
const handOver = async (desk: Desk, commands: readonly QueuedCommand[], last: boolean, device = desk.device) =>
  request(`${server.url}/v1/quarantine`, { assertion: await device.assertion(desk.id), commands, last })

it('G13: a terminal that was locked out hands over once what it had, and none of it is carried out', async () => {
  const desk = await enrolDesk('Stolen desk')
  const commands = ['A', 'B', 'C'].map((code) => desk.command('addType', typeNamed(code)))
  expect(await handOver(desk, commands, true)).toMatchObject({ status: 409, body: { code: 'not_revoked' } })
  expect(await revokeTerminal(pool, desk.id)).toBe(true)
  const token = await request(`${server.url}/v1/token`, { assertion: await desk.device.assertion(desk.id) })
  expect(token).toMatchObject({ status: 403, body: { code: 'terminal_revoked', details: { quarantine: 'open' } } })

  expect((await handOver(desk, commands.slice(0, 2), false)).body).toEqual({ kept: 2, wipe: false })
  // an answer that was lost: the same again, and more
  expect((await handOver(desk, commands, true)).body).toEqual({ kept: 3, wipe: true })
  const afterwards = await handOver(desk, [desk.command('addType', typeNamed('D'))], true)
  expect([afterwards.status, afterwards.body]).toEqual([200, { kept: 3, wipe: true }])
  const again = await request(`${server.url}/v1/token`, { assertion: await desk.device.assertion(desk.id) })
  expect(again.body).toMatchObject({ details: { quarantine: 'closed' } })

  expect(await central.query('SELECT FROM property_mgmt.unit_types')).toEqual([])
  expect(await central.query('SELECT FROM sync.commands')).toEqual([])
  expect(await readQuarantine(pool, desk.id)).toEqual(commands)
  expect((await terminals('quarantine', desk.prefix)).text).toMatch(/^ *3 +v1.test.addType +CITY /m)
  expect((await terminals()).text).toMatch(/Stolen desk .*told to wipe itself .*3 commands in quarantine/)
})

it('G13: takes nothing from another key, nor for another terminal', async () => {
  const [desk, other] = [await enrolDesk('Sold desk'), await enrolDesk('Other desk')]
  await revokeTerminal(pool, desk.id)
  const own = desk.command('addType', typeNamed('E'))
  expect(await handOver(desk, [own], true, other.device)).toMatchObject({ status: 401 })
  const foreign = await handOver(desk, [own, other.command('addType', typeNamed('F'))], true)
  expect(foreign).toMatchObject({ status: 403, body: { code: 'foreign_terminal' } })
  expect(await central.query('SELECT FROM sync.quarantined_commands WHERE terminal_id = $1', [desk.id])).toEqual([])
})

it('G14: lists what is enrolled, finds one by prefix, name or id, and locks it out', async () => {
  const [first, second] = [await enrolDesk('Bar'), await enrolDesk('Bar')]
  const listed = await listTerminals(pool)
  const found = (wanted: string) => findTerminals(listed, wanted).map(({ id }) => id)
  expect([found(first.prefix), found(second.id), found(newId())]).toEqual([[first.id], [second.id], []])
  expect(found('bar').sort()).toEqual([first.id, second.id].sort())
  const both = await terminals('revoke', 'bar')
  expect([both.code, both.text]).toEqual([1, expect.stringContaining('2 terminals are called bar.')])
  for (const { prefix } of [first, second]) expect(both.text).toContain(prefix)
  expect(await terminals('revoke', first.prefix)).toMatchObject({ code: 0, text: expect.stringContaining('"Bar"') })
  expect(await revokeTerminal(pool, first.id)).toBe(false)
})

it.each([
  [['revoke'], 'Say which terminal'],
  [['burn', 'bar'], 'There is no "burn"'],
])('G14: says what is wrong with %j', async (args, message) => {
  const { code, text } = await terminals(...args)
  expect([code, text]).toEqual([1, expect.stringContaining(message)])
})
