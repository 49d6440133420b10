import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, unlinkSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Another process works in the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError'
  constructor(
    readonly folder: string,
    readonly pid: number | undefined,
  ) {
    const holder = pid === undefined ? 'another process' : `process ${pid}`
    super(
      `The folder ${folder} is in use by ${holder}. Close the StayOS that is already open there, or start this one with a folder of its own.`,
    )
  }
}

export interface FolderLock {
  release(): Promise<void>
}

const PID_FILE = 'holder.pid'
const HOLDER_PATIENCE_MS = 2000

/**
 * One process per data folder: neither PGlite nor the log of the centre has a lock of its own, and two writers lose each other's rows
 * without a word. What is held is
 * a listening address, which the operating system takes back when the process ends in whatever way.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const address = addressFor(realpathSync(folder))
  const server = (await listen(address)) ?? (await clearStaleSocket(address)) ?? (await throwInUse(folder, address))
  // Only for the message of the next one: a holder that is busy in a long query answers late.
  writeFileSync(join(folder, PID_FILE), String(process.pid))
  return { release: () => new Promise((done) => server.close(() => done())) }
}

function addressFor(folder: string): string {
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 32)
  if (process.platform === 'win32') return `\\\\.\\pipe\\stayos-${id}`
  if (process.platform === 'linux') return `\0stayos-${id}`
  return join(tmpdir(), `stayos-${id}.sock`)
}

/** Undefined where the address is taken. */
function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => {
      connection.on('error', () => connection.destroy())
      connection.end(String(process.pid))
    })
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen({ path: address }, () => {
      server.unref()
      resolve(server)
    })
  })
}

/** A socket file outlives its process where there are no abstract sockets; one that refuses connections is nobody's. */
async function clearStaleSocket(address: string): Promise<Server | undefined> {
  if (process.platform === 'win32' || process.platform === 'linux') return undefined
  if ((await askHolder(address)) !== 'gone') return undefined
  unlinkSync(address)
  return listen(address)
}

async function throwInUse(folder: string, address: string): Promise<never> {
  const answer = await askHolder(address)
  throw new FolderInUseError(folder, typeof answer === 'number' ? answer : readPid(folder))
}

function askHolder(address: string): Promise<number | 'silent' | 'gone'> {
  return new Promise((resolve) => {
    const connection = connect({ path: address })
    let text = ''
    connection.setTimeout(HOLDER_PATIENCE_MS, () => {
      connection.destroy()
      resolve('silent')
    })
    connection.on('data', (chunk) => (text += chunk.toString()))
    connection.on('error', () => resolve('gone'))
    connection.on('end', () => resolve(/^\d+$/.test(text) ? Number(text) : 'silent'))
  })
}

function readPid(folder: string): number | undefined {
  try {
    const text = readFileSync(join(folder, PID_FILE), 'utf8')
    return /^\d+$/.test(text) ? Number(text) : undefined
  } catch {
    return undefined
  }
}
