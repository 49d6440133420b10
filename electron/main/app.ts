import type * as Electron from 'electron'
import { answer, type Page } from '../station/page.ts'
import { CoreHost } from './core-host.ts'
import { guardContents, guardSession } from './guards.ts'
import { maySpeakToCore, PAGE_URL, SCHEME, windowOptions } from './policy.ts'

/** The parts of Electron that the shell uses. `main.ts` passes the real ones. */
export type Host = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'crashReporter'
  | 'dialog'
  | 'ipcMain'
  | 'MessageChannelMain'
  | 'protocol'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>

export interface ShellSettings {
  readonly page: Page
  /** Absolute paths of the built preload and core. */
  readonly preload: string
  readonly core: string
  readonly dataDir: string
  readonly serverUrl: string
  readonly demo?: boolean
  readonly enrolmentCode: string | undefined
}

const CORE_PORT = 'core-port'

/** Window, page and core; all decisions are in policy.ts. Resolves when the window has been told to load the page. */
export async function start(e: Host, settings: ShellSettings): Promise<void> {
  // Crash dumps may hold guests' data; the default would send them away.
  e.crashReporter.start({ uploadToServer: false })
  e.app.enableSandbox()
  e.protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
  if (!e.app.requestSingleInstanceLock()) {
    e.app.quit()
    return
  }
  e.app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, (url) => void e.shell.openExternal(url))
  })
  await e.app.whenReady()

  guardSession(e.session.defaultSession)
  e.protocol.handle(SCHEME, (request) => answer(request, settings.page))
  const core = startCore(e, settings)
  e.ipcMain.on(CORE_PORT, (event) => {
    const frame = event.senderFrame
    if (frame && maySpeakToCore(frame)) connect(e, core, frame)
  })
  e.app.on('second-instance', () => showWindow(e))
  e.app.on('window-all-closed', () => e.app.quit())
  quitAfterCore(e, core)
  await openWindow(e, settings)
}

function startCore(e: Host, settings: ShellSettings): CoreHost {
  const core = new CoreHost({
    // An empty environment and no flags: nothing that is set on this computer changes how the core runs.
    fork: () => e.utilityProcess.fork(settings.core, [], { env: {}, execArgv: [], serviceName: 'StayOS core' }),
    open: {
      type: 'open',
      dataDir: settings.dataDir,
      serverUrl: settings.serverUrl,
      ...(settings.demo && { demo: true }),
      ...(settings.enrolmentCode !== undefined && { enrolmentCode: settings.enrolmentCode }),
    },
    restarted: () => {
      for (const window of e.BrowserWindow.getAllWindows()) {
        const frame = window.webContents.mainFrame
        if (maySpeakToCore(frame)) connect(e, core, frame)
      }
    },
    gaveUp: (message) => {
      e.dialog.showErrorBox('StayOS Desk cannot go on', message)
      e.app.quit()
    },
    now: () => Date.now(),
  })
  core.start()
  return core
}

/** One end to the page, one to the core: what they say to each other does not pass through this process. */
function connect(e: Host, core: CoreHost, frame: Pick<Electron.WebFrameMain, 'postMessage'>): void {
  const { port1, port2 } = new e.MessageChannelMain()
  core.handPort(port1)
  frame.postMessage(CORE_PORT, null, [port2])
}

async function openWindow(e: Host, settings: ShellSettings): Promise<void> {
  const window = new e.BrowserWindow(windowOptions({ preload: settings.preload, isPackaged: e.app.isPackaged }))
  window.once('ready-to-show', () => window.show())
  await window.loadURL(PAGE_URL)
}

function showWindow(e: Host): void {
  const [window] = e.BrowserWindow.getAllWindows()
  if (!window) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

/** Quitting waits for the core to put everything on disk. */
function quitAfterCore(e: Host, core: CoreHost): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running'
  e.app.on('before-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    void core.stop().finally(() => {
      state = 'stopped'
      e.app.quit()
    })
  })
}
