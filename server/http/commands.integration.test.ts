import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { errorAnswer } from '../../shared/protocol/enrolment.ts'
import { progressAnswer, pushAnswer, type QueuedCommand } from '../../shared/protocol/push.ts'
import { enrolDevice, request } from '../../tests/support/device.ts'
import { addHotel, type TestHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { commandsOf, testDomain, typeNamed } from '../../tests/support/test-commands.ts'
import { type RunningServer, startServer } from '../start-server.ts'

let central: CentralDatabase
let server: RunningServer
let dataDir: string
let city: TestHotel
let beach: TestHotel
let terminal: string
let token: string
let command: ReturnType<typeof commandsOf>
const log: string[] = []

beforeAll(async () => {
  central = await freshCentral()
  city = await addHotel(central, 'CITY')
  beach = await addHotel(central, 'BEACH')
  dataDir = await mkdtemp(join(tmpdir(), 'stayos-http-'))
  const writeLog = (line: string) => void log.push(line)
  server = await startServer({ databaseUrl: central.url, dataDir, domain: testDomain(), writeLog, logLevel: 'debug' })
})
afterAll(async () => {
  await server.stop()
  await central.drop()
  await rm(dataDir, { recursive: true })
})
beforeEach(async () => {
  const { actor, property } = city
  const code = await server.issueEnrolmentCode({ name: 'Desk', role: 'desk', propertyIds: [property], actor })
  const enrolled = await enrolDevice(server.url, code)
  terminal = enrolled.terminal.terminal
  token = enrolled.token
  command = commandsOf(terminal, city.property, city.actor)
  await central.query('DELETE FROM property_mgmt.unit_types')
})

const post = (body: unknown, bearer: string | undefined = token) => request(`${server.url}/v1/commands`, body, bearer)
const push = (...commands: QueuedCommand[]) => post({ schemaVersion: 1, commands })
const progress = async () =>
  progressAnswer.parse((await request(`${server.url}/v1/commands/progress`, undefined, token)).body)

describe('POST /v1/commands', () => {
  it('answers 200 with what became of each', async () => {
    const { status, body, headers } = await push(command('addType', typeNamed('A')), command('addType', typeNamed('A')))
    expect(status).toBe(200)
    expect(pushAnswer.parse(body)).toMatchObject({
      kind: 'judged',
      lastSeq: 2,
      answers: [{ outcome: 'applied' }, { outcome: 'refused' }],
    })
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(await progress()).toMatchObject({ lastSeq: 2 })
  })

  it('answers 409 for a gap and for a fork', async () => {
    await push(command('addType', typeNamed('A')))
    const gap = await push(command('addType', typeNamed('B'), { seq: 7 }))
    expect([gap.status, pushAnswer.parse(gap.body)]).toEqual([409, { kind: 'gap', answers: [], expected: 2 }])
    const fork = await push(command('addType', typeNamed('C'), { seq: 1 }))
    expect([fork.status, pushAnswer.parse(fork.body)]).toEqual([
      409,
      { kind: 'fork', answers: [], seq: 1, incarnation: 2 },
    ])
  })

  it('answers posts that run side by side alike', async () => {
    const batch = ['A', 'B', 'C'].map((code) => command('addType', typeNamed(code)))
    const answers = await Promise.all([push(...batch), push(...batch), push(...batch)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await central.query('SELECT code FROM property_mgmt.unit_types')).toHaveLength(3)
  })

  it('judges a command whose sender hung up', async () => {
    const lost = command('addType', typeNamed('A'))
    const body = JSON.stringify({ schemaVersion: 1, commands: [lost] })
    const head = `POST /v1/commands HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: ${body.length}\r\n\r\n`
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.end(head + body, () => resolve(void socket.destroy())),
      )
    })
    await expect.poll(async () => (await progress()).lastSeq, { timeout: 5000 }).toBe(1)
    expect(await push(lost)).toMatchObject({ status: 200, body: { answers: [{ outcome: 'applied' }] } })
  })

  it('takes nothing without a token', async () => {
    expect((await post({ schemaVersion: 1, commands: [command('addType', typeNamed('A'))] }, '')).status).toBe(401)
    expect(await progress()).toMatchObject({ lastSeq: 0 })
  })

  it('takes nothing of a batch that names another terminal or another property', async () => {
    const good = command('addType', typeNamed('A'))
    const others: [Partial<QueuedCommand>, string][] = [
      [{ terminal: city.actor }, 'foreign_terminal'],
      [{ property: beach.property }, 'foreign_property'],
    ]
    for (const [changes, code] of others) {
      const answer = await push(good, command('addType', typeNamed('B'), { seq: 2, ...changes }))
      expect(answer).toMatchObject({ status: 403, body: { code, details: { seq: 2 } } })
    }
    expect(await progress()).toMatchObject({ lastSeq: 0 })
  })

  it.each([
    ['text that is no JSON', '{"schemaVersion": 1, "comm', 'body_malformed'],
    ['an empty body', '', 'body_malformed'],
    ['JSON of another shape', { commands: [] }, 'request_malformed'],
    ['a command without an id', { schemaVersion: 1, commands: [{ name: 'x' }] }, 'request_malformed'],
    ['a bottomless body', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'body_malformed'],
    ['a newer terminal', () => ({ schemaVersion: 999, commands: [command('addType', {})] }), 'centre_outdated'],
    [
      'a number beyond counting',
      () => ({ schemaVersion: 1, commands: [command('addType', {}, { incarnation: 2 ** 40 })] }),
      'request_malformed',
    ],
  ])('says what is wrong with %s', async (_, body, code) => {
    const answer = await post(typeof body === 'function' ? body() : body)
    expect(answer).toMatchObject({ status: 400, body: { code } })
    expect(errorAnswer.parse(answer.body).message.length).toBeGreaterThan(40)
    expect(await progress()).toMatchObject({ lastSeq: 0 })
  })

  it('refuses a body beyond every measure, announced or streamed', async () => {
    const big = 'x'.repeat(9 * 1024 * 1024)
    expect(await post(big)).toMatchObject({ status: 413, body: { code: 'body_too_large' } })
    const streamed = new Blob([big]).stream()
    const headers = { authorization: `Bearer ${token}` }
    const init = { method: 'POST', headers, body: streamed, duplex: 'half' }
    expect((await fetch(`${server.url}/v1/commands`, init)).status).toBe(413)
    expect((await push(command('addType', typeNamed('A')))).status).toBe(200)
  })

  it('answers a fault with a number for support, and tells the log where, but not what', async () => {
    const answer = await push(command('fault', { text: 'Mrs Secret, room 12' }))
    expect(answer).toMatchObject({ status: 500, body: { code: 'command_failed', details: { seq: 1 } } })
    const requestId = answer.headers.get('x-request-id') ?? ''
    expect(String(answer.body['message'])).toContain(requestId)
    const lines = log.filter((line) => line.includes(requestId)).map((line) => JSON.parse(line))
    expect(lines).toContainEqual(expect.objectContaining({ level: 'error', event: 'fault', terminal }))
    expect(log.join('')).not.toContain('Secret')
    expect(log.join('')).not.toContain(token)
  })
})

it('says that it is well, to anybody', async () => {
  expect(await request(`${server.url}/v1/health`)).toMatchObject({ status: 200, body: { status: 'active' } })
})

it('answers what is not there in the same form', async () => {
  const { status, body } = await request(`${server.url}/v2/nothing`)
  expect([status, errorAnswer.parse(body).code]).toEqual([404, 'not_found'])
})

it('guards every shape address', async () => {
  for (const path of ['/v1/shape?table=guest.profiles&offset=-1', '/v1/shapes/poll', '/v1/bootstrap']) {
    const body = path.includes('?') ? undefined : {}
    expect(await request(server.url + path, body)).toMatchObject({ status: 401, body: { code: 'token_missing' } })
  }
})
