import { afterAll, afterEach, beforeAll } from 'vitest'
import { openTerminal, type Terminal, type TerminalOptions } from '../../../electron/core/open-terminal.ts'
import { startServer } from '../../../server/start-server.ts'
import type { TerminalRole } from '../../../shared/command/shape.ts'
import type { SmallHotel, SmallHotelOptions } from '../../contract/fixture.ts'
import { type CentralDatabase, freshCentral } from '../../support/postgres.ts'
import { codeFor, openHotel, openLoadedDesk, temporaryHome } from './night.ts'

/** Where nothing answers. */
export const NOWHERE = 'http://127.0.0.1:1'

export interface Centre {
  readonly url: string
  stop(): Promise<void>
}

interface StageOptions {
  /** In this process unless given. */
  readonly centre?: (options: { databaseUrl: string; dataDir: string }) => Promise<Centre>
  readonly hotel?: SmallHotelOptions
  /** Hears what the centre in this process logs. */
  readonly writeLog?: (line: string) => void
  /** What else stands at the centre before it starts. */
  readonly arrange?: (stage: Stage) => Promise<void>
}

/**
 * What a file of these tests begins with: a hotel and its centre. Desks are closed after the test that opened them, unless it
 * has closed them; all else when the file ends.
 */
export class Stage {
  readonly #home = temporaryHome()
  readonly #options: StageOptions
  readonly #open: { close(): Promise<void> }[] = []
  #central: CentralDatabase | undefined
  #hotel: SmallHotel | undefined
  #server: Centre | undefined

  constructor(options: StageOptions) {
    this.#options = options
  }

  get central(): CentralDatabase {
    return present(this.#central)
  }

  get hotel(): SmallHotel {
    return present(this.#hotel)
  }

  get server(): Centre {
    return present(this.#server)
  }

  folder(name: string): string {
    return this.#home.folder(name)
  }

  codeFor(name: string, role?: TerminalRole): Promise<string> {
    return codeFor(this.central.url, this.hotel, name, role)
  }

  /** A new desk with the hotel's rows, its files in the folder of its name. */
  async loadDesk(name: string, more: Partial<TerminalOptions> = {}): Promise<Terminal> {
    return this.keep(await openLoadedDesk({ ...this.#place(name), ...more }, await this.codeFor(name)))
  }

  /** A desk whose files are there. */
  async openDesk(name: string, more: Partial<TerminalOptions> = {}): Promise<Terminal> {
    return this.keep(await openTerminal({ ...this.#place(name), ...more }))
  }

  keep<T extends { close(): Promise<void> }>(desk: T): T {
    this.#open.push(desk)
    return desk
  }

  async startCentre(): Promise<void> {
    const { centre, writeLog = () => undefined } = this.#options
    const options = { databaseUrl: this.central.url, dataDir: this.folder('centre') }
    this.#server = await (centre?.(options) ?? startServer({ ...options, migrate: false, writeLog }))
  }

  async stopCentre(): Promise<void> {
    await this.#server?.stop()
    this.#server = undefined
  }

  async begin(): Promise<void> {
    this.#central = await freshCentral()
    this.#hotel = await openHotel(this.central.url, this.#options.hotel)
    await this.#options.arrange?.(this)
    await this.startCentre()
  }

  async closeDesks(): Promise<void> {
    for (const desk of this.#open.splice(0)) await desk.close()
  }

  async end(): Promise<void> {
    await this.stopCentre()
    await this.#central?.drop()
    this.#home.remove()
  }

  #place(name: string): { dataDir: string; serverUrl: string } {
    return { dataDir: this.folder(name), serverUrl: this.#server?.url ?? NOWHERE }
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The stage is not set yet, or is gone.')
  return value
}

/** To be called once, outside of all tests. */
export function setStage(options: StageOptions = {}): Stage {
  const stage = new Stage(options)
  beforeAll(() => stage.begin())
  afterEach(() => stage.closeDesks())
  afterAll(() => stage.end())
  return stage
}
