import { type IncomingHttpHeaders, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { SCHEMA_HEADER } from '../../shared/protocol/shapes.ts'
import { failure } from '../shapes/answers.ts'
import type { ShapeService } from './app.ts'

/** Who asks, and for what. */
const SENT = ['authorization', 'accept', 'accept-encoding', 'content-type', SCHEMA_HEADER]
/** What belongs to one connection, not to the answer. */
const NOT_PASSED_ON = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])

/** Rows come from the one node that streams them: what it answers is passed on as it comes, packed as it is. */
export function forwardShapes(upstream: string): ShapeService {
  const forward = (request: Request) => pass(upstream, request)
  return { shape: forward, poll: forward, bootstrap: forward }
}

async function pass(upstream: string, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const target = new URL(pathname + search, upstream)
  const headers: Record<string, string> = {}
  for (const name of SENT) {
    const value = request.headers.get(name)
    if (value !== null) headers[name] = value
  }
  const send = target.protocol === 'https:' ? secureRequest : plainRequest
  return new Promise((resolve) => {
    const sent = send(target, { method: request.method, headers, signal: request.signal }, (answer) =>
      resolve(passedOn(answer)),
    )
    sent.on('error', () => resolve(failure(503, 'shapes_unavailable', AWAY)))
    if (request.body) Readable.fromWeb(request.body as WebStream).pipe(sent)
    else sent.end()
  })
}

const AWAY =
  'The node of the centre that sends rows does not answer at the moment. Go on working: commands are taken, and the terminal tries again by itself.'

function passedOn(answer: IncomingMessage): Response {
  const body = Readable.toWeb(answer) as ReadableStream<Uint8Array>
  return new Response(body, { status: answer.statusCode ?? 502, headers: kept(answer.headers) })
}

function kept(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || NOT_PASSED_ON.has(name) ? [] : [[name, String(value)] as [string, string]],
  )
}
