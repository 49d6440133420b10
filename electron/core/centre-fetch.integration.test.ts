import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CentreFetch, centreFetch } from './centre-fetch.ts'

let server: Server
let url: string
let asked: { method?: string | undefined; type?: string | undefined; body: string } | undefined

beforeAll(async () => {
  server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      asked = { method: request.method, type: request.headers['content-type'], body: Buffer.concat(pieces).toString() }
      if (request.url === '/held') return
      response.writeHead(request.url === '/no' ? 409 : 200, { 'X-Told': 'yes', 'content-type': 'application/json' })
      response.end('{"ä":1}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe.each([
  ['the core', centreFetch],
  ['the core, for long', ((to, init) => centreFetch(to, { ...init, isLong: true })) satisfies CentreFetch],
  ['fetch', fetch as CentreFetch],
])('the centre, asked by %s', (_name, ask) => {
  const post = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'ö' }
  test('T10 hears what was sent, and is read in any way', async () => {
    const answer = await ask(`${url}/`, post)
    expect(asked).toEqual({ method: 'POST', type: 'text/plain', body: 'ö' })
    expect([answer.status, answer.ok]).toEqual([200, true])
    expect([answer.headers.get('x-told'), answer.headers.get('X-Told'), answer.headers.get('none')]).toEqual(['yes', 'yes', null]) // prettier-ignore
    expect([answer.headers.has('x-told'), answer.headers.has('none')]).toEqual([true, false])
    expect(await answer.text()).toBe('{"ä":1}')
    expect(await (await ask(new URL('/', url), {})).json()).toEqual({ ä: 1 })
    expect(Buffer.from(await (await ask(url, {})).arrayBuffer()).toString()).toBe('{"ä":1}')
    const pieces: Uint8Array[] = []
    for await (const piece of (await ask(url, {})).body ?? []) pieces.push(piece)
    expect(Buffer.concat(pieces).toString()).toBe('{"ä":1}')
  })
  test('says no, and may be left unread', async () => {
    const answer = await ask(`${url}/no`, post)
    expect([answer.status, answer.ok]).toEqual([409, false])
    await answer.body?.cancel()
    expect((await ask(url, {})).ok).toBe(true)
  })
  test('is asked no longer', async () => {
    const stop = new AbortController()
    const held = ask(`${url}/held`, { ...post, signal: stop.signal })
    setTimeout(() => stop.abort(), 20)
    await expect(held).rejects.toThrow(/abort/i)
    await expect(ask('http://127.0.0.1:9', {})).rejects.toThrow()
  })
})
