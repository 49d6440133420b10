import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { PACKED_FILE } from '../../shared/protocol/shapes.ts'
import { type EngineUnderTest, scopeHeaders, startEngine, temporaryFolder } from '../../tests/support/engine.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { addShapeTable } from '../../tests/support/shape-table.ts'

let central: CentralDatabase
let served: EngineUnderTest
let notes: ShapeDefinition
const folder = temporaryFolder()
const property = newId()

beforeAll(async () => {
  central = await freshCentral()
  notes = await addShapeTable(central, 'test_notes', 'body text')
  await central.query(
    `INSERT INTO ${notes.table} (property_id, body) SELECT $1, repeat('x', 200) FROM generate_series(1, 500)`,
    [property],
  )
  served = await startEngine({ databaseUrl: central.url, dataDir: folder.path, shapes: [notes] })
})
afterAll(async () => {
  await served?.stop()
  await central?.drop()
  folder.remove()
})

/** As it comes over the wire: `fetch` would unpack it. */
function send(
  path: string,
  body: unknown,
  encodings: string,
  of = property,
): Promise<{ encoding: string | undefined; length: string | undefined; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = { ...scopeHeaders([of]), 'accept-encoding': encodings }
    const sent = request(served.url + path, { method: body ? 'POST' : 'GET', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          ...{ encoding: response.headers['content-encoding'], length: response.headers['content-length'] },
          bytes: Buffer.concat(chunks),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body ? JSON.stringify(body) : undefined)
  })
}

const TABLE = 'property_mgmt.test_notes'
const START = { wait: 0, shapes: [{ table: TABLE, offset: '-1', live: false }] }
const LARGE: readonly [name: string, path: string, body: object | undefined][] = [
  ['a poll', '/v1/shapes/poll', START],
  ['a bootstrap', '/v1/bootstrap', { tables: [TABLE] }],
  ['a plain request', `/v1/shape?table=${TABLE}&offset=-1`, undefined],
]

it.each(LARGE)('Z1 %s worth it is packed for who can unpack it', async (_, at, body) => {
  const packed = await send(at, body, 'br, gzip')
  expect(packed.encoding).toBe('gzip')
  const text = gunzipSync(packed.bytes).toString()
  expect(text.split('x'.repeat(200)).length - 1).toBe(500)
  expect(packed.bytes.length).toBeLessThan(text.length / 4)
  const plain = await send(at, body, 'identity')
  expect(plain.encoding).toBeUndefined()
  expect(plain.bytes.length).toBeGreaterThan(100_000)
})

it('Z1 an answer that fits a packet or two is not', async () => {
  expect((await send('/v1/bootstrap', { tables: ['sync.terminals'] }, 'gzip')).encoding).toBeUndefined()
})

it('Z2 a large answer begins before it is packed to its end, and is whole', async () => {
  const large = newId()
  await central.query(
    `INSERT INTO ${notes.table} (property_id, body) SELECT $1, 'n' || n || repeat('ü', 200) FROM generate_series(1, 4000) AS n`,
    [large],
  )
  const small = await send('/v1/shapes/poll', START, 'gzip')
  expect(small.length).toBeDefined()
  const packed = await send('/v1/shapes/poll', START, 'gzip', large)
  expect(packed).toMatchObject({ encoding: 'gzip', length: undefined })
  const text = gunzipSync(packed.bytes).toString()
  expect(text.endsWith('\nend')).toBe(true)
  expect(text.split(`${'ü'.repeat(200)}"`).length - 1).toBe(4000)
})

it('Z3 a bootstrap is a packed file for whoever asks for one, and its reader unpacks it itself', async () => {
  const body = JSON.stringify({ tables: [TABLE] })
  const ask = (accept: string) =>
    fetch(`${served.url}/v1/bootstrap`, { method: 'POST', body, headers: { ...scopeHeaders([property]), accept } })
  const [plain, packed] = [await ask('*/*'), await ask(`${PACKED_FILE}, */*`)]
  expect(plain.headers.get('content-type')).toBe('application/octet-stream')
  expect(packed.headers.get('content-type')).toBe(PACKED_FILE)
  expect(packed.headers.get('content-encoding')).toBeNull()
  const [text, unpacked] = [await plain.text(), gunzipSync(await packed.arrayBuffer()).toString()]
  const rowsIn = (whole: string) => whole.split('x'.repeat(200)).length - 1
  expect([rowsIn(text), rowsIn(unpacked)]).toEqual([500, 500])
})
