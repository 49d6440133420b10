import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { stopChild } from './desk-process.ts'

export interface ElectronCommand {
  readonly path: string
  readonly project: string
  readonly home: string
  readonly dataDir: string
  readonly serverUrl: string
  readonly enrolmentCode: string | undefined
  readonly demo: boolean
}

export interface ElectronProcess {
  stop(): Promise<void>
  kill(): void
}

/** The desk in its own window. `closed` is called when its person closes it, or it ends otherwise. */
export function startElectron(command: ElectronCommand, closed: (how: string) => void): ElectronProcess {
  const args = [
    `--user-data-dir=${join(command.home, 'electron')}`,
    '--data',
    command.dataDir,
    '--server',
    command.serverUrl,
    ...(command.demo ? ['--demo'] : []),
  ]
  const child = spawn(command.path, [command.project, ...args], {
    cwd: command.project,
    env: {
      ...process.env,
      ...(command.enrolmentCode !== undefined && { STAYOS_ENROLMENT_CODE: command.enrolmentCode }),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  let stopping = false
  child.once('error', (error) => closed(error.message))
  child.once('exit', (code, signal) => {
    if (!stopping) closed(signal ? `ended by ${signal}` : code === 0 ? 'closed' : `ended with code ${code}`)
  })
  return {
    stop: () => {
      stopping = true
      return stopChild(child)
    },
    kill: () => {
      stopping = true
      child.kill('SIGKILL')
    },
  }
}
