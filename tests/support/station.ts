import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'

/** One terminal as it runs at a hotel: core and page in a process of its own. */
export interface Station {
  /** Address of the desk, token included. */
  readonly url: string
  /** What a power cut of the program is: nothing gets to clean up. */
  killHard(): Promise<void>
  stop(): Promise<void>
}

export interface StationOptions {
  readonly dataDir: string
  readonly serverUrl: string
  /** Only for a terminal that is not enrolled yet. */
  readonly enrolmentCode?: string
}

const ready = z.looseObject({ url: z.url() })

export async function startStationProcess(options: StationOptions): Promise<Station> {
  const args = ['--data', options.dataDir, '--server', options.serverUrl, '--port', '0']
  if (options.enrolmentCode !== undefined) args.push('--enrolment-code', options.enrolmentCode)
  const child = spawn(process.execPath, ['--import', 'tsx', 'electron/station/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { url } = await readReadyLine(child)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return { url, killHard: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

async function readReadyLine(child: ChildProcess): Promise<{ url: string }> {
  const complaints: string[] = []
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()))
  if (!child.stdout) throw new Error('the station has no output')
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the station ended before it was ready: ${complaints.join('')}`)
  })
  const found = (async () => {
    for await (const line of lines) {
      if (line.startsWith('{')) return ready.parse(JSON.parse(line))
    }
    return ended
  })()
  return Promise.race([found, ended])
}
