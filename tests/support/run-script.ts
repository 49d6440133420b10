import { type ChildProcess, spawn } from 'node:child_process'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

interface Surroundings {
  readonly env?: Record<string, string>
  /** Told what the program has written so far. */
  watch?(child: ChildProcess, out: string): void
}

export const runScript = (script: string, args: readonly string[], more?: Surroundings): Promise<Ended> =>
  runProgram(`scripts/${script}`, args, more)

/** Runs a program as its `npm run` does; no database is named unless `args` or `env` do. */
export function runProgram(path: string, args: readonly string[], more: Surroundings = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    env: { ...process.env, DATABASE_URL: '', ...more.env },
  })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    more.watch?.(child, out)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })))
}
