import { describe, expect, it } from 'vitest'
import {
  isOwnPage,
  mayHavePermission,
  mayOpenOutside,
  maySpeakToCore,
  PAGE_URL,
  restartDelay,
  windowOptions,
} from './policy.ts'

describe('the window', () => {
  it('isolates the page from Node and Electron', () => {
    expect(windowOptions({ preload: '/p.cjs', isPackaged: true }).webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      devTools: false,
      preload: '/p.cjs',
    })
  })
  it('has developer tools in development only', () => {
    expect(windowOptions({ preload: '', isPackaged: false }).webPreferences?.devTools).toBe(true)
  })
})

describe('our own page', () => {
  it.each([PAGE_URL, 'app://desk/#token=1', 'app://desk/assets/app.js'])('is %s', (url) => {
    expect(isOwnPage(url)).toBe(true)
  })
  it.each([
    'https://desk/',
    'app://desk.evil.example/',
    'app://evil@desk/',
    'app://evil/',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    'about:blank',
    '',
    'app:desk',
  ])('is not %s', (url) => {
    expect(isOwnPage(url)).toBe(false)
  })
})

describe('a port to the core', () => {
  it('goes to the top frame of our page only', () => {
    expect(maySpeakToCore({ url: PAGE_URL, parent: null })).toBe(true)
    expect(maySpeakToCore({ url: PAGE_URL, parent: {} })).toBe(false)
    expect(maySpeakToCore({ url: 'https://evil.example/', parent: null })).toBe(false)
    expect(maySpeakToCore(null)).toBe(false)
  })
})

describe('opening outside', () => {
  it.each(['https://hotel.example/', 'mailto:desk@hotel.example', 'tel:+351210000018'])('allows %s', (url) => {
    expect(mayOpenOutside(url)).toBe(true)
  })
  it.each([
    'http://hotel.example/',
    'file:///bin/sh',
    'smb://share',
    'ms-msdt:/id',
    'javascript:1',
    'https://a:b@x/',
    'nonsense',
  ])('refuses %s', (url) => {
    expect(mayOpenOutside(url)).toBe(false)
  })
})

describe('permissions', () => {
  it('are denied except writing to the clipboard from our page', () => {
    expect(mayHavePermission('clipboard-sanitized-write', PAGE_URL)).toBe(true)
    expect(mayHavePermission('clipboard-sanitized-write', 'https://evil.example/')).toBe(false)
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'usb']) {
      expect(mayHavePermission(permission, PAGE_URL)).toBe(false)
    }
  })
})

describe('the core that ended', () => {
  it('is started again at once, then later and later, then not at all', () => {
    const endedAt: number[] = []
    const delays = Array.from({ length: 5 }, (_, i) => {
      endedAt.push(i * 1000)
      return restartDelay(endedAt, i * 1000)
    })
    expect(delays).toEqual([0, 1000, 5000, 15_000, undefined])
  })
  it('has its past forgotten after ten calm minutes', () => {
    expect(restartDelay([0, 1, 2, 3, 700_000], 700_000)).toBe(0)
  })
})
