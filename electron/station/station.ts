import { servePort } from '../core/port/serve.ts'
import { overWebSocket } from '../core/port/transport.ts'
import type { Terminal } from '../core/terminal.ts'
import { hostPage } from './host.ts'
import { readPage } from './page.ts'
import { makeToken } from './token.ts'

export interface StationOptions {
  readonly terminal: Terminal
  /** The built page: dist/page. */
  readonly pageDir: string
  /** 0, the default, picks a free one. */
  readonly port?: number
  /** The default is a new one: the address of last time opens nothing then. */
  readonly token?: string
}

export interface Station {
  /** With the token in its fragment, which no browser sends anywhere. */
  readonly url: string
  stop(): Promise<void>
}

/** The desk in a browser: the built page and a terminal's core, on 127.0.0.1, for whoever has the address. */
export async function startStation(options: StationOptions): Promise<Station> {
  const token = options.token ?? makeToken()
  const host = await hostPage({
    files: await readPage(options.pageDir),
    token,
    port: options.port ?? 0,
    serve: (socket) => servePort(options.terminal, overWebSocket(socket)),
  })
  return { url: `http://127.0.0.1:${host.port}/#token=${token}`, stop: () => host.stop() }
}
