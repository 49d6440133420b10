import { createHash } from 'node:crypto'
import { mkdir, realpath, unlink } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Holds a folder for this process alone; undefined where another process has it. What is held is a listening address, which the operating
 * system takes back however the process ends. Returns the release.
 */
export async function lockFolder(folder: string): Promise<(() => Promise<void>) | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const address = addressFor(await realpath(folder))
  const server = (await listen(address)) ?? (await replaceStale(address))
  return server && (() => new Promise((resolve) => server.close(() => resolve())))
}

function addressFor(folder: string): string {
  const id = `stayos-server-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${id}`
  return process.platform === 'linux' ? `\0${id}` : join(tmpdir(), `${id}.sock`)
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.on('error', () => undefined).end())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen({ path: address }, () => resolve(server.unref()))
  })
}

/** A socket file, where there are no abstract sockets, outlives its process; then nobody answers there. */
async function replaceStale(address: string): Promise<Server | undefined> {
  if (process.platform === 'win32' || process.platform === 'linux' || (await answers(address))) return undefined
  await unlink(address)
  return listen(address)
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect({ path: address })
    connection.once('connect', () => resolve(true)).once('error', () => resolve(false))
    connection.once('connect', () => connection.destroy())
  })
}
