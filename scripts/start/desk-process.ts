import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { restartDelay } from '../../electron/main/policy.ts'

export interface StationCommand {
  readonly project: string
  readonly dataDir: string
  readonly serverUrl: string
  readonly port: number
  readonly enrolmentCode: string | undefined
  /** Its people are invented, and their PINs were told. */
  readonly demo?: boolean
}

export interface DeskProcess {
  /** Of the desk, token included; the same after a restart. */
  readonly url: string
  readonly pid: number | undefined
  stop(): Promise<void>
  /** Without waiting for anything to be put away. */
  kill(): void
}

export interface DeskEvents {
  /** It ended by itself and is started again: how it ended. */
  restarting(how: string): void
  /** It ended too often. */
  gaveUp(how: string): void
}

const ready = z.looseObject({ url: z.url() })
const STOP_PATIENCE_MS = 15_000

export class DeskFailed extends Error {
  override readonly name = 'DeskFailed'
}

/**
 * A terminal's station in a process of its own, so that its end is not ours. Resolves when the desk can be opened; from then on a station
 * that ends by itself is started again on the same port with the same token, and an open page finds it by itself.
 */
export async function startDesk(command: StationCommand, events: DeskEvents): Promise<DeskProcess> {
  let child = spawnStation(command)
  const { url } = await readyLine(child)
  const port = Number(new URL(url).port)
  const endedAt: number[] = []
  let stopping = false
  let retry: ReturnType<typeof setTimeout> | undefined

  const watch = () => {
    child.once('exit', (code, signal) => {
      if (stopping) return
      endedAt.push(Date.now())
      const how = signal ? `ended by ${signal}` : `ended with code ${code}`
      const delay = restartDelay(endedAt, Date.now())
      if (delay === undefined) return events.gaveUp(how)
      events.restarting(how)
      retry = setTimeout(() => {
        child = spawnStation({ ...command, port })
        // Its end is seen by `watch`, whatever it did not say.
        readyLine(child).catch(() => undefined)
        watch()
      }, delay)
    })
  }
  watch()

  return {
    url,
    get pid() {
      return child.pid
    },
    async stop() {
      stopping = true
      clearTimeout(retry)
      await stopChild(child)
    },
    kill() {
      stopping = true
      clearTimeout(retry)
      child.kill('SIGKILL')
    },
  }
}

function spawnStation(command: StationCommand): ChildProcess {
  const args = ['--import', 'tsx', 'electron/station/main.ts', '--data', command.dataDir, '--server', command.serverUrl]
  const demo = command.demo ? ['--demo'] : []
  return spawn(process.execPath, [...args, '--port', String(command.port), ...demo], {
    cwd: command.project,
    // The code opens a terminal: it stands in no process list.
    env: {
      ...process.env,
      ...(command.enrolmentCode !== undefined && { STAYOS_ENROLMENT_CODE: command.enrolmentCode }),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

async function readyLine(child: ChildProcess): Promise<{ url: string }> {
  let complaints = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-4000)
    process.stderr.write(chunk)
  })
  if (!child.stdout) throw new DeskFailed('The desk has no output.')
  const lines = createInterface({ input: child.stdout })
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const parsed = ready.safeParse(parseJson(line))
      if (parsed.success) resolve(parsed.data)
    })
    child.once('exit', () => reject(new DeskFailed(`The desk did not open. ${complaints.trim()}`)))
    child.once('error', (error) => reject(new DeskFailed(`The desk did not start: ${error.message}`)))
  })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  if (child.connected) child.send('stop')
  else child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS)
  await gone
  clearTimeout(late)
}
