import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import pg from 'pg'
import { WebSocket } from 'ws'
import { openTerminal, type Terminal } from '../../electron/core/open-terminal.ts'
import { hostPage } from '../../electron/station/host.ts'
import { servePort } from '../../electron/core/port/serve.ts'
import { overWebSocket } from '../../electron/core/port/transport.ts'
import { makeToken } from '../../electron/station/token.ts'
import { setPin } from '../../server/auth/people.ts'
import { loadPinPepper } from '../../server/auth/pin-pepper.ts'
import { databaseOf } from '../../server/postgres/handle.ts'
import { type RunningServer, startServer } from '../../server/start-server.ts'
import { coreMessage } from '../../shared/protocol/port.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { enrolDevice, request } from '../support/device.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { codeFor, differences, eventually, openHotel, temporaryHome, Worker } from './support/night.ts'

/** Nonsense to every door, and answers of the centre that are cut anywhere. */
const home = temporaryHome()
let central: CentralDatabase
let hotel: SmallHotel
let server: RunningServer
let desk: Terminal
const log: string[] = []

const PIN = '258046'

/** How many bytes of the next answers from a path arrive; then the line is dead. */
const cuts = new Map<string, number[]>()

const cutting: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  const path = new URL(input instanceof Request ? input.url : input).pathname
  const at = cuts.get(path)?.shift()
  if (at === undefined || !response.ok) return response
  const whole = new Uint8Array(await response.arrayBuffer())
  const part = whole.subarray(0, Math.floor(at * whole.length))
  const headers = new Headers(response.headers)
  for (const name of ['content-encoding', 'content-length']) headers.delete(name)
  return new Response(part, { status: response.status, headers })
}

beforeAll(async () => {
  central = await freshCentral()
  hotel = await openHotel(central.url)
  const dataDir = home.folder('centre')
  server = await startServer({ databaseUrl: central.url, dataDir, migrate: false, writeLog: (line) => log.push(line) })
  const pepperOf = await loadPinPepper(dataDir)
  const owner = new pg.Client({ connectionString: central.url })
  await owner.connect()
  await setPin(databaseOf(owner), pepperOf, {
    propertyId: hotel.propertyId,
    userId: hotel.actor,
    pin: PIN,
    mustChange: false,
  })
  await owner.end()
})
afterAll(async () => {
  await desk?.close()
  await server?.stop()
  await central?.drop()
  home.remove()
})

describe('a desk', () => {
  it('whose first load is cut anywhere begins it again, and ends where the centre stands', async () => {
    cuts.set('/v1/bootstrap', [0, 0.02, 0.3, 0.97])
    const options = { dataDir: home.folder('desk'), serverUrl: server.url, fetch: cutting }
    desk = await openTerminal({ ...options, enrolment: { code: await codeFor(central.url, hotel, 'desk') } })
    await desk.sync.caughtUp()
    expect(cuts.get('/v1/bootstrap')).toEqual([])
    expect(await differences(central, hotel, desk)).toEqual({})
  })

  it('whose polls and pushes are cut anywhere loses and doubles nothing', async () => {
    cuts.set('/v1/shapes/poll', [0, 0.2, 0.6, 0.999])
    cuts.set('/v1/commands', [0, 0.5])
    cuts.set('/v1/commands/progress', [0.5])
    const worker = new Worker(desk, hotel.units['101'])
    await worker.work(12)
    await desk.sync.caughtUp()
    for (const [path, left] of cuts) expect([path, left]).toEqual([path, []])
    const judged = await central.query<{ id: string }>('SELECT id FROM sync.commands ORDER BY seq')
    expect(judged.map((row) => row.id)).toEqual(worker.done)
    await eventually(async () => expect(await differences(central, hotel, desk)).toEqual({}))
  })
})

const POSTS = ['/v1/enrol', '/v1/token', '/v1/commands', '/v1/shapes/poll', '/v1/bootstrap']

