import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Host, hostPage } from './host.ts'
import { contentSecurityPolicy, type PageFile } from './page.ts'
import { makeToken } from './token.ts'

const file = (type: string, text: string): PageFile => ({ type, body: new TextEncoder().encode(text) })
const index = file('text/html; charset=utf-8', '<!doctype html><title>Desk</title>')
const files = new Map([
  ['/', index],
  ['/index.html', index],
  ['/assets/app.js', file('text/javascript', 'export {}')],
])
const token = makeToken()
let host: Host
const served: string[] = []

beforeAll(async () => {
  host = await hostPage({
    files,
    token,
    port: 0,
    helloTimeoutMs: 150,
    maxConnections: 3,
    serve: (socket) => {
      socket.on('message', (data) => {
        served.push(data.toString())
        socket.send(`heard ${data.toString()}`)
      })
      socket.send('served')
    },
  })
})
afterAll(() => host.stop())

interface RawAnswer {
  readonly status: number
  readonly head: string
  readonly body: string
}

/** Exactly these bytes, as an attacker would send them: no client library mends or forbids a header. */
function send(lines: readonly string[]): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: host.port })
    let text = ''
    socket.on('error', reject)
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n')
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head: head.toLowerCase(), body })
    })
    socket.write([...lines, 'connection: close', '', ''].join('\r\n'))
  })
}

const own = () => `host: 127.0.0.1:${host.port}`
const get = (path: string, headers: readonly string[]) => send([`GET ${path} HTTP/1.1`, ...headers])
const upgrade = (headers: readonly string[]) =>
  send([
    'GET / HTTP/1.1',
    'upgrade: websocket',
    'connection: upgrade',
    'sec-websocket-version: 13',
    'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==',
    ...headers,
  ])

describe('the page over HTTP', () => {
  it('is served to a person who typed the address, and to itself', async () => {
    for (const site of ['none', 'same-origin']) {
      const answer = await get('/', [own(), `sec-fetch-site: ${site}`])
      expect(answer.status).toBe(200)
      expect(answer.body).toContain('<title>Desk</title>')
    }
  })

  it('carries every security header, on refusals too', async () => {
    const paths = ['/', '/missing']
    for (const path of paths) {
      const { head } = await get(path, [own(), 'sec-fetch-site: none'])
      const ws = `ws://127.0.0.1:${host.port}`
      expect(head).toContain(
        `content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' ${ws}; require-trusted-types-for 'script'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      )
      expect(head).toContain('cross-origin-resource-policy: same-origin')
      expect(head).toContain('cross-origin-opener-policy: same-origin')
      expect(head).toContain('cross-origin-embedder-policy: require-corp')
      expect(head).toContain('x-content-type-options: nosniff')
      expect(head).toContain('referrer-policy: no-referrer')
      expect(head).toContain('cache-control: no-store')
      expect(head).not.toContain('access-control-allow')
      expect(head).not.toContain('set-cookie')
    }
  })

  it.each([
    ['a rebound name', () => ['host: evil.example']],
    ['a rebound name with our port', () => [`host: evil.example:${host.port}`]],
    ['localhost', () => [`host: localhost:${host.port}`]],
    ['our address without its port', () => ['host: 127.0.0.1']],
    ['another port', () => [`host: 127.0.0.1:${host.port + 1}`]],
    ['another spelling of the address', () => [`host: 127.1:${host.port}`]],
    ['two hosts', () => [own(), 'host: evil.example']],
    ['no host', () => []],
  ])('answers 421 to %s', async (_attack, headers) => {
    const answer = await get('/', [...headers(), 'sec-fetch-site: none'])
    expect(answer.status).toBe(421)
    expect(answer.body).not.toContain('<title>')
  })

  it.each(['cross-site', 'same-site', '', 'SAME-ORIGIN', 'none, cross-site'])(
    'answers 403 to a load from elsewhere (Sec-Fetch-Site "%s")',
    async (site) => {
      expect((await get('/', [own(), `sec-fetch-site: ${site}`])).status).toBe(403)
    },
  )

  it('answers 403 to what is no browser', async () => {
    expect((await get('/', [own()])).status).toBe(403)
  })

  it.each([
    '/../../../../etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../package.json',
    '/assets//app.js',
    '/assets/app.js/',
    '/assets/app.js%00.html',
    '/..\\..\\etc\\passwd',
    '//evil.example/',
    '/station-token',
    'http://evil.example/index.html',
    '*',
  ])('answers 404 to the path %s', async (path) => {
    const answer = await get(path, [own(), 'sec-fetch-site: same-origin'])
    expect([400, 404]).toContain(answer.status)
    expect(answer.body).not.toContain('root:')
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])('answers 405 to %s', async (method) => {
    expect((await send([`${method} / HTTP/1.1`, own(), 'sec-fetch-site: same-origin'])).status).toBe(405)
  })

  it('answers HEAD without a body', async () => {
    const answer = await send(['HEAD / HTTP/1.1', own(), 'sec-fetch-site: none'])
    expect(answer).toMatchObject({ status: 200, body: '' })
  })

  it('keeps inline and evaluated script out of its policy', () => {
    expect(contentSecurityPolicy([])).not.toMatch(/unsafe|\*|https?:/)
  })
})

describe('the WebSocket handshake', () => {
  it.each([
    ['another site', () => ['origin: https://evil.example']],
    ['another local port', () => [`origin: http://127.0.0.1:${host.port + 1}`]],
    ['localhost', () => [`origin: http://localhost:${host.port}`]],
    ['another scheme', () => [`origin: https://127.0.0.1:${host.port}`]],
    ['a sandboxed frame (null)', () => ['origin: null']],
    ['no origin', () => []],
    ['a prefix of ours', () => [`origin: http://127.0.0.1:${host.port}.evil.example`]],
  ])('is refused with 403 to %s', async (_attack, headers) => {
    expect((await upgrade([own(), ...headers()])).status).toBe(403)
  })

  it('is refused with 421 to a rebound name, whatever its origin', async () => {
    const answer = await upgrade(['host: evil.example', `origin: http://127.0.0.1:${host.port}`])
    expect(answer.status).toBe(421)
  })

  it('is refused where the browser says that it is cross-site', async () => {
    const answer = await upgrade([own(), `origin: http://127.0.0.1:${host.port}`, 'sec-fetch-site: cross-site'])
    expect(answer.status).toBe(403)
  })
})

function open(): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${host.port}/`, { origin: `http://127.0.0.1:${host.port}` })
}
const opened = (socket: WebSocket) => new Promise<void>((resolve) => socket.once('open', () => resolve()))
const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve))
const heard = (socket: WebSocket) => new Promise<string>((resolve) => socket.once('message', (m) => resolve(String(m))))

