import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { start } from './app.ts'
import { makeStandIn, type StandIn, StandInContents, type StandInCore, StandInFrame } from './stand-in.ts'

/** Our wiring against a recorded stand-in for Electron. What Electron itself does is not proven here. */
const file = (text: string) => ({ type: 'text/html; charset=utf-8', body: new TextEncoder().encode(text) })
const settings = {
  page: { files: new Map([['/', file('<!doctype html><title>Desk</title>')]]), connect: [] },
  preload: '/dist/preload/preload.cjs',
  core: '/dist/core/process/main.js',
  dataDir: '/data/desk',
  serverUrl: 'http://127.0.0.1:4400',
  enrolmentCode: 'CODE-1234',
}

let electron: StandIn
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  electron = makeStandIn()
  await start(electron.host, settings)
})
afterEach(() => vi.useRealTimers())

const lastCore = () => electron.cores.at(-1) as StandInCore

describe('start', () => {
  it('secures first and loads last', () => {
    const at = (call: string) => electron.calls.findIndex((made) => made.startsWith(call))
    const order = [
      'crashes uploaded: false',
      'enableSandbox',
      'schemes app',
      'lock',
      'whenReady',
      'permissionRequest',
      'handle app',
      'fork',
      'window',
      'loadURL app://desk/',
    ]
    expect(order.map(at).every((place) => place >= 0)).toBe(true)
    expect(order.map(at)).toEqual(order.map(at).toSorted((a, b) => a - b))
  })

  it('gives its scheme no way around the policy', () => {
    expect(electron.calls.find((call) => call.startsWith('schemes'))).toBe(
      'schemes app standard,secure,supportFetchAPI,codeCache',
    )
  })

  it('forks the core with an empty environment and no flags, and says which folder to open', () => {
    expect(lastCore().forkedWith).toEqual({
      path: settings.core,
      args: [],
      env: {},
      execArgv: [],
      serviceName: 'StayOS core',
    })
    expect(lastCore().posted[0]?.message).toEqual({
      type: 'open',
      dataDir: '/data/desk',
      serverUrl: 'http://127.0.0.1:4400',
      enrolmentCode: 'CODE-1234',
    })
  })

  it('as a second instance only quits', async () => {
    const second = makeStandIn({ isFirst: false })
    await start(second.host, settings)
    expect(second.calls).toContain('quit')
    expect(second.calls).not.toContain('whenReady')
    expect(second.cores).toHaveLength(0)
  })

  it('shows the window of the first instance when a second one is tried', () => {
    electron.app.emit('second-instance')
    expect(electron.windows[0]?.focused).toBe(1)
  })
})

describe('the page', () => {
  it.each(['app://desk/', 'app://desk/missing', 'app://desk/../../etc/passwd'])('carries the policy at %s', (url) => {
    const response = electron.handler()(new Request(url))
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'self';")
    expect(response.status).toBe(url === 'app://desk/' ? 200 : 404)
  })
})

describe('web contents', () => {
  const made = () => {
    const contents = new StandInContents('app://desk/')
    electron.app.emit('web-contents-created', {}, contents)
    return contents
  }
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('stay where they are: %s', (event) => {
    const contents = made()
    const go = (url: string) => {
      const preventDefault = vi.fn()
      contents.emit(event, { url, preventDefault })
      return preventDefault.mock.calls.length
    }
    expect(['https://evil.example/', 'file:///etc/passwd', 'app://evil/', 'data:text/html,x'].map(go)).toEqual([
      1, 1, 1, 1,
    ])
    expect(go('app://desk/#arrivals')).toBe(0)
  })
  it('open no window, and hand only harmless addresses to the system', () => {
    const contents = made()
    expect(contents.openHandler?.({ url: 'https://hotel.example/' })).toEqual({ action: 'deny' })
    expect(contents.openHandler?.({ url: 'file:///bin/sh' })).toEqual({ action: 'deny' })
    expect(electron.opened).toEqual(['https://hotel.example/'])
  })
  it('embed no webview', () => {
    const preventDefault = vi.fn()
    made().emit('will-attach-webview', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  })
  it('are refused every permission and device', () => {
    const answer = vi.fn()
    const { permissionRequest, permissionCheck, devicePermission } = electron.session as Record<
      string,
      (...args: unknown[]) => unknown
    >
    permissionRequest?.({}, 'media', answer, { requestingUrl: 'app://desk/' })
    expect(answer).toHaveBeenCalledWith(false)
    expect(permissionCheck?.({}, 'geolocation', 'app://desk/')).toBe(false)
    expect(devicePermission?.({})).toBe(false)
  })
})

describe('the port to the core', () => {
  it('goes to the top frame of our page, its other end to the core', () => {
    const frame = new StandInFrame('app://desk/')
    electron.ipcMain.emit('core-port', { senderFrame: frame })
    expect(frame.posted).toEqual([{ channel: 'core-port', ports: [{ name: 'page end' }] }])
    expect(lastCore().posted.at(-1)).toEqual({ message: { type: 'port' }, ports: [{ name: 'core end' }] })
  })
  it('goes to nobody else', () => {
    const strangers = [
      new StandInFrame('https://evil.example/'),
      new StandInFrame('app://desk/', {}),
      new StandInFrame('about:blank'),
    ]
    for (const senderFrame of [...strangers, null]) electron.ipcMain.emit('core-port', { senderFrame })
    expect(strangers.flatMap((frame) => frame.posted)).toEqual([])
    expect(lastCore().posted).toHaveLength(1)
  })
})

describe('a core that ends by itself', () => {
  it('is started again, and the page gets a new port', async () => {
    lastCore().emit('exit', 9)
    await vi.advanceTimersByTimeAsync(0)
    expect(electron.cores).toHaveLength(2)
    expect(electron.windows[0]?.webContents.mainFrame.posted).toHaveLength(1)
  })
  it('is reported when it keeps ending', async () => {
    for (let i = 0; i < 5; i++) {
      lastCore().emit('exit', 9)
      await vi.advanceTimersByTimeAsync(15_000)
    }
    expect(electron.cores).toHaveLength(5)
    expect(electron.errors[0]).toContain('What was entered is on disk')
    expect(electron.calls).toContain('quit')
  })
  it('is not tried again where it said why it cannot open', async () => {
    lastCore().emit('message', { type: 'failed', message: 'The folder is in use.' })
    lastCore().emit('exit', 1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(electron.cores).toHaveLength(1)
    expect(electron.errors).toEqual(['The folder is in use.'])
  })
})

describe('quitting', () => {
  it('waits for the core to close its database', async () => {
    const preventDefault = vi.fn()
    electron.app.emit('before-quit', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
    expect(lastCore().posted.at(-1)?.message).toEqual({ type: 'stop' })
    await vi.waitFor(() => expect(electron.calls).toContain('quit'))
    electron.app.emit('before-quit', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
    expect(electron.cores).toHaveLength(1)
  })
})
