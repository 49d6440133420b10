import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Child {
  readonly process: ChildProcess
  /** Printed so far. */
  readonly lines: string[]
  /** Resolves when `holds`; rejects with what it wrote to stderr where the process ends first. */
  until(holds: (lines: string[]) => boolean): Promise<void>
  kill(): Promise<void>
}

/** Runs a script of this folder in a process of its own. */
export function startChild(script: string, args: readonly string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  let problem = ''
  child.stderr.on('data', (chunk) => (problem += String(chunk)))
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    process: child,
    lines,
    until: (holds) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (holds(lines)) resolve()
        }
        reader.on('line', look)
        void ended.then(() => reject(new Error(problem || 'the process has ended')))
        look()
      }),
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
