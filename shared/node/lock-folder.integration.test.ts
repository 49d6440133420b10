import { afterEach, beforeEach, expect, it } from 'vitest'
import { temporaryFolder } from '../../electron/core/testing/folders.ts'
import { type Child, startChild } from '../../electron/core/testing/processes.ts'
import { FolderInUseError, lockFolder } from './lock-folder.ts'

let folder: ReturnType<typeof temporaryFolder>
let child: Child | undefined
beforeEach(() => (folder = temporaryFolder()))
afterEach(async () => {
  await child?.kill()
  folder.remove()
})

it('D2: a second process is told folder, pid and what to do; kill -9 frees the folder', async () => {
  child = startChild('holder.ts', [folder.path])
  await child.until((lines) => lines.includes('held'))
  const refused = await lockFolder(folder.path).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(FolderInUseError)
  expect(refused).toMatchObject({
    pid: child.process.pid,
    message: `The folder ${folder.path} is in use by process ${child.process.pid}. Close the StayOS that is already open there, or start this one with a folder of its own.`,
  })
  await child.kill()
  await (await lockFolder(folder.path)).release()
})

it('D2: one process does not take its own folder twice, and may take it again after letting go', async () => {
  const lock = await lockFolder(folder.path)
  await expect(lockFolder(folder.path)).rejects.toThrow(FolderInUseError)
  await lock.release()
  await (await lockFolder(folder.path)).release()
})
