import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../shared/kernel/ids.ts'
import { enrolAnswer, errorAnswer, keyringAnswer, tokenAnswer } from '../../shared/protocol/enrolment.ts'
import { type AssertionChanges, enrolDevice, makeDevice, obtainToken, request } from '../../tests/support/device.ts'
import { addHotel, type TestHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { testDomain } from '../../tests/support/test-commands.ts'
import { Problem } from '../problem.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import type { EnrolmentInput } from './enrolment.ts'

let central: CentralDatabase
let server: RunningServer
let dataDir: string
let city: TestHotel
let beach: TestHotel

beforeAll(async () => {
  central = await freshCentral()
  city = await addHotel(central, 'CITY')
  beach = await addHotel(central, 'BEACH')
  dataDir = await mkdtemp(join(tmpdir(), 'stayos-auth-'))
  server = await startServer({ databaseUrl: central.url, dataDir, domain: testDomain(), writeLog: () => undefined })
})
afterAll(async () => {
  await server.stop()
  await central.drop()
  await rm(dataDir, { recursive: true })
})

const input = (changes: Partial<EnrolmentInput> = {}): EnrolmentInput => ({
  name: 'Front desk 1',
  role: 'desk',
  propertyIds: [city.property],
  actor: city.actor,
  ...changes,
})
const enrol = async (code: string, device?: Awaited<ReturnType<typeof makeDevice>>) =>
  request(`${server.url}/v1/enrol`, { code, publicKey: (device ?? (await makeDevice())).publicKey })
const newTerminal = async (changes?: Partial<EnrolmentInput>) =>
  enrolDevice(server.url, await server.issueEnrolmentCode(input(changes)))
const progressWith = (token: string) => request(`${server.url}/v1/commands/progress`, undefined, token)

describe('enrolment', () => {
  it('makes a terminal of a code', async () => {
    const code = await server.issueEnrolmentCode(input())
    const { status, body } = await enrol(code.toLowerCase().replaceAll('-', ' '))
    expect(status).toBe(200)
    const answer = enrolAnswer.parse(body)
    expect(answer).toMatchObject({
      name: 'Front desk 1',
      role: 'desk',
      properties: [city.property],
      actor: city.actor,
      actorName: 'Ana Duty',
      incarnation: 1,
    })
    const progress = await central.query('SELECT * FROM sync.terminal_progress WHERE id = $1', [answer.terminal])
    expect(progress).toMatchObject([
      { property_id: city.property, name: 'Front desk 1', incarnation: 1, last_seq: '0' },
    ])
  })

  it('keeps no code, only its hash', async () => {
    const code = await server.issueEnrolmentCode(input())
    const rows = await central.query<{ text: string }>('SELECT c::text AS text FROM sync.enrolment_codes c')
    const plain = code.replaceAll('-', '')
    expect(rows.some(({ text }) => text.includes(code) || text.includes(plain))).toBe(false)
  })

  it('gives each terminal a prefix of its own, at once too', async () => {
    const codes = await Promise.all(Array.from({ length: 6 }, () => server.issueEnrolmentCode(input())))
    const answers = await Promise.all(codes.map((code) => enrol(code)))
    expect(new Set(answers.map(({ body }) => body['prefix'])).size).toBe(6)
  })

  it('refuses a code twice, and answers the same device again whose answer was lost', async () => {
    const code = await server.issueEnrolmentCode(input())
    const device = await makeDevice()
    const first = await enrol(code, device)
    expect((await enrol(code, device)).body).toEqual(first.body)
    expect(await enrol(code)).toMatchObject({ status: 403, body: { code: 'code_used' } })
  })

  it('gives a code to one of two devices that use it at once', async () => {
    const code = await server.issueEnrolmentCode(input())
    const answers = await Promise.all([enrol(code), enrol(code), enrol(code)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403])
  })

  it('refuses an expired code', async () => {
    const code = await server.issueEnrolmentCode(input({ ttlMinutes: 0.0001 }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await enrol(code)).toMatchObject({ status: 403, body: { code: 'code_expired' } })
  })

  it('refuses a key that is none', async () => {
    const code = await server.issueEnrolmentCode(input())
    const publicKey = { kty: 'OKP', crv: 'Ed25519', x: 'a'.repeat(41) }
    expect(await request(`${server.url}/v1/enrol`, { code, publicKey })).toMatchObject({
      status: 400,
      body: { code: 'key_malformed' },
    })
    expect((await enrol(code)).status).toBe(200)
  })

  it('issues no code for a property or a user that is not there', async () => {
    const strange = newId()
    await expect(server.issueEnrolmentCode(input({ propertyIds: [city.property, strange] }))).rejects.toThrow(strange)
    await expect(server.issueEnrolmentCode(input({ actor: strange }))).rejects.toThrow(Problem)
  })
})

describe('tokens', () => {
  it('gives a token to the device key, and knows the terminal by it', async () => {
    const { device, terminal } = await newTerminal()
    const { status, body } = await request(`${server.url}/v1/token`, {
      assertion: await device.assertion(terminal.terminal),
    })
    expect(status).toBe(200)
    const { token, expiresAt } = tokenAnswer.parse(body)
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000)
    expect(await progressWith(token)).toMatchObject({ status: 200, body: { incarnation: 1, lastSeq: 0, lastId: null } })
  })

  it.each<[string, AssertionChanges, string]>([
    ['an expired assertion', { iat: -1000, exp: -900 }, 'clock_wrong'],
    ['an assertion of the future', { iat: 900, exp: 960 }, 'clock_wrong'],
    ['one that lives too long', { exp: 3600 }, 'assertion_too_long'],
    ['one for somebody else', { aud: 'another service' }, 'assertion_invalid'],
  ])('refuses %s', async (_, changes, code) => {
    const { device, terminal } = await newTerminal()
    const answer = await request(`${server.url}/v1/token`, {
      assertion: await device.assertion(terminal.terminal, changes),
    })
    expect(answer).toMatchObject({ status: 401, body: { code } })
    expect(errorAnswer.parse(answer.body).message).toMatch(/\. .*\.$/)
  })

  it('takes a clock that is wrong by minutes, and tells one that is wrong by more what time it is', async () => {
    const { device, terminal } = await newTerminal()
    const slow = await device.assertion(terminal.terminal, { iat: -240, exp: -60 })
    expect((await request(`${server.url}/v1/token`, { assertion: slow })).status).toBe(200)
    const wrong = await device.assertion(terminal.terminal, { iat: -7200 })
    const { body } = await request(`${server.url}/v1/token`, { assertion: wrong })
    expect(body).toMatchObject({ details: { serverTime: expect.stringMatching(/Z$/) } })
  })

  it('refuses an assertion twice', async () => {
    const { device, terminal } = await newTerminal()
    const assertion = await device.assertion(terminal.terminal)
    expect((await request(`${server.url}/v1/token`, { assertion })).status).toBe(200)
    expect(await request(`${server.url}/v1/token`, { assertion })).toMatchObject({
      status: 401,
      body: { code: 'assertion_replayed' },
    })
  })

  it('refuses the key of another device, an unknown terminal, and what is no assertion', async () => {
    const { terminal, token } = await newTerminal()
    const other = await makeDevice()
    const tries = [await other.assertion(terminal.terminal), 'nonsense', token]
    for (const assertion of tries) {
      expect(await request(`${server.url}/v1/token`, { assertion })).toMatchObject({
        status: 401,
        body: { code: 'assertion_invalid' },
      })
    }
    expect(await request(`${server.url}/v1/token`, { assertion: await other.assertion(newId()) })).toMatchObject({
      status: 401,
      body: { code: 'terminal_unknown' },
    })
  })
})

describe('bearer', () => {
  const signed = async (claims: object, options: { sub: string; exp: string; typ?: string; aud?: string }) => {
    const key = await importJWK(JSON.parse(await readFile(join(dataDir, 'signing-key.json'), 'utf8')), 'EdDSA')
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'EdDSA', typ: options.typ ?? 'at+jwt' })
      .setSubject(options.sub)
      .setIssuer('stayos')
      .setAudience(options.aud ?? 'stayos:terminal')
      .setIssuedAt()
      .setExpirationTime(options.exp)
      .sign(key)
  }

  it('refuses a missing token and every other scheme', async () => {
    expect(await request(`${server.url}/v1/commands/progress`)).toMatchObject({
      status: 401,
      body: { code: 'token_missing' },
    })
    const response = await fetch(`${server.url}/v1/commands/progress`, { headers: { authorization: 'Basic YTpi' } })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })

  it('refuses an expired token', async () => {
    const { terminal } = await newTerminal()
    const token = await signed(
      { role: 'desk', properties: terminal.properties },
      { sub: terminal.terminal, exp: '-1s' },
    )
    expect(await progressWith(token)).toMatchObject({ status: 401, body: { code: 'token_expired' } })
  })

  it('refuses a foreign signature, a tampered scope, and a token without a signature', async () => {
    const { device, terminal, token } = await newTerminal()
    const [head = '', payload = '', signature = ''] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const widened = Buffer.from(JSON.stringify({ ...claims, properties: [beach.property] })).toString('base64url')
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url')
    const foreign = await device.assertion(terminal.terminal, { aud: 'stayos:terminal' })
    for (const forged of [
      foreign,
      `${head}.${widened}.${signature}`,
      `${none}.${widened}.`,
      `${none}.${widened}.${signature}`,
    ]) {
      expect((await progressWith(forged)).status).toBe(401)
    }
    expect((await progressWith(token)).status).toBe(200)
  })

  it('refuses a token whose scope is no longer that of the terminal; a new one is good', async () => {
    const { device, terminal, token } = await newTerminal()
    await central.query('UPDATE sync.terminals SET property_ids = $2 WHERE id = $1', [
      terminal.terminal,
      [city.property, beach.property],
    ])
    expect(await progressWith(token)).toMatchObject({ status: 401, body: { code: 'token_outdated' } })
    expect((await progressWith(await obtainToken(server.url, device, terminal.terminal))).status).toBe(200)
  })

  it('refuses a revoked terminal at once, with a token that is still good, and gives it no other', async () => {
    const { device, terminal, token } = await newTerminal()
    expect((await progressWith(token)).status).toBe(200)
    await central.query('UPDATE sync.terminals SET revoked_at = now() WHERE id = $1', [terminal.terminal])
    expect(await progressWith(token)).toMatchObject({ status: 403, body: { code: 'terminal_revoked' } })
    const assertion = await device.assertion(terminal.terminal)
    expect(await request(`${server.url}/v1/token`, { assertion })).toMatchObject({
      status: 403,
      body: { code: 'terminal_revoked' },
    })
  })

  it('refuses a good signature over a terminal that is not there', async () => {
    const token = await signed({ role: 'desk', properties: [city.property] }, { sub: newId(), exp: '5m' })
    expect(await progressWith(token)).toMatchObject({ status: 401, body: { code: 'terminal_unknown' } })
  })
})

