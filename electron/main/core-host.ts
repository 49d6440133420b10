import type { MessagePortMain, UtilityProcess } from 'electron'
import { coreProcessMessage, type ShellMessage } from '../core-process/messages.ts'
import { restartDelay } from './policy.ts'

export interface CoreHostOptions {
  fork(): UtilityProcess
  readonly open: Extract<ShellMessage, { type: 'open' }>
  /** A new process runs: pages need new ports. */
  restarted(): void
  /** It will not be started again by itself. */
  gaveUp(message: string): void
  now(): number
}

const KEEPS_ENDING =
  'The desk program stopped several times in a row. What was entered is on disk. Restart this computer; if it happens again, call support.'
const STOP_PATIENCE_MS = 10_000

/**
 * forked -> open sent -- ended by itself --> waiting (0 s, 1 s, 5 s, 15 s) -> forked
 *                     -- says that it cannot open --> given up, reported
 *                     -- stop() --> stopped
 * The fifth end within ten minutes is reported instead of tried again.
 */
export class CoreHost {
  #core: UtilityProcess | undefined
  #stopping = false
  #failure: string | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  readonly #endedAt: number[] = []

  constructor(private readonly options: CoreHostOptions) {}

  start(): void {
    const core = this.options.fork()
    this.#core = core
    core.on('message', (message: unknown) => {
      const parsed = coreProcessMessage.safeParse(message)
      if (parsed.success && parsed.data.type === 'failed') this.#failure = parsed.data.message
    })
    core.once('exit', () => this.#ended())
    core.postMessage(this.options.open)
  }

  /** Messages wait in the port until the core has opened its folder. */
  handPort(port: MessagePortMain): void {
    const message: ShellMessage = { type: 'port' }
    this.#core?.postMessage(message, [port])
  }

  async stop(): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#retry)
    const core = this.#core
    if (!core) return
    const message: ShellMessage = { type: 'stop' }
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => core.kill(), STOP_PATIENCE_MS)
      core.once('exit', () => {
        clearTimeout(late)
        resolve()
      })
      core.postMessage(message)
    })
  }

  #ended(): void {
    this.#core = undefined
    if (this.#stopping) return
    if (this.#failure !== undefined) return this.options.gaveUp(this.#failure)
    this.#endedAt.push(this.options.now())
    const delay = restartDelay(this.#endedAt, this.options.now())
    if (delay === undefined) return this.options.gaveUp(KEEPS_ENDING)
    this.#retry = setTimeout(() => {
      this.start()
      this.options.restarted()
    }, delay)
  }
}
