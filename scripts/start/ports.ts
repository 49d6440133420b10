import { readdir, readFile, readlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { StartRefused } from './options.ts'

/** Throws where the port cannot be had, with who has it and what to do. Port 0 is always free. */
export async function claimPort(port: number, what: string, option: string): Promise<void> {
  const code = await tryPort(port)
  if (code === undefined) return
  if (code === 'EACCES') {
    throw new StartRefused(
      `Port ${port} needs administrator rights. Give the ${what} another one: npm start -- --${option} ${4400 + (port % 100)}`,
    )
  }
  const holder = await findHolder(port)
  throw new StartRefused(
    `Port ${port}, wanted for the ${what}, is taken by ${holder ?? 'another program'}. Stop that program, or give the ${what} another port: npm start -- --${option} ${port + 10}`,
  )
}

function tryPort(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(undefined)))
  })
}

/** Inode of the listening socket of a port in the text of /proc/net/tcp. */
export function listeningInode(procNetTcp: string, port: number): string | undefined {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  for (const line of procNetTcp.split('\n').slice(1)) {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/)
    if (state === '0A' && local.endsWith(`:${wanted}`)) return inode
  }
  return undefined
}

/** 'node (process 4711)', on Linux, where it can be seen. */
async function findHolder(port: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    const tables = await Promise.all(
      ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
    )
    const inode = tables.map((table) => listeningInode(table, port)).find((found) => found !== undefined)
    if (inode === undefined) return undefined
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      if (await holdsSocket(pid, inode))
        return `${(await readFile(`/proc/${pid}/comm`, 'utf8')).trim()} (process ${pid})`
    }
  } catch {
    // The message goes without the name.
  }
  return undefined
}

async function holdsSocket(pid: string, inode: string): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
  for (const descriptor of descriptors) {
    if ((await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')) === `socket:[${inode}]`) return true
  }
  return false
}
