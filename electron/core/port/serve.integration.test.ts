import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { WebSocket, WebSocketServer } from 'ws'
import { type CoreMessage, coreMessage, type PageMessage } from '../../../shared/protocol/port.ts'
import { openTerminal, type Terminal } from '../open-terminal.ts'
import { makeEnrolledFolder } from '../testing/enrolled.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { ACTOR, PIN, testDomain, UNIT, UNITS } from '../testing/hotel.ts'
import { servePort } from './serve.ts'
import { overMessagePort, overWebSocket } from './transport.ts'

const folder = temporaryFolder()
let terminal: Terminal
const cleanups: (() => void)[] = []
beforeAll(async () => {
  await makeEnrolledFolder(folder.path)
  terminal = await openTerminal({ dataDir: folder.path, serverUrl: 'http://127.0.0.1:1', domain: testDomain })
})
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean()
})
afterAll(async () => {
  await terminal.close()
  folder.remove()
})

/** A page: what it got, parsed as a page would, and a way to speak. */
interface Page {
  readonly got: CoreMessage[]
  say(message: PageMessage | string): void
  close(): void
}

function pageOverMessagePort(): Page {
  const { port1, port2 }: { port1: MessagePort; port2: MessagePort } = new MessageChannel()
  const got: CoreMessage[] = []
  port2.on('message', (text: string) => got.push(coreMessage.parse(JSON.parse(text))))
  cleanups.push(() => port2.close())
  servePort(terminal, overMessagePort(port1))
  return { got, say: (message) => port2.postMessage(textOf(message)), close: () => port2.close() }
}

async function pageOverWebSocket(): Promise<Page> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (socket) => servePort(terminal, overWebSocket(socket)))
  await new Promise((resolve) => server.once('listening', resolve))
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const got: CoreMessage[] = []
  socket.on('message', (data) => got.push(coreMessage.parse(JSON.parse(String(data)))))
  await new Promise((resolve) => socket.once('open', resolve))
  cleanups.push(() => {
    socket.terminate()
    server.close()
  })
  return { got, say: (message) => socket.send(textOf(message)), close: () => socket.close() }
}

const textOf = (message: PageMessage | string) => (typeof message === 'string' ? message : JSON.stringify(message))
const until = (page: Page, type: CoreMessage['type'], count = 1) =>
  eventually(() => {
    const found = page.got.filter((message) => message.type === type)
    expect(found.length).toBeGreaterThanOrEqual(count)
    return found
  })

/** Opens a page to Maria. */
async function signIn(page: Page): Promise<void> {
  page.say({ type: 'signIn', id: 100, userId: ACTOR, pin: PIN })
  await eventually(() => expect(page.got.at(-1)).toMatchObject({ type: 'judgedPin', id: 100, refusal: null }))
}

describe.each([
  ['MessagePort', () => Promise.resolve(pageOverMessagePort())],
  ['WebSocket', pageOverWebSocket],
])('P2: over %s', (kind, connect) => {
  it('greets, runs, asks and tells', async () => {
    const page = await connect()
    expect((await until(page, 'ready'))[0]).toMatchObject({
      desk: { propertyName: 'Test House' },
      status: { state: 'offline' },
      session: { state: 'out', people: [{ name: 'Maria' }] },
    })
    await signIn(page)
    page.say({ type: 'subscribe', id: 1, name: 'test.units', args: {} })
    expect((await until(page, 'snapshot'))[0]).toMatchObject({ id: 1, rows: [{ id: UNIT }, {}, {}] })
    page.say({ type: 'run', id: 2, name: 'v1.test.noteUnit', input: { unitId: UNIT, note: `over ${kind}` } })
    expect((await until(page, 'ran'))[0]).toMatchObject({ id: 2, outcome: { kind: 'done' } })
    expect((await until(page, 'diff'))[0]).toMatchObject({ id: 1, upserts: [{ note: `over ${kind}` }], order: UNITS })
    page.say({ type: 'run', id: 3, name: 'v1.test.noteUnit', input: { unitId: UNIT, note: 'refuse' } })
    expect((await until(page, 'ran', 2))[1]).toMatchObject({
      id: 3,
      outcome: { kind: 'refused', refusal: { code: 'unit_taken' } },
    })
    page.say({ type: 'query', id: 4, name: 'test.units', args: {} })
    expect((await until(page, 'answer'))[0]).toMatchObject({ id: 4, rows: [{ note: `over ${kind}` }, {}, {}] })
  })

  it('cuts and takes up the line', async () => {
    const page = await connect()
    await signIn(page)
    page.say({ type: 'line', connected: false })
    await eventually(() => expect(page.got.at(-1)).toMatchObject({ type: 'status', status: { state: 'paused' } }))
    page.say({ type: 'line', connected: true })
    await eventually(() => expect(page.got.at(-1)).toMatchObject({ type: 'status', status: { state: 'offline' } }))
  })

  it('P1: answers what it cannot read with a fault, and goes on', async () => {
    const page = await connect()
    await signIn(page)
    const bad: [PageMessage | string, number | null, string][] = [
      ['no json', null, 'not a message'],
      ['{"type":"fly","id":7}', 7, 'not a message'],
      ['{"type":"run","id":8,"name":"x"}', 8, 'not a message'],
      [{ type: 'run', id: 9, name: 'v9.none', input: {} }, 9, 'There is no command named v9.none'],
      [{ type: 'query', id: 10, name: 'test.units', args: { a: 1 } }, 10, 'test.units'],
      [{ type: 'subscribe', id: 11, name: 'none', args: {} }, 11, 'There is no query named none'],
      [{ type: 'subscribe', id: 12, name: 'test.failing', args: {} }, 12, 'division by zero'],
    ]
    for (const [i, [message, id, text]] of bad.entries()) {
      page.say(message)
      expect((await until(page, 'fault', i + 1))[i]).toMatchObject({ id, message: expect.stringContaining(text) })
    }
    page.say({ type: 'query', id: 13, name: 'test.units', args: {} })
    await until(page, 'answer')
  })

  it('P2: tells nothing more after unsubscribe or close', async () => {
    const page = await connect()
    const other = pageOverMessagePort()
    for (const each of [page, other]) await signIn(each)
    for (const each of [page, other]) each.say({ type: 'subscribe', id: 1, name: 'test.units', args: {} })
    await Promise.all([until(page, 'snapshot'), until(other, 'snapshot')])
    page.say({ type: 'unsubscribe', id: 1 })
    page.say({ type: 'query', id: 2, name: 'test.units', args: {} })
    await until(page, 'answer')
    await terminal.run('v1.test.noteUnit', { unitId: UNIT, note: `unheard over ${kind}` })
    await until(other, 'diff')
    expect(page.got.filter((message) => message.type === 'diff')).toEqual([])
    page.close()
    await terminal.run('v1.test.noteUnit', { unitId: UNIT, note: `after ${kind}` })
    await until(other, 'diff', 2)
  })
})