describe('the centre', () => {
  const nonsense: readonly (readonly [string, () => Uint8Array | string])[] = [
    ['random bytes', () => randomBytes(3000)],
    ['nothing', () => ''],
    ['half a body', () => '{"commands":[{"id":"018f'],
    ['another type', () => '[]'],
    ['null', () => 'null'],
    ['a number without end', () => '9'.repeat(5000)],
    ['an ocean of brackets', () => '['.repeat(50_000)],
    ['a prototype', () => '{"__proto__":{"a":1},"constructor":{"prototype":{}},"shapes":{"__proto__":[]}}'],
    ['halves of characters', () => '{"assertion":"\\ud800\\u0000","code":"\\ud800aaaaaaaa"}'],
    ['what was compressed', () => gzipSync('{}')],
  ]

  it.each(nonsense)('answers %s with a sentence, never with a stack or silence', async (_, body) => {
    const { token } = await enrolDevice(server.url, await codeFor(central.url, hotel, 'fuzz'))
    for (const path of POSTS) {
      const response = await fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: Buffer.from(body()),
      })
      const text = await response.text()
      expect([path, response.status]).toEqual([
        path,
        expect.toSatisfy((status: number) => status >= 400 && status < 500),
      ])
      expect(JSON.parse(text)).toMatchObject({
        code: expect.any(String),
        message: expect.stringMatching(/\.$|malformed/),
      })
      expect(text).not.toMatch(/node_modules|\bat .*\.ts|SELECT |server\//)
    }
  })

  it.each([
    'offset=-1',
    'table=%00&offset=-1',
    'table=pg_catalog.pg_authid&offset=-1',
    'table=sync.terminals&offset=-1',
    `table=property_mgmt.inventory_units&offset=${'9'.repeat(400)}_0&handle=x`,
    'table=property_mgmt.inventory_units&offset=-5_inf&handle=x',
    'table=property_mgmt.inventory_units&offset=-1&where=1=1;DROP TABLE x--',
    'table=property_mgmt.inventory_units&offset=0_999999&handle=../../../etc/passwd',
    'table=property_mgmt.inventory_units&offset=1_inf&handle=%F0%9F%92%A9&live=true',
  ])('does not fail at GET /v1/shape?%s', async (query) => {
    const { token } = await enrolDevice(server.url, await codeFor(central.url, hotel, 'fuzz'))
    const response = await fetch(`${server.url}/v1/shape?${query}`, { headers: { authorization: `Bearer ${token}` } })
    const text = await response.text()
    expect(response.status).toBeLessThan(500)
    expect(text).not.toMatch(/node_modules|\bat .*\.ts|root:|rolpassword/)
  })

  it('outlives bytes that are no HTTP, and bodies that are cut, and has logged no fault', async () => {
    const port = Number(new URL(server.url).port)
    const head = (path: string) =>
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"co`
    for (const bytes of [randomBytes(2000), 'GET / HTTP/9.9\r\n\r\n', ...POSTS.map(head)]) await sendAndCut(port, bytes)
    await eventually(async () => expect((await request(`${server.url}/v1/health`)).status).toBe(200))
    expect(log.filter((line) => /"fault"|request_failed/.test(line))).toEqual([])
  })
})

function sendAndCut(port: number, bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 20)),
    )
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
  })
}

describe('the port of a desk', () => {
  it('answers whatever a page sends, goes on, and keeps the desk as it was', async () => {
    const token = makeToken()
    const host = await hostPage({
      files: new Map(),
      token,
      port: 0,
      serve: (socket) => servePort(desk, overWebSocket(socket)),
    })
    const before = await desk.query('unit.list', {})
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/`, { origin: `http://127.0.0.1:${host.port}` })
    const heard: string[] = []
    socket.on('message', (data) => heard.push(String(data)))
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send(JSON.stringify({ type: 'hello', token }))
    await eventually(() => expect(desk.openSession().info()).toMatchObject({ ready: true, people: [{}] }))
    socket.send(JSON.stringify({ type: 'signIn', id: 1000, userId: hotel.actor, pin: PIN }))
    await eventually(() => expect(heard.at(-1)).toBe('{"type":"judgedPin","id":1000,"refusal":null}'))
    const input = { unitId: hotel.units['101'], status: 'dirty' }
    const hostile = [
      '',
      '{',
      'null',
      '[]',
      '"hello"',
      randomBytes(500).toString('latin1'),
      '['.repeat(20_000),
      { type: 'run', id: 1, name: '__proto__', input: {} },
      {
        type: 'run',
        id: 2,
        name: 'v1.unit.setHousekeepingStatus',
        input: { ...input, status: "clean'; DROP TABLE sync.outbox; --" },
      },
      { type: 'run', id: 3, name: 'v1.unit.setHousekeepingStatus', input: { ...input, unitId: '018f\0' } },
      { type: 'run', id: 4, name: 'v1.unit.setHousekeepingStatus', input: null },
      { type: 'query', id: 5, name: 'reservation.search', args: { text: '%_\\\'"\0\ud800'.repeat(50) } },
      { type: 'query', id: 6, name: 'toString', args: {} },
      { type: 'subscribe', id: 7, name: 'unit.list', args: { __proto__: null, x: 1 } },
      { type: 'subscribe', id: Number.MAX_SAFE_INTEGER, name: 'constructor', args: [] },
      { type: 'unsubscribe', id: 999 },
      { type: 'line', connected: 'perhaps' },
      { type: 'signIn', id: 8, userId: "' OR true --", pin: PIN },
      { type: 'resetPin', id: 9, userId: hotel.actor, newPin: '0'.repeat(5000) },
      { type: 'status', status: {} },
    ]
    for (const message of hostile) socket.send(typeof message === 'string' ? message : JSON.stringify(message))
    socket.send(randomBytes(300))
    socket.send(JSON.stringify({ type: 'query', id: 4242, name: 'unit.list', args: {} }))
    await eventually(() => expect(heard.some((text) => text.includes('"id":4242'))).toBe(true))
    const messages = heard.map((text) => coreMessage.parse(JSON.parse(text)))
    expect(messages.filter((message) => message.type === 'ran')).toEqual([])
    const faults = messages.flatMap((message) => (message.type === 'fault' ? [message.message] : []))
    expect(faults.length).toBeGreaterThanOrEqual(17)
    expect(faults.join('\n')).not.toMatch(/node_modules|\n\s+at /)
    expect(await desk.query('unit.list', {})).toEqual(before)
    socket.close()
    await host.stop()
  })
})
