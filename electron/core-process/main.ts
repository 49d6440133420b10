import type { MessageEvent, MessagePortMain } from 'electron'
import { openTerminal } from '../core/open-terminal.ts'
import { servePort } from '../core/port/serve.ts'
import { overMessagePort } from '../core/port/transport.ts'
import type { Terminal } from '../core/terminal.ts'
import { type CoreProcessMessage, type ShellMessage, shellMessage } from './messages.ts'

/**
 * The core as Electron's utility process: told once which folder to open, handed a port for each page, told to stop. A port that comes
 * before the folder is open waits for it.
 */
const shell = process.parentPort
let terminal: Promise<Terminal> | undefined

const tell = (message: CoreProcessMessage) => shell.postMessage(message)

async function open(message: Extract<ShellMessage, { type: 'open' }>): Promise<Terminal> {
  try {
    const opened = await openTerminal({
      dataDir: message.dataDir,
      serverUrl: message.serverUrl,
      demo: message.demo,
      ...(message.enrolmentCode !== undefined && { enrolment: { code: message.enrolmentCode } }),
    })
    tell({ type: 'opened' })
    // A new process recovers the database: the shell starts one. The pages have a moment to hear why.
    void opened.died.then(() => setTimeout(() => process.exit(70), 200))
    return opened
  } catch (error) {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) })
    // The message is on its way through the shell's event loop before this process ends.
    setTimeout(() => process.exit(1), 100)
    throw error
  }
}

async function serve(ports: readonly MessagePortMain[]): Promise<void> {
  const opened = await terminal
  if (!opened) return
  for (const port of ports) servePort(opened, overMessagePort(port))
}

async function stop(): Promise<void> {
  await (await terminal?.catch(() => undefined))?.close()
  process.exit(0)
}

shell.on('message', ({ data, ports }: MessageEvent & { ports: MessagePortMain[] }) => {
  const message = shellMessage.parse(data)
  switch (message.type) {
    case 'open':
      terminal ??= open(message)
      terminal.catch(() => undefined)
      return
    case 'port':
      void serve(ports).catch(() => undefined)
      return
    case 'stop':
      void stop()
  }
})