it('G17: hands a terminal the peppers of its own properties alone, the same ones always, and keeps them to itself', async () => {
  const keyringWith = async (token: string) =>
    keyringAnswer.parse((await request(`${server.url}/v1/keyring`, undefined, token)).body).peppers
  const both = await keyringWith((await newTerminal({ propertyIds: [city.property, beach.property] })).token)
  expect(both.map(({ property }) => property)).toEqual([city.property, beach.property])
  expect(both[0]?.pepper).not.toBe(both[1]?.pepper)
  expect(await keyringWith((await newTerminal({ propertyIds: [beach.property] })).token)).toEqual([both[1]])
  expect((await stat(join(dataDir, 'pin-pepper'))).mode & 0o777).toBe(0o600)
})

it('G17: hands the key of identity documents to desks alone', async () => {
  const keysFor = async (role: 'desk' | 'housekeeping' | 'outlet' | 'head_office') => {
    const { token } = await newTerminal({ role, propertyIds: [city.property] })
    return keyringAnswer.parse((await request(`${server.url}/v1/keyring`, undefined, token)).body).identityKeys
  }
  const [key] = await keysFor('desk')
  expect(key).toMatchObject({ property: city.property })
  expect(await keysFor('desk')).toEqual([key])
  for (const role of ['housekeeping', 'outlet', 'head_office'] as const) expect(await keysFor(role)).toEqual([])
  expect((await stat(join(dataDir, 'identity-key'))).mode & 0o777).toBe(0o600)
})

it('keeps its key to itself, and takes tokens of before a restart', async () => {
  expect((await stat(join(dataDir, 'signing-key.json'))).mode & 0o777).toBe(0o600)
  const { token } = await newTerminal()
  await server.stop()
  server = await startServer({ databaseUrl: central.url, dataDir, domain: testDomain(), writeLog: () => undefined })
  expect((await progressWith(token)).status).toBe(200)
})

it('blocks a network that tries out codes', async () => {
  const tries = []
  for (let i = 0; i < 12; i++) tries.push(await enrol(`WRNG-${1000 + i}-CDEF`))
  expect(tries.map(({ body }) => body['code'])).toEqual([
    ...Array.from({ length: 10 }, () => 'code_unknown'),
    ...['too_many_codes', 'too_many_codes'],
  ])
})
