import type { BrowserWindowConstructorOptions } from 'electron'

/** What the shell allows: decisions only, so that each can be tested without Electron. */

export const SCHEME = 'app'
export const PAGE_URL = `${SCHEME}://desk/`

export interface WindowFacts {
  readonly preload: string
  /** Developer tools open in a development run only. */
  readonly isPackaged: boolean
}

export function windowOptions({ preload, isPackaged }: WindowFacts): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'StayOS Desk',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !isPackaged,
    },
  }
}

/** Protocol and host, never `origin`: Node says 'null' for a scheme of our own where Chromium says 'app://desk'. */
export function isOwnPage(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, username, password } = new URL(url)
  return protocol === `${SCHEME}:` && host === 'desk' && username === '' && password === ''
}

export interface SenderFrame {
  readonly url: string
  readonly parent: unknown
}

/** Only the top frame of our own page gets a port. A frame that is gone has sent nothing. */
export function maySpeakToCore(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url)
}

const OUTSIDE = new Set(['https:', 'mailto:', 'tel:'])

/** What may be handed to the browser, mail or telephone of the system. A file or a custom scheme could run something. */
export function mayOpenOutside(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return OUTSIDE.has(protocol) && username === '' && password === ''
}

/** Copying a confirmation number; a desk needs neither camera nor place nor notifications. */
export function mayHavePermission(permission: string, url: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnPage(url)
}

const RESTART_DELAYS_MS = [0, 1000, 5000, 15_000] as const
const CALM_MS = 10 * 60_000

/**
 * How long to wait before the core is started again, after it ended at these instants (ms, oldest first); undefined where it should
 * stay down and a person be told. Ten calm minutes forget what was before.
 */
export function restartDelay(endedAt: readonly number[], now: number): number | undefined {
  const recent = endedAt.filter((at) => now - at < CALM_MS).length
  return RESTART_DELAYS_MS[Math.max(0, recent - 1)]
}
