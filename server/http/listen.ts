import type { AddressInfo } from 'node:net'
import { type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { StartProblem } from '../start-problem.ts'

export interface Listener {
  readonly port: number
  /** Takes no more requests, lets those under way finish for `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>
}

/** A terminal that is busy for a while must find its connection again. */
const KEEP_ALIVE_MS = 75_000

/** Throws `StartProblem` where the address cannot be had. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  host: string,
  port: number,
): Promise<Listener> {
  const server = createAdaptorServer({ fetch }) as Server
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
