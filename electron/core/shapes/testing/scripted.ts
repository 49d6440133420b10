import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PollRequest } from '../../../../shared/protocol/shapes.ts'

/** A request that waits for the test to answer it. */
export interface Call {
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  readonly poll: PollRequest
  readonly closed: boolean
  answer(status: number, body: string, headers?: Record<string, string>): void
  /** Parts by table; the others are unchanged. */
  answerPoll(
    g: number,
    parts?: Record<string, { status?: 200 | 409; handle?: string; offset?: string; plain?: boolean; body?: string }>,
  ): void
  cut(): void
}

export interface Scripted {
  readonly url: string
  readonly calls: Call[]
  /** The next request that has not been handed out yet. */
  next(): Promise<Call>
  stop(): Promise<void>
}

/** A centre with no mind of its own: the test answers each request by hand. */
export async function startScripted(): Promise<Scripted> {
  const calls: Call[] = []
  let handedOut = 0
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x')
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const poll = JSON.parse(text === '' ? '{"wait":0,"shapes":[]}' : text) as PollRequest
      calls.push(callOf(url, request.headers.authorization, poll, response))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    next: async () => {
      for (let waited = 0; waited < 5000; waited += 2) {
        const call = calls[handedOut]
        if (call) {
          handedOut += 1
          return call
        }
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      throw new Error('no request came')
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function callOf(url: URL, authorization: string | undefined, poll: PollRequest, response: ServerResponse): Call {
  return {
    path: url.pathname,
    query: url.searchParams,
    authorization,
    poll,
    get closed() {
      return response.destroyed
    },
    answer: (status, body, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(body)
    },
    answerPoll: (g, parts = {}) => {
      const heads = poll.shapes.flatMap(({ table }, i) =>
        parts[table] ? [{ i, status: 200, ...parts[table], body: undefined }] : [],
      )
      const bodies = heads.map(({ i }) => parts[poll.shapes[i]?.table ?? '']?.body ?? '[]')
      response.writeHead(200)
      response.end([JSON.stringify({ g: String(g), epoch: 'e', parts: heads }), ...bodies, 'end'].join('\n'))
    },
    cut: () => response.destroy(),
  }
}
