import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../shared/kernel/ids.ts'
import { terminalRole } from '../../shared/protocol/enrolment.ts'
import { shapes } from '../../shared/domains/registry.ts'
import { enrolDevice } from '../../tests/support/device.ts'
import { holdPoll } from '../../tests/support/held-poll.ts'
import { addHotel, type TestHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { commandsOf, testDomain, typeNamed } from '../../tests/support/test-commands.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import { type AppParts, createApp } from './app.ts'
import { REQUEST_LIMITS } from './limits.ts'

let central: CentralDatabase
let server: RunningServer
let dataDir: string
let city: TestHotel
let beach: TestHotel
const log: string[] = []
type Role = (typeof terminalRole.options)[number]
interface Enrolled {
  readonly id: string
  readonly token: string
}
const enrolledByRole = new Map<Role, Enrolled>()

const enrolAs = async (role: Role): Promise<Enrolled> => {
  const { actor, property } = city
  const code = await server.issueEnrolmentCode({ name: `Secret ${role}`, role, propertyIds: [property], actor })
  const { terminal, token } = await enrolDevice(server.url, code)
  secrets.push(code, token)
  return { id: terminal.terminal, token }
}
/** What must stand in no line of the log. */
const secrets: string[] = ['Ana Duty', 'hotel.invalid', 'Mrs Secret', 'secret@guest.example']

beforeAll(async () => {
  central = await freshCentral()
  city = await addHotel(central, 'CITY')
  beach = await addHotel(central, 'BEACH')
  dataDir = await mkdtemp(join(tmpdir(), 'stayos-gate-'))
  const writeLog = (line: string) => void log.push(line)
  server = await startServer({ databaseUrl: central.url, dataDir, domain: testDomain(), writeLog, logLevel: 'debug' })
  for (const role of terminalRole.options) enrolledByRole.set(role, await enrolAs(role))
})
afterAll(async () => {
  await server.stop()
  await central.drop()
  await rm(dataDir, { recursive: true })
})

const SHA = 'a'.repeat(64)
const upload = { 'upload-offset': '0', 'upload-length': '4' }
const SEES_NO_SCANS: readonly Role[] = ['housekeeping', 'outlet']

interface Sent {
  readonly path: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}
const send = (method: string, { path, body, headers }: Sent, token?: string) =>
  fetch(server.url + path, {
    method,
    headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
const terminalOf = (role: Role) => enrolledByRole.get(role) ?? { id: '', token: '' }
const shapePoll = (table: string) => ({ wait: 0, shapes: [{ table, offset: '-1', live: false }] })

/** The tables that a role must not get, whatever it asks: those hidden from it, and what is no shape at all. */
const forbiddenTables = (role: Role) => [
  ...shapes.filter((shape) => shape.hiddenFrom?.includes(role)).map((shape) => shape.table),
  ...['sync.terminals', 'sync.enrolment_codes', 'sync.commands', 'shared.users', 'pg_catalog.pg_authid'],
]

/**
 * Every route: what each role tries there and may not, and the statuses that are a no. A route that is missing here fails the first test.
 * `open` ones are for whoever knows the address; they tell nothing of a hotel.
 */
const TRIES: Readonly<Record<string, 'open' | ((role: Role, id: string) => (Sent & { no: number[] })[])>> = {
  'GET /health': 'open',
  'GET /ready': 'open',
  'GET /v1/health': 'open',
  'GET /metrics': (_) => [{ path: '/metrics', headers: { 'x-forwarded-for': '10.0.0.7' }, no: [404] }],
  'POST /v1/enrol': () => [
    {
      path: '/v1/enrol',
      body: { code: 'WRNG-CODE-0000', publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } },
      no: [403, 429],
    },
  ],
  'POST /v1/token': () => [{ path: '/v1/token', body: { assertion: 'none' }, no: [401] }],
  'POST /v1/quarantine': () => [
    { path: '/v1/quarantine', body: { assertion: 'none', commands: [], last: true }, no: [401] },
  ],
  'POST /v1/commands': (_, id) => {
    const of = (terminal: string, property: string) => ({
      schemaVersion: 1,
      commands: [commandsOf(terminal, property, city.actor)('addType', typeNamed('X'))],
    })
    return [
      { path: '/v1/commands', body: of(id, beach.property), no: [403] },
      { path: '/v1/commands', body: of(newId(), city.property), no: [403] },
    ]
  },
  'GET /v1/commands/progress': () => [],
  'GET /v1/keyring': () => [],
  'GET /v1/shape': (role) =>
    forbiddenTables(role).map((table) => ({ path: `/v1/shape?table=${table}&offset=-1`, no: [400] })),
  'POST /v1/shapes/poll': (role) =>
    forbiddenTables(role).map((table) => ({ path: '/v1/shapes/poll', body: shapePoll(table), no: [400] })),
  'POST /v1/bootstrap': (role) =>
    forbiddenTables(role).map((table) => ({ path: '/v1/bootstrap', body: { tables: [table] }, no: [400] })),
  'GET /v1/files/:property/:kind/:sha256': (role) => [
    { path: `/v1/files/${beach.property}/photo/${SHA}`, no: [404] },
    { path: `/v1/files/${city.property}/photo/..%2f..%2fsigning-key.json`, no: [404] },
    { path: `/v1/files/..%2f/photo/${SHA}`, no: [404] },
    ...(SEES_NO_SCANS.includes(role) ? [{ path: `/v1/files/${city.property}/scan/${SHA}`, no: [404] }] : []),
  ],
  'PATCH /v1/files/:property/:kind/:sha256': (role) => [
    { path: `/v1/files/${beach.property}/photo/${SHA}`, body: 'x', headers: upload, no: [404] },
    { path: `/v1/files/${city.property}/passwd/${SHA}`, body: 'x', headers: upload, no: [404] },
    ...(SEES_NO_SCANS.includes(role)
      ? [{ path: `/v1/files/${city.property}/scan/${SHA}`, body: 'x', headers: upload, no: [404] }]
      : []),
  ],
}
const guarded = Object.entries(TRIES).flatMap(([route, tries]) => (tries === 'open' ? [] : [[route, tries] as const]))
const isDoor = (route: string) => /enrol|token|quarantine|metrics/.test(route)
const methodOf = (route: string) => route.split(' ')[0] ?? ''
const pathOf = (route: string) =>
  (route.split(' ')[1] ?? '').replace(':property', city.property).replace(':kind', 'photo').replace(':sha256', SHA)

describe('every route', () => {
  it('G6: stands in the table of tries', () => {
    const routes = createApp({ limits: REQUEST_LIMITS } as AppParts).routes.filter(({ method }) => method !== 'ALL')
    const served = new Set(routes.map(({ method, path }) => `${method} ${path}`))
    expect([...served].sort()).toEqual(Object.keys(TRIES).sort())
  })

  it.each(terminalRole.options)('G6: gives %s nothing that it may not have', async (role) => {
    const { id, token } = terminalOf(role)
    for (const [route, tries] of guarded) {
      for (const { no, ...sent } of tries(role, id)) {
        const answer = await send(methodOf(route), sent, token)
        const text = await answer.text()
        expect(no, `${role} ${route} ${sent.path}: ${answer.status} ${text}`).toContain(answer.status)
        expect(text).not.toContain('BEACH')
      }
    }
  })

  it('G6: gives nobody anything without a token, or with one that is forged', async () => {
    const forged = `${terminalOf('desk').token.slice(0, -8)}AAAAAAAA`
    for (const [route] of guarded.filter(([route]) => !isDoor(route))) {
      const body = methodOf(route) === 'GET' ? {} : { body: {} }
      for (const token of [undefined, forged]) {
        const answer = await send(methodOf(route), { path: pathOf(route), ...body }, token)
        expect([route, answer.status]).toEqual([route, 401])
        await answer.text()
      }
    }
  })
})

describe('a revoked terminal', () => {
  it('G7: loses every route, and its held poll ends within seconds', async () => {
    const { id, token } = await enrolAs('desk')
    const started = Date.now()
    const held = (await holdPoll(server.url, token, 'property_mgmt.properties')).answer
    await expect.poll(() => figure('stayos_held_requests'), { timeout: 10_000 }).toBeGreaterThan(0)
    await central.query('UPDATE sync.terminals SET revoked_at = now() WHERE id = $1', [id])
    const answer = await held
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'terminal_revoked' }])
    expect(Date.now() - started).toBeLessThan(18_000)
    for (const [route] of guarded.filter(([route]) => !isDoor(route))) {
      const sent = { path: pathOf(route), ...(methodOf(route) !== 'GET' && { body: {} }) }
      await expect.poll(async () => (await send(methodOf(route), sent, token)).status, { timeout: 5000 }).toBe(403)
    }
  })
})

