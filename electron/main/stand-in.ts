import { EventEmitter } from 'node:events'
import type { Host } from './app.ts'

/**
 * A recorded stand-in for Electron: notes what the shell asks of it, in order, and lets a test play the other side. It proves our
 * wiring, not Electron's behaviour.
 */
export interface StandIn {
  readonly host: Host
  readonly calls: string[]
  readonly app: EventEmitter
  readonly ipcMain: EventEmitter
  readonly cores: StandInCore[]
  readonly windows: StandInWindow[]
  readonly session: Record<string, (...args: never[]) => unknown>
  readonly opened: string[]
  readonly errors: string[]
  handler(): (request: Request) => Response
}

export class StandInCore extends EventEmitter {
  readonly posted: { message: unknown; ports: readonly unknown[] }[] = []
  constructor(readonly forkedWith: unknown) {
    super()
  }
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    this.posted.push({ message, ports })
    if ((message as { type: string }).type === 'stop') setImmediate(() => this.emit('exit', 0))
  }
  kill(): boolean {
    return this.emit('exit', 1)
  }
}

export class StandInFrame {
  readonly posted: { channel: string; ports: readonly unknown[] }[] = []
  constructor(
    readonly url: string,
    readonly parent: unknown = null,
  ) {}
  postMessage(channel: string, _message: unknown, ports: readonly unknown[]): void {
    this.posted.push({ channel, ports })
  }
}

export class StandInContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | undefined
  readonly mainFrame: StandInFrame
  constructor(url: string) {
    super()
    this.mainFrame = new StandInFrame(url)
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler
  }
}

export class StandInWindow extends EventEmitter {
  readonly webContents: StandInContents
  focused = 0
  constructor(
    readonly options: unknown,
    private readonly note: (call: string) => void,
  ) {
    super()
    this.webContents = new StandInContents('app://desk/')
  }
  loadURL(url: string): Promise<void> {
    this.note(`loadURL ${url}`)
    return Promise.resolve()
  }
  show(): void {
    this.note('show')
  }
  isMinimized(): boolean {
    return false
  }
  focus(): void {
    this.focused++
  }
}

export function makeStandIn({ isFirst = true } = {}): StandIn {
  const calls: string[] = []
  const note = (call: string) => void calls.push(call)
  const [cores, windows, opened, errors]: [StandInCore[], StandInWindow[], string[], string[]] = [[], [], [], []]
  const session: StandIn['session'] = {}
  const setter = (name: string) => (handler: (...args: never[]) => unknown) => {
    session[name] = handler
    note(name)
  }
  let answerer: ((request: Request) => Response) | undefined
  const ipcMain = new EventEmitter()
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    enableSandbox: () => note('enableSandbox'),
    requestSingleInstanceLock: () => (note('lock'), isFirst),
    whenReady: () => (note('whenReady'), Promise.resolve()),
    quit: () => note('quit'),
  })
  class BrowserWindow extends StandInWindow {
    static getAllWindows = () => windows
    constructor(options: unknown) {
      super(options, note)
      note('window')
      windows.push(this)
    }
  }
  class MessageChannelMain {
    readonly port1 = { name: 'core end' }
    readonly port2 = { name: 'page end' }
  }
  const host = {
    app,
    BrowserWindow,
    MessageChannelMain,
    ipcMain,
    crashReporter: {
      start: (options: { uploadToServer: boolean }) => note(`crashes uploaded: ${options.uploadToServer}`),
    },
    dialog: { showErrorBox: (_title: string, message: string) => void errors.push(message) },
    protocol: {
      registerSchemesAsPrivileged: (schemes: { scheme: string; privileges: Record<string, boolean> }[]) =>
        note(
          `schemes ${schemes.map(({ scheme, privileges }) => `${scheme} ${Object.keys(privileges).join()}`).join()}`,
        ),
      handle: (scheme: string, handler: (request: Request) => Response) => {
        note(`handle ${scheme}`)
        answerer = handler
      },
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: setter('permissionRequest'),
        setPermissionCheckHandler: setter('permissionCheck'),
        setDevicePermissionHandler: setter('devicePermission'),
        setDisplayMediaRequestHandler: setter('displayMedia'),
      },
    },
    shell: { openExternal: (url: string) => (opened.push(url), Promise.resolve()) },
    utilityProcess: {
      fork: (path: string, args: string[], options: object) => {
        const core = new StandInCore({ path, args, ...options })
        cores.push(core)
        note('fork')
        return core
      },
    },
  }
  return {
    // The stand-in has the parts that the shell calls and no others.
    host: host as unknown as Host,
    calls,
    app,
    ipcMain,
    cores,
    windows,
    session,
    opened,
    errors,
    handler: () => {
      if (!answerer) throw new Error('no protocol handler was set')
      return answerer
    },
  }
}
