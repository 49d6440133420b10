import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { RunOutcome, SyncStatus } from '../../../shared/protocol/port.ts'
import type { DeskCall } from './desk-process.ts'
import { eventually } from './night.ts'

const scriptNamed = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export interface CentreProcess {
  readonly url: string
  /** Resolves when it has ended, in whatever way. */
  readonly ended: Promise<unknown>
  kill(): Promise<void>
}

export async function startCentreProcess(options: {
  databaseUrl: string
  dataDir: string
  port: number
  dieAfterCommits?: number
  testDomain?: boolean
  dieAfterMs?: number
}): Promise<CentreProcess> {
  const args = ['--import', 'tsx', scriptNamed('centre-process.ts'), JSON.stringify(options)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const line = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>
  const early = ended.then(() => Promise.reject(new Error(`the centre did not start: ${complaints}`)))
  early.catch(() => undefined)
  const [text] = await Promise.race([line, early])
  const { url } = JSON.parse(text) as { url: string }
  return { url, ended, kill: () => killHard(child) }
}

interface DeskMessage {
  readonly id?: number
  readonly result?: unknown
  readonly error?: string
  readonly status?: SyncStatus
  readonly opened?: boolean
}

export interface DeskProcess {
  readonly child: ChildProcess
  /** Everything that its badge has shown. */
  readonly statuses: SyncStatus[]
  readonly ended: Promise<unknown>
  call<T>(what: Omit<DeskCall, 'id'>): Promise<T>
  run(name: string, args: unknown): Promise<RunOutcome>
  kill(): Promise<void>
  close(): Promise<void>
}

/** Resolves when it has opened; `harm` as harm.ts reads it. */
export async function startDeskProcess(
  place: { dataDir: string; serverUrl: string; code?: string },
  harm: Record<string, string> = {},
): Promise<DeskProcess> {
  const args = [place.dataDir, place.serverUrl, ...(place.code === undefined ? [] : [place.code])]
  const child = fork(scriptNamed('desk-process.ts'), args, {
    execArgv: ['--import', 'tsx', '--import', scriptNamed('harm.ts')],
    env: { ...process.env, ...harm },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const statuses: SyncStatus[] = []
  const waiting = new Map<number, (message: DeskMessage) => void>()
  let opened = false
  let lastId = 0
  child.on('message', (message: DeskMessage) => {
    if (message.status) statuses.push(message.status)
    if (message.opened) opened = true
    if (message.id !== undefined) waiting.get(message.id)?.(message)
  })
  const ended = once(child, 'exit')
  const call = <T>(what: Omit<DeskCall, 'id'>): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, ({ result, error }) => (error === undefined ? resolve(result as T) : reject(new Error(error))))
      void ended.then(() => reject(new Error('the desk has ended')))
      child.send({ id, ...what })
    })
  await eventually(() => {
    if (!opened) throw new Error('the desk has not opened')
  })
  return {
    child,
    statuses,
    ended,
    call,
    run: (name, input) => call({ do: 'run', name, args: input }),
    kill: () => killHard(child),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      await call({ do: 'close' })
      await killHard(child)
    },
  }
}

async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
