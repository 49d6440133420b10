import { cpSync, renameSync, rmSync } from 'node:fs'
import { openTerminal, type Terminal, type TerminalOptions } from '../../electron/core/open-terminal.ts'
import { onDurable } from './disk.ts'
import { type Machine, placedOn, runningMachine, runOn } from './machine.ts'
import type { Timeline } from './timeline.ts'

/** Where a desk's program may be killed: what it has written so far stands, what it has in memory is gone. */
export const CRASH_POINTS = ['commit', 'journal', 'first load', 'request', 'answer'] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]

interface Program {
  readonly options: TerminalOptions
  readonly opened: Promise<Terminal>
  doom: { readonly point: CrashPoint; skip: number } | undefined
  isKilled: boolean
}

/** The programs of the desks, one a machine. */
export class Programs {
  readonly #programByMachine = new Map<string, Program>()

  constructor(private readonly timeline: Timeline) {
    onDurable((path) => {
      if (path.includes('/pg_wal/')) this.#arrive('commit')
      else if (path.endsWith('outbox.journal')) this.#arrive('journal')
      else if (/load/.test(path)) this.#arrive('first load')
    })
  }

  open(machine: Machine, options: TerminalOptions): Promise<Terminal> {
    if (this.isKilled(machine.name)) bringBack(options.dataDir)
    const program: Program = {
      options,
      opened: runOn(machine, () => openTerminal({ ...options, fetch: (...args) => this.#fetch(program, ...args) })),
      doom: undefined,
      isKilled: false,
    }
    this.#programByMachine.set(machine.name, program)
    return program.opened.then((terminal) => placedOn(machine, terminal, ['sync']))
  }

  /** At the point's next arrival but `skip`. */
  doom(machine: string, point: CrashPoint, skip: number): void {
    const program = this.#programByMachine.get(machine)
    if (program) program.doom = { point, skip }
  }

  /** Nobody is killed any more. */
  spare(): void {
    for (const program of this.#programByMachine.values()) program.doom = undefined
  }

  isKilled(machine: string): boolean {
    return this.#programByMachine.get(machine)?.isKilled ?? false
  }

  async #fetch(program: Program, ...args: Parameters<typeof fetch>): Promise<Response> {
    this.#arrive('request')
    const response = await this.#unlessKilled(program, ...args)
    this.#arrive('answer')
    return response
  }

  #unlessKilled({ isKilled, options }: Program, ...args: Parameters<typeof fetch>): Promise<Response> {
    if (isKilled) return Promise.reject(new TypeError('fetch failed', { cause: new Error('the program was killed') }))
    return (options.fetch ?? fetch)(...args)
  }

  /** What the program does from here on is done to a folder that nobody will look at. */
  #arrive(point: CrashPoint): void {
    const name = runningMachine()?.name ?? ''
    const program = this.#programByMachine.get(name)
    if (!program || program.doom?.point !== point || program.isKilled) return
    if (program.doom.skip-- > 0) return
    const { dataDir } = program.options
    program.isKilled = true
    this.timeline.note(`killed at ${point}`)
    cpSync(dataDir, remainsOf(dataDir), { recursive: true })
    this.timeline.after(1, () => void program.opened.then((terminal) => terminal.close()).catch(() => undefined))
  }
}

const remainsOf = (dataDir: string) => `${dataDir}.remains`

function bringBack(dataDir: string): void {
  rmSync(dataDir, { recursive: true })
  renameSync(remainsOf(dataDir), dataDir)
}
