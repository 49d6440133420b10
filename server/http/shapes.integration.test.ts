import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pollHead } from '../../shared/protocol/shapes.ts'
import { enrolDevice } from '../../tests/support/device.ts'
import { addHotel, type TestHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { commandsOf, testDomain, typeNamed } from '../../tests/support/test-commands.ts'
import { type RunningServer, startServer } from '../start-server.ts'

let central: CentralDatabase
let server: RunningServer
let dataDir: string
let city: TestHotel
let token: string
let terminal: string

beforeAll(async () => {
  central = await freshCentral()
  city = await addHotel(central, 'CITY')
  await addHotel(central, 'BEACH')
  dataDir = await mkdtemp(join(tmpdir(), 'stayos-shapes-'))
  server = await startServer({ databaseUrl: central.url, dataDir, domain: testDomain(), writeLog: () => undefined })
  const { actor, property } = city
  const code = await server.issueEnrolmentCode({ name: 'Desk', role: 'desk', propertyIds: [property], actor })
  const enrolled = await enrolDevice(server.url, code)
  token = enrolled.token
  terminal = enrolled.terminal.terminal
})
afterAll(async () => {
  await server.stop()
  await central.drop()
  await rm(dataDir, { recursive: true })
})

const send = (path: string, body?: unknown) =>
  fetch(server.url + path, {
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
const firstRead = (table: string) => send(`/v1/shape?table=${table}&offset=-1`)
/** A held poll of one table from where it stands. */
const hold = async (table: string) => {
  const first = await send('/v1/shapes/poll', { wait: 0, shapes: [{ table, offset: '-1', live: false }] })
  const head = pollHead.parse(JSON.parse((await first.text()).split('\n')[0] ?? ''))
  const { handle, offset } = head.parts[0] ?? {}
  return send('/v1/shapes/poll', { wait: 30_000, shapes: [{ table, handle, offset, live: true }] })
}

it('T3: serves rows of the own property only, and nothing of what is no shape; each answer tells the time', async () => {
  const asked = Date.now()
  const response = await firstRead('property_mgmt.properties')
  expect(Number(response.headers.get('stayos-clock'))).toBeGreaterThanOrEqual(asked)
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  const text = await response.text()
  expect(text).toContain('CITY')
  expect(text).not.toContain('BEACH')
  expect((await firstRead('sync.terminals')).status).toBeGreaterThanOrEqual(400)
})

it('tells a held poll of a command and of its result, in one answer', async () => {
  const held = hold('sync.command_results')
  await sleep(300)
  const command = commandsOf(terminal, city.property, city.actor)('addType', typeNamed('A'))
  expect((await send('/v1/commands', { schemaVersion: 1, commands: [command] })).status).toBe(200)
  const text = await (await held).text()
  expect(text).toContain(command.id)
  expect(text.trimEnd().endsWith('end')).toBe(true)
})

it('refuses a revoked terminal within two seconds', async () => {
  expect((await firstRead('property_mgmt.properties')).status).toBe(200)
  await central.query('UPDATE sync.terminals SET revoked_at = now() WHERE id = $1', [terminal])
  await expect.poll(async () => (await firstRead('property_mgmt.properties')).status, { timeout: 2500 }).toBe(403)
  await central.query('UPDATE sync.terminals SET revoked_at = NULL WHERE id = $1', [terminal])
  await expect.poll(async () => (await firstRead('property_mgmt.properties')).status, { timeout: 2500 }).toBe(200)
})

it('ends held polls when it stops', async () => {
  // Two polls: one that tells the position, and the one that is held from there.
  const begun = requestsBegun('/v1/shapes/poll', 2)
  const ended = hold('property_mgmt.properties').then(() => 'answered', String)
  await begun
  expect(await Promise.race([ended, sleep(500, 'held')])).toBe('held')
  await server.stop()
  expect(await ended).toBe('answered')
})

/** Resolves when so many requests of a path have reached the server, which runs in this process. */
function requestsBegun(path: string, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count
    const note = (message: unknown) => {
      const { request } = message as { request: IncomingMessage }
      if (request.url !== path || --left > 0) return
      unsubscribe('http.server.request.start', note)
      resolve()
    }
    subscribe('http.server.request.start', note)
  })
}
