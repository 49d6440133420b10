import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, chromiumPath, startBrowser } from '../../tests/support/browser.ts'
import { type Host, hostPage } from './host.ts'
import { type PageFile, type PageFiles, readPage } from './page.ts'
import { makeToken } from './token.ts'

const PAGE_DIR = fileURLToPath(new URL('../../dist/page', import.meta.url))
const file = (type: string, text: string): PageFile => ({ type, body: new TextEncoder().encode(text) })

/** A page that was written by an attacker: each way to run something writes a mark where it worked. */
const HOSTILE: PageFiles = new Map([
  [
    '/',
    file(
      'text/html; charset=utf-8',
      `<!doctype html><title>hostile</title><body>
       <script>document.body.dataset.inline = 'ran'</script>
       <img src="data:," onerror="document.body.dataset.handler = 'ran'">
       <style>body { --styled: ran }</style>
       <iframe src="https://evil.example/"></iframe>
       <script src="/own.js"></script>`,
    ),
  ],
  [
    '/own.js',
    file(
      'text/javascript; charset=utf-8',
      `const marks = document.body.dataset
       const attempt = (name, work) => { try { work(); marks[name] = 'ran' } catch { marks[name] = 'refused' } }
       attempt('eval', () => eval('1'))
       attempt('functionText', () => new Function('return 1')())
       attempt('innerHtml', () => { document.createElement('div').innerHTML = '<b>x</b>' })
       marks.styled = getComputedStyle(document.body).getPropertyValue('--styled').trim() || 'refused'
       fetch('https://evil.example/').then(() => (marks.elsewhere = 'ran'), () => (marks.elsewhere = 'refused'))
         .then(() => { try { new WebSocket('ws://127.0.0.1:1/').onerror = () => undefined } catch { /* old engines throw */ } })
         .then(() => (marks.done = 'yes'))`,
    ),
  ],
])

let browser: Browser
let host: Host | undefined
const complaints: string[] = []

describe.skipIf(chromiumPath === undefined)('in a real Chromium', () => {
  beforeAll(async () => (browser = await startBrowser(complaints)))
  afterAll(() => browser.close())
  afterEach(async () => {
    await host?.stop()
    complaints.length = 0
  })

  it('runs nothing that a page smuggles in, and what is its own', async () => {
    host = await hostPage({ files: HOSTILE, token: makeToken(), port: 0, serve: () => undefined })
    const page = await browser.open(`http://127.0.0.1:${host.port}/`)
    await page.waitForSelector('body[data-done=yes]', { state: 'attached' })
    const marks = await page.$eval('body', (body) => ({ ...(body as HTMLElement).dataset }))
    expect(marks).toEqual({
      eval: 'refused',
      functionText: 'refused',
      innerHtml: 'refused',
      styled: 'refused',
      elsewhere: 'refused',
      done: 'yes',
    })
    expect(complaints.some((text) => /inline script/i.test(text))).toBe(true)
    await page.close()
  })

  it('cannot be reached by a page of another origin on this computer', async () => {
    const served: string[] = []
    host = await hostPage({ files: HOSTILE, token: makeToken(), port: 0, serve: () => served.push('socket') })
    const desk = `127.0.0.1:${host.port}`
    const script = `const marks = document.body.dataset
      const socket = new WebSocket('ws://${desk}/core')
      const ended = new Promise((done) => { socket.onopen = () => done('ran'); socket.onerror = () => done('refused') })
      Promise.all([ended, fetch('http://${desk}/', { mode: 'no-cors' }).then(() => 'ran', () => 'refused')])
        .then(([socketMark, fetchMark]) => Object.assign(marks, { socketMark, fetchMark, done: 'yes' }))`
    const { createServer } = await import('node:http')
    const stranger = createServer((request, response) => {
      const isScript = request.url === '/s.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.end(isScript ? script : '<!doctype html><body><script src="/s.js"></script>')
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    const address = stranger.address()
    const page = await browser.open(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`)
    await page.waitForSelector('body[data-done=yes]', { state: 'attached' })
    expect(await page.$eval('body', (body) => ({ ...(body as HTMLElement).dataset }))).toEqual({
      socketMark: 'refused',
      fetchMark: 'refused',
      done: 'yes',
    })
    expect(served).toEqual([])
    await page.close()
    stranger.closeAllConnections()
    await new Promise((resolve) => stranger.close(resolve))
  })

  it.skipIf(!existsSync(`${PAGE_DIR}/index.html`))(
    'shows the built page without one violation of the policy',
    async () => {
      const token = makeToken()
      const greeted = new Promise<void>((resolve) => {
        const status = { state: 'loading', since: new Date().toISOString(), queued: 0, progress: null, problems: [] }
        const session = { state: 'out', person: null, ended: null, people: [], ready: false, managerFirst: false }
        const serve = (socket: { send(text: string): void }) => {
          socket.send(JSON.stringify({ type: 'ready', desk: null, status, session }))
          resolve()
        }
        void readPage(PAGE_DIR).then(async (files) => {
          host = await hostPage({ files, token, port: 0, serve })
          return browser.open(`http://127.0.0.1:${host.port}/#token=${token}`)
        })
      })
      await greeted
      await new Promise((resolve) => setTimeout(resolve, 1000))
      expect(complaints).toEqual([])
    },
  )
})