const figure = async (name: string) => {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1])
}

describe('operations', () => {
  it('G10: is healthy, ready, and shows its figures', async () => {
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
    expect(await (await fetch(`${server.url}/ready`)).json()).toEqual({ status: 'ready' })
    const { id, token } = terminalOf('desk')
    const command = commandsOf(id, city.property, city.actor)
    const commands = [
      command('addType', typeNamed('A')),
      command('addType', typeNamed('A')),
      command('countTypes', { text: 'Mrs Secret, secret@guest.example' }),
    ]
    expect((await send('POST', { path: '/v1/commands', body: { schemaVersion: 1, commands } }, token)).status).toBe(200)
    expect(await figure('stayos_commands_total\\{outcome="applied"\\}')).toBe(1)
    expect(await figure('stayos_commands_total\\{outcome="refused"\\}')).toBe(2)
    expect(await figure('stayos_slot_connected')).toBe(1)
    await expect.poll(() => figure('stayos_slot_kept_bytes'), { timeout: 30_000 }).toBeGreaterThanOrEqual(0)
    expect(await figure('stayos_slot_limit_bytes')).toBeGreaterThan(0)
    expect(await figure('stayos_shape_log_bytes')).toBeGreaterThan(0)
    const text = await (await fetch(`${server.url}/metrics`)).text()
    expect(text).toMatch(/stayos_request_seconds_count\{method="POST",route="\/v1\/commands",status="200"\} \d/)
    expect(text).not.toContain(city.property)
  })

  it('G12: logged all of this without a name, an address, a code, a token or a path that somebody typed', async () => {
    const fault = commandsOf(terminalOf('outlet').id, city.property, city.actor)('fault', { text: 'Mrs Secret' })
    await send(
      'POST',
      { path: '/v1/commands', body: { schemaVersion: 1, commands: [fault] } },
      terminalOf('outlet').token,
    )
    await send('GET', { path: '/v1/Mrs%20Secret?email=secret@guest.example' })
    const text = log.join('')
    expect(log.length).toBeGreaterThan(50)
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/Secret|BEGIN|\beyJ|[\w.]+@[\w.]+\.\w/)
    for (const line of log)
      expect(JSON.parse(line)).toMatchObject({ time: expect.any(String), level: expect.any(String) })
  })
})
