import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { coreMessage } from '../../shared/protocol/port.ts'
import type { ShellMessage } from './messages.ts'

/** The core's process on a real folder; what stands in is the shell's end of the line, which only Electron has. */
const dataDir = mkdtempSync(join(tmpdir(), 'stayos-core-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

it('opens its folder once, serves each port it is handed, and lets go of the folder when told to stop', async () => {
  const said: unknown[] = []
  const shell = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => void said.push(message) })
  Object.defineProperty(process, 'parentPort', { value: shell, configurable: true })
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)
  await import('./main.ts')
  const tell = (message: ShellMessage, ports: MessagePort[] = []) => shell.emit('message', { data: message, ports })

  // Nobody answers there: a desk opens with what is on its disk.
  tell({ type: 'open', dataDir, serverUrl: 'http://127.0.0.1:1' })
  const { port1, port2 } = new MessageChannel()
  const heard = new Promise<unknown>((resolve) => (port1.onmessage = ({ data }) => resolve(data)))
  // Handed over before the folder is open: it waits.
  tell({ type: 'port' }, [port2])
  expect(coreMessage.parse(JSON.parse(String(await heard)))).toMatchObject({ type: 'ready', desk: null })
  expect(said).toEqual([{ type: 'opened' }])
  port1.close()

  tell({ type: 'stop' })
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0), 20_000)
  exit.mockRestore()
  const { lockFolder } = await import('../../shared/node/lock-folder.ts')
  await (await lockFolder(dataDir)).release()
})
