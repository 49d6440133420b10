import { fileURLToPath } from 'node:url'
import { openTerminal } from '../core/open-terminal.ts'
import type { Terminal } from '../core/terminal.ts'
import { readDeskSettings } from './settings.ts'
import { startStation } from './station.ts'
import { keepToken } from './token.ts'

/**
 * One terminal with its page, in a process of its own: `node --import tsx electron/station/main.ts --data DIR --server URL`. Prints one line
 * of JSON, {"url"}, when the desk can be opened. Whoever started it with a message channel decides when it ends.
 */
const PAGE_DIR = fileURLToPath(new URL('../../dist/page', import.meta.url))

async function run(): Promise<void> {
  const settings = readDeskSettings(process.argv.slice(2), process.env)
  const terminal = await openTerminal({
    dataDir: settings.dataDir,
    serverUrl: settings.serverUrl,
    demo: settings.demo,
    ...(settings.enrolmentCode !== undefined && { enrolment: { code: settings.enrolmentCode } }),
  })
  if (terminal.rebuilt) process.stderr.write(`${sayRebuilt(terminal.rebuilt)}\n`)
  // A new process recovers it; whoever started this one starts that one too.
  void terminal.died.then((error) => endWith(error))
  const token = await keepToken(settings.dataDir)
  const station = await startStation({ terminal, pageDir: PAGE_DIR, port: settings.port, token }).catch(
    async (error: unknown) => {
      await terminal.close()
      throw explain(error, settings.port)
    },
  )
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await station.stop()
    await terminal.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  // Ctrl+C reaches every process of the terminal window; with a parent, the parent keeps the order of things.
  process.on('SIGINT', () => void (process.connected || stop()))
  process.on('message', (message) => void (message === 'stop' && stop()))
  process.on('disconnect', () => void stop())
  process.stdout.write(`${JSON.stringify({ url: station.url })}\n`)
}

/** The pages have a moment to hear why. */
function endWith(error: Error): void {
  process.stderr.write(`${error.message}\n`)
  setTimeout(() => process.exit(70), 200)
}

function sayRebuilt({ folder, reason, restored }: NonNullable<Terminal['rebuilt']>): string {
  return `The database did not open (${reason}). It stands in ${folder} now, and a new one was made; ${restored} commands that the centre has not confirmed were restored from the journal.`
}

function explain(error: unknown, port: number): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') return error
  return new Error(`Port ${port} is taken by another program. Close that program, or give this desk another port.`, {
    cause: error,
  })
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
