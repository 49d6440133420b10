import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { admitRequest, admitUpgrade } from './admission.ts'
import { awaitHello } from './hello.ts'
import { answer, type Page, type PageFiles, refusal } from './page.ts'

export interface HostOptions {
  readonly files: PageFiles
  readonly token: string
  /** 0 picks a free one. */
  readonly port: number
  /** Called once per page that has shown the token, before any other message of it is read. */
  readonly serve: (socket: WebSocket) => void
  readonly helloTimeoutMs?: number
  readonly maxConnections?: number
}

export interface Host {
  readonly port: number
  stop(): Promise<void>
}

/** A screen's messages are small; a note or a filter of a megabyte is none. */
const MAX_MESSAGE_BYTES = 1024 * 1024
const MAX_PAGES = 32

async function sendResponse(response: Response, to: ServerResponse): Promise<void> {
  to.writeHead(response.status, Object.fromEntries(response.headers))
  to.end(Buffer.from(await response.arrayBuffer()))
}

function respond(request: IncomingMessage, page: Page, port: number): Response {
  const turned = admitRequest(request.headers, request.rawHeaders, port)
  if (turned) return refusal(turned.status, turned.why, page)
  // A fetch Request cannot even be made for TRACE, nor from an absolute or '*' target.
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Only GET is served here.', page)
  if (!request.url?.startsWith('/')) return refusal(404, 'No such file.', page)
  return answer(new Request(`http://127.0.0.1:${port}${request.url}`, { method: request.method }), page)
}

function refuseUpgrade(socket: Duplex, status: number, why: string): void {
  const body = `${why}\n`
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'connection: close',
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  socket.on('error', () => socket.destroy())
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** The page and its WebSocket, on loopback only, for whoever holds the token. */
export async function hostPage(options: HostOptions): Promise<Host> {
  const server = createServer({ requireHostHeader: false, headersTimeout: 10_000, requestTimeout: 10_000 })
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    clientTracking: true,
  })
  server.maxConnections = 256
  const port = await listen(server, options.port)
  const page: Page = { files: options.files, connect: [`ws://127.0.0.1:${port}`] }
  const maxPages = options.maxConnections ?? MAX_PAGES

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    request.resume()
    sendResponse(respond(request, page, port), response).catch(() => response.destroy())
  })

  server.on('upgrade', (request, socket, head) => {
    const turned = admitUpgrade(request.headers, request.rawHeaders, port)
    if (turned) return refuseUpgrade(socket, turned.status, turned.why)
    if (sockets.clients.size >= maxPages) {
      return refuseUpgrade(socket, 503, `This desk is open in ${maxPages} windows already. Close one.`)
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      awaitHello(opened, options.token, options.helloTimeoutMs ?? 3000, options.serve)
    })
  })

  return {
    port,
    stop: async () => {
      for (const client of sockets.clients) client.close(1001, 'the desk is closing')
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const late = setTimeout(() => {
        for (const client of sockets.clients) client.terminate()
        server.closeAllConnections()
      }, 500)
      await closed
      clearTimeout(late)
    },
  }
}
