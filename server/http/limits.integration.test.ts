import { mkdtemp, rm } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applied, type ExecuteResult } from '../../shared/command/command.ts'
import { enrolDevice } from '../../tests/support/device.ts'
import { holdPoll } from '../../tests/support/held-poll.ts'
import { addHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { commandsOf, testDomain } from '../../tests/support/test-commands.ts'
import { type RunningServer, startServer } from '../start-server.ts'

let central: CentralDatabase
let folder: string
let server: RunningServer
const slowOnes: ((result: ExecuteResult) => void)[] = []

beforeAll(async () => {
  central = await freshCentral()
  folder = await mkdtemp(join(tmpdir(), 'stayos-limits-'))
  server = await startServer({
    databaseUrl: central.url,
    dataDir: folder,
    domain: testDomain({ slow: () => new Promise((resolve) => slowOnes.push(resolve)) }),
    writeLog: () => undefined,
    limits: {
      concurrent: 1,
      concurrentAtDoors: 1,
      heldPerTerminal: 2,
      perTerminal: { perSecond: 0.01, burst: 6 },
      perNetwork: { perSecond: 0.01, burst: 60 },
    },
  })
})
afterAll(async () => {
  await server.stop()
  await central.drop()
  await rm(folder, { recursive: true })
})

const enrolAt = async (prefix: string) => {
  const hotel = await addHotel(central, prefix)
  const { actor, property } = hotel
  const code = await server.issueEnrolmentCode({ name: 'Desk', role: 'desk', propertyIds: [property], actor })
  const { terminal, token } = await enrolDevice(server.url, code)
  return { hotel, token, terminal: terminal.terminal, headers: { authorization: `Bearer ${token}` } }
}
const knock = () => fetch(`${server.url}/v1/token`, { method: 'POST', body: '{}' })
const askProgress = (headers: Record<string, string>) => fetch(`${server.url}/v1/commands/progress`, { headers })

it('G9: answers 503 with retry-after while too much is under way, and goes on afterwards', async () => {
  const { hotel, terminal, headers } = await enrolAt('ONE')
  const command = commandsOf(terminal, hotel.property, hotel.actor)('slow', {})
  const body = JSON.stringify({ schemaVersion: 1, commands: [command] })
  const pushed = fetch(`${server.url}/v1/commands`, { method: 'POST', headers, body })
  await expect.poll(() => slowOnes.length, { timeout: 30_000 }).toBe(1)
  const refused = await askProgress(headers)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '3'])
  expect(await refused.json()).toMatchObject({ code: 'busy' })
  expect((await knock()).status, 'a door has places of its own').toBe(400)
  slowOnes[0]?.(applied)
  expect((await pushed).status).toBe(200)
  expect((await askProgress(headers)).status).toBe(200)
})

it('G9: whoever crowds the doors takes no place from the terminals', async () => {
  const { headers } = await enrolAt('CROWD')
  const stalled = httpRequest(`${server.url}/v1/token`, { method: 'POST' })
  const answered = new Promise((resolve) => stalled.once('response', (answer) => resolve(answer.resume().statusCode)))
  stalled.write('{')
  await expect.poll(async () => (await knock()).status, { timeout: 10_000, interval: 500 }).toBe(503)
  expect((await askProgress(headers)).status).toBe(200)
  stalled.end('}')
  expect(await answered).toBe(400)
})

it('G9: answers 429 with the seconds to wait to a terminal that sends too fast, and to no other', async () => {
  const [fast, other] = [await enrolAt('FAST'), await enrolAt('OTHER')]
  const statuses: number[] = []
  for (let i = 0; i < 8; i++) statuses.push((await askProgress(fast.headers)).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429])
  const refused = await askProgress(fast.headers)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(10)
  expect((await askProgress(other.headers)).status).toBe(200)
})

it('G9: answers 429 to a terminal that holds too many requests, and to no other', async () => {
  const [many, other] = [await enrolAt('MANY'), await enrolAt('FEW')]
  const table = 'property_mgmt.properties'
  const held = [await holdPoll(server.url, many.token, table), await holdPoll(server.url, many.token, table)]
  await expect(holdPoll(server.url, many.token, table)).rejects.toThrow(/429.*too_many_held/)
  held.push(await holdPoll(server.url, other.token, table))
  await central.query(`UPDATE property_mgmt.properties SET name = 'Another' WHERE code IN ('MANY', 'FEW')`)
  expect((await Promise.all(held.map(({ answer }) => answer))).map(({ status }) => status)).toEqual([200, 200, 200])
})

it('G9: answers 429 at the doors to an address that knocks too often', async () => {
  const answers: unknown[] = []
  for (let i = 0; i < 61; i++) {
    const answer = await knock()
    answers.push([answer.status, Number(answer.headers.get('retry-after')) > 10])
  }
  expect(answers.at(0)).toEqual([400, false])
  expect(answers.at(-1)).toEqual([429, true])
})
