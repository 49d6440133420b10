import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { JobProblem } from '../jobs/problem.ts'
import type { Program } from './programs.ts'

/** How PostgreSQL's programs learn where to connect: by the environment, since arguments can be read by everybody on the machine. */
export function connectionEnvironment(databaseUrl: string): Record<string, string> {
  const url = new URL(databaseUrl)
  const given: Record<string, string | null> = {
    PGHOST: url.hostname || url.searchParams.get('host'),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGSSLMODE: url.searchParams.get('sslmode'),
    PGSSLROOTCERT: url.searchParams.get('sslrootcert'),
  }
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

export interface Run {
  readonly program: Program
  readonly args: readonly string[]
  readonly databaseUrl: string
  readonly signal: AbortSignal
  /** The table that it has come to. */
  readonly onTable: (name: string) => void
}

/** Runs a program of PostgreSQL to its end. Throws `JobProblem` with what it said last. */
export async function runProgram({ program, args, databaseUrl, signal, onTable }: Run): Promise<void> {
  signal.throwIfAborted()
  const child = spawn(program.path, ['--verbose', '--no-password', ...args], {
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...connectionEnvironment(databaseUrl) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const stop = () => child.kill('SIGTERM')
  signal.addEventListener('abort', stop)
  const complaints: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    const table = /(?:contents of|data for) table "([^"]+)"/.exec(line)?.[1]
    if (table !== undefined) onTable(table)
    else if (/error:|fatal:|DETAIL|HINT/i.test(line)) complaints.push(line)
  })
  try {
    const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject))
    signal.throwIfAborted()
    if (code !== 0) {
      throw new JobProblem(
        `${program.path} failed: ${complaints.slice(0, 3).join(' ') || `exit code ${code}`}`,
        'Nothing was kept of it. Mend what it names, and run it again.',
      )
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