describe('the token', () => {
  it('opens the desk as the first message', async () => {
    const socket = open()
    await opened(socket)
    socket.send(JSON.stringify({ type: 'hello', token }))
    expect(await heard(socket)).toBe('served')
    socket.send('later')
    expect(await heard(socket)).toBe('heard later')
    socket.close()
    await closed(socket)
  })

  it.each([
    ['a wrong token', JSON.stringify({ type: 'hello', token: makeToken() })],
    ['a token with something after it', JSON.stringify({ type: 'hello', token: `${token}x` })],
    ['an empty token', JSON.stringify({ type: 'hello', token: '' })],
    ['a command before the token', JSON.stringify({ type: 'run', id: 1, name: 'v1.reservation.checkIn', input: {} })],
    ['something that is no message', 'GET / HTTP/1.1'],
    ['binary', Buffer.from(JSON.stringify({ type: 'hello', token }))],
  ])('closes with 4401 on %s', async (_attack, first) => {
    const socket = open()
    await opened(socket)
    const before = served.length
    socket.send(first)
    socket.send('a second message in the same breath')
    expect(await closed(socket)).toBe(4401)
    expect(served).toHaveLength(before)
  })

  it('closes with 4408 on silence', async () => {
    const socket = open()
    expect(await closed(socket)).toBe(4408)
  })

  it('is not taken from the address', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/?token=${token}`, {
      origin: `http://127.0.0.1:${host.port}`,
    })
    expect(await closed(socket)).toBe(4408)
  })
})

describe('limits', () => {
  it('closes a page that sends more than a megabyte', async () => {
    const socket = open()
    await opened(socket)
    socket.send('x'.repeat(1024 * 1024 + 1))
    socket.on('error', () => undefined)
    expect(await closed(socket)).toBe(1009)
  })

  it('refuses one window too many', async () => {
    const pages = [open(), open(), open()]
    await Promise.all(pages.map(opened))
    const answer = await upgrade([own(), `origin: http://127.0.0.1:${host.port}`])
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('Close one')
    await Promise.all(pages.map(closed))
  })

  it('listens on loopback only', async () => {
    const { networkInterfaces } = await import('node:os')
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find((a) => !a.internal && a.family === 'IPv4')
    if (!outside) return
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: outside.address, port: host.port })
      socket.on('connect', () => resolve(true))
      socket.on('error', () => resolve(false))
    })
    expect(reached).toBe(false)
  })
})
