import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../shared/kernel/ids.ts'
import { enrolDevice } from '../../tests/support/device.ts'
import { addHotel, type TestHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { testDomain } from '../../tests/support/test-commands.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import { FILE_LIMITS, FileStore } from './file-store.ts'

let central: CentralDatabase
let server: RunningServer
let folder: string
let city: TestHotel
let token: string

beforeAll(async () => {
  central = await freshCentral()
  city = await addHotel(central, 'CITY')
  folder = await mkdtemp(join(tmpdir(), 'stayos-files-'))
  server = await startServer({
    databaseUrl: central.url,
    dataDir: folder,
    domain: testDomain(),
    writeLog: () => undefined,
    limits: { fileBytes: 2 ** 20, propertyBytes: 3 * 2 ** 20 },
  })
  const { actor, property } = city
  const code = await server.issueEnrolmentCode({ name: 'Desk', role: 'desk', propertyIds: [property], actor })
  token = (await enrolDevice(server.url, code)).token
})
afterAll(async () => {
  await server.stop()
  await central.drop()
  await rm(folder, { recursive: true })
})

const jpeg = (bytes: number) => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(bytes - 4)])
const sha = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const at = (name: string, kind = 'photo') => `${server.url}/v1/files/${city.property}/${kind}/${name}`
const headers = () => ({ authorization: `Bearer ${token}` })
const patch = (url: string, content: Buffer, offset: number, length: number) =>
  fetch(url, {
    method: 'PATCH',
    headers: { ...headers(), 'upload-offset': String(offset), 'upload-length': String(length) },
    body: new Uint8Array(content),
  })
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]

it('F1: takes a file in parts, says how far it has come, and gives it back to the byte, from any byte on', async () => {
  const content = jpeg(300_000)
  const url = at(sha(content))
  const head = () => fetch(url, { method: 'HEAD', headers: headers() })
  expect((await head()).status).toBe(404)
  const first = await patch(url, content.subarray(0, 100_000), 0, content.length)
  expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '100000'])
  expect((await head()).headers.get('upload-offset')).toBe('100000')
  expect((await fetch(url, { headers: headers() })).status).toBe(404)
  const wrong = await patch(url, content.subarray(50_000), 50_000, content.length)
  expect([wrong.status, await wrong.json()]).toMatchObject([409, { code: 'file_offset', details: { offset: 100_000 } }])
  expect((await patch(url, content.subarray(100_000), 100_000, content.length)).headers.get('upload-offset')).toBe(
    '300000',
  )
  const whole = await fetch(url, { headers: headers() })
  expect(whole.headers.get('content-type')).toBe('image/jpeg')
  expect(Buffer.from(await whole.arrayBuffer()).equals(content)).toBe(true)
  const rest = await fetch(url, { headers: { ...headers(), range: 'bytes=299990-' } })
  expect([rest.status, rest.headers.get('content-range')]).toEqual([206, 'bytes 299990-299999/300000'])
  expect(Buffer.from(await rest.arrayBuffer()).equals(content.subarray(299_990))).toBe(true)
  // sent again whole, as after an answer that was lost
  expect((await patch(url, content, 0, content.length)).headers.get('upload-offset')).toBe('300000')
})

it('F2: keeps nothing whose checksum differs', async () => {
  const content = jpeg(1000)
  const url = at(sha(content))
  const damaged = Buffer.from(content)
  damaged[500] = (damaged[500] ?? 0) ^ 1
  expect(await codeOf(await patch(url, damaged, 0, 1000))).toEqual([422, 'file_checksum'])
  expect((await fetch(url, { method: 'HEAD', headers: headers() })).status).toBe(404)
  expect((await patch(url, content, 0, 1000)).status).toBe(204)
})

it('F3: keeps no type but those on the list, whatever it is called', async () => {
  const page = Buffer.from('<html><script>alert(1)</script>'.padEnd(100))
  expect(await codeOf(await patch(at(sha(page)), page, 0, 100))).toEqual([415, 'file_type'])
})

it('F4: takes nothing beyond the size of one file, or more bytes than were announced', async () => {
  const content = jpeg(2000)
  expect(await codeOf(await patch(at(sha(content)), content, 0, 2 ** 20 + 1))).toEqual([413, 'file_too_large'])
  expect(await codeOf(await patch(at(sha(content)), content, 0, 1000))).toEqual([413, 'file_too_large'])
})

it('F1: keeps what arrived before the line was cut, and goes on from there', async () => {
  const content = jpeg(600_000)
  const name = sha(content)
  const { pathname } = new URL(at(name))
  const head = `PATCH ${pathname} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\nupload-offset: 0\r\nupload-length: 600000\r\ncontent-length: 600000\r\n\r\n`
  const socket = connect(server.port, '127.0.0.1')
  socket.write(head)
  socket.write(content.subarray(0, 400_000))
  const reached = async () => {
    const answer = await fetch(at(name), { method: 'HEAD', headers: headers() })
    return Number(answer.headers.get('upload-offset'))
  }
  await expect.poll(reached, { timeout: 20_000 }).toBeGreaterThan(0)
  socket.destroy()
  // The request that was cut still holds the file for a moment.
  const goOn = async () => {
    const from = await reached()
    return (await patch(at(name), content.subarray(from), from, content.length)).status
  }
  await expect.poll(goOn, { timeout: 20_000 }).toBe(204)
  const whole = await fetch(at(name), { headers: headers() })
  expect(Buffer.from(await whole.arrayBuffer()).equals(content)).toBe(true)
})

it('F4: takes nothing beyond the room of one property', async () => {
  const fill = async () => {
    const content = jpeg(2 ** 20)
    return (await patch(at(sha(content)), content, 0, content.length)).status
  }
  const statuses = [await fill(), await fill(), await fill()]
  // Two megabytes fit beside what the tests before have left.
  expect(statuses).toEqual([204, 204, 507])
})

it('F5: throws away what was given up, and nothing else', async () => {
  const store = new FileStore(join(folder, 'swept'), FILE_LIMITS)
  const content = jpeg(1000)
  const key = { property: newId(), kind: 'scan', sha256: sha(content) } as const
  const pieces = (async function* () {
    yield new Uint8Array(content.subarray(0, 10))
  })()
  expect(await store.append(key, 0, 1000, pieces)).toBe(10)
  expect(await store.sweep(Date.now())).toBe(0)
  const [name = ''] = await readdir(join(folder, 'swept/partial'))
  await utimes(join(folder, 'swept/partial', name), new Date(0), new Date(0))
  expect(await store.sweep(Date.now())).toBe(1)
  expect(await store.partialSize(key)).toBeUndefined()
})
