import type { CentreAnswer, CentreFetch } from '../../electron/core/centre-fetch.ts'
import { cpSync, renameSync, rmSync } from 'node:fs'
import { openTerminal, type Terminal, type TerminalOptions } from '../../electron/core/open-terminal.ts'
import { onDurable } from './disk.ts'
import { type Machine, placedOn, runningMachine, runOn } from './machine.ts'
import type { Timeline } from './timeline.ts'

/** Where a file is made durable. */
export const DURABLE_POINTS = ['commit', 'journal', 'first load'] as const
/** Where a desk's program may be killed. */
export const CRASH_POINTS = [...DURABLE_POINTS, 'request', 'answer'] as const
type CrashPoint = (typeof CRASH_POINTS)[number]

/**
 * 'kill': at the point; what it has written so far stands, what it has in memory is gone. 'power': before the next file is made durable after
 * the point, and of what was written since then nothing has reached the disk, whoever has been told of it.
 */
interface Doom {
  readonly by: 'kill' | 'power'
  readonly point: CrashPoint
  /** How often the point is passed before. */
  skip: number
}

interface Program {
  readonly options: TerminalOptions
  readonly opened: Promise<Terminal>
  doom: Doom | undefined
  /** The disk is written to in vain. */
  isDark: boolean
  isKilled: boolean
}

/** The programs of the desks, one a machine. */
export class Programs {
  readonly #programByMachine = new Map<string, Program>()

  constructor(private readonly timeline: Timeline) {
    onDurable((path) => {
      const program = this.#running()
      if (program?.isDark) return this.#kill(program, 'lost power')
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
      isDark: false,
      isKilled: false,
    }
    this.#programByMachine.set(machine.name, program)
    return program.opened.then((terminal) => placedOn(machine, terminal, ['sync']))
  }

  doom(machine: string, doom: Doom): void {
    const program = this.#programByMachine.get(machine)
    if (program && !program.isDark) program.doom = doom
  }

  /** Nobody is killed any more. */
  spare(): void {
    for (const program of this.#programByMachine.values()) Object.assign(program, { doom: undefined, isDark: false })
  }

  isKilled(machine: string): boolean {
    return this.#programByMachine.get(machine)?.isKilled ?? false
  }

  async #fetch(program: Program, ...args: Parameters<CentreFetch>): Promise<CentreAnswer> {
    this.#arrive('request')
    const response = await this.#unlessKilled(program, ...args)
    this.#arrive('answer')
    return response
  }

  #unlessKilled({ isKilled, options }: Program, ...args: Parameters<CentreFetch>): Promise<CentreAnswer> {
    if (isKilled) return Promise.reject(new TypeError('fetch failed', { cause: new Error('the program was killed') }))
    return (options.fetch ?? fetch)(...args)
  }

  #running(): Program | undefined {
    return this.#programByMachine.get(runningMachine()?.name ?? '')
  }

  #arrive(point: CrashPoint): void {
    const program = this.#running()
    const doom = program?.doom
    if (!program || doom?.point !== point || program.isKilled) return
    if (doom.skip-- > 0) return
    program.doom = undefined
    keepRemains(program.options.dataDir)
    if (doom.by === 'power') program.isDark = true
    else this.#kill(program, `was killed at ${point}`)
  }

  /** What the program does from here on is done to a folder that nobody will look at. */
  #kill(program: Program, how: string): void {
    if (program.isKilled) return
    program.isKilled = true
    this.timeline.noteHazard(`a desk ${how}`)
    this.timeline.after(1, () => void program.opened.then((terminal) => terminal.close()).catch(() => undefined))
  }
}

const remainsOf = (dataDir: string) => `${dataDir}.remains`

function keepRemains(dataDir: string): void {
  rmSync(remainsOf(dataDir), { recursive: true, force: true })
  cpSync(dataDir, remainsOf(dataDir), { recursive: true })
}

function bringBack(dataDir: string): void {
  rmSync(dataDir, { recursive: true })
  renameSync(remainsOf(dataDir), dataDir)
}
