import type { AddressInfo } from 'node:net'
import { type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { readFile } from 'node:fs/promises'
import { createAdaptorServer } from '@hono/node-server'
import { StartProblem } from '../start-problem.ts'

export interface Listener {
  readonly port: number
  /** Takes no more requests, lets those under way finish for `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>
}

/** Paths of PEM files. */
export interface TlsFiles {
  readonly cert: string
  readonly key: string
}

/** A terminal that is busy for a while must find its connection again. */
const KEEP_ALIVE_MS = 75_000

/** Throws `StartProblem` where the address cannot be had. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  host: string,
  port: number,
  tls?: TlsFiles,
): Promise<Listener> {
  const server = createAdaptorServer({ fetch, ...(tls && (await secure(tls))) }) as Server
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.headersTimeout = KEEP_ALIVE_MS + 5000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenProblem(error, host, port)))
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: (graceMs) => close(server, graceMs),
  }
}

async function secure(tls: TlsFiles) {
  const read = (name: string, path: string) =>
    readFile(path).catch((error: unknown) => {
      throw new StartProblem(`${name} ${path} cannot be read. Give a file in PEM that this user may read.`, {
        cause: error,
      })
    })
  const [cert, key] = [await read('The certificate', tls.cert), await read('The key', tls.key)]
  try {
    createTlsServer({ cert, key }).close()
  } catch (error) {
    throw new StartProblem(
      `${tls.cert} and ${tls.key} do not fit together, or are no PEM. Give the certificate and its own key.`,
      {
        cause: error,
      },
    )
  }
  return { createServer: createTlsServer, serverOptions: { cert, key, minVersion: 'TLSv1.2' as const } }
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}

function listenProblem(error: NodeJS.ErrnoException, host: string, port: number): StartProblem {
  if (error.code === 'EADDRINUSE') {
    return new StartProblem(
      `Port ${port} on ${host} is taken by another program. Stop that one, or give another port (PORT, or 0 for any free one).`,
      { cause: error },
    )
  }
  if (error.code === 'EACCES') {
    return new StartProblem(`This user may not listen on port ${port}. Give a port above 1023.`, { cause: error })
  }
  return new StartProblem(
    `The server cannot listen on ${host}:${port} (${error.code}). Give an address of this machine.`,
    {
      cause: error,
    },
  )
}
