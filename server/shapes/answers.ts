import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { constants, createGzip, gzip } from 'node:zlib'
import { PACKED_FILE } from '../../shared/protocol/shapes.ts'
import { DATABASE_AWAY } from '../postgres/failures.ts'

const compress = promisify(gzip)
/** Below this a packet or two carry the answer anyway. */
const GZIP_FROM_BYTES = 16_384
/** From here on it goes out while it is packed: whoever waits reads, and knows that it need not ask again. */
const STREAM_FROM_BYTES = 2 ** 19
const PIECE = 2 ** 18

/** A no to the request itself, as an answer. */
export class Refused extends Error {
  constructor(readonly answer: Response) {
    super(`answered ${answer.status}`)
  }
}

export function failure(status: number, code: string, message: string, more: object = {}): Response {
  return whole(Buffer.from(JSON.stringify({ code, message, ...more })), status, {
    'content-type': 'application/json',
    'cache-control': 'private, no-store',
    ...(status === 503 && { 'retry-after': '1' }),
  })
}

/** The length tells a whole answer from one that is streamed. */
const whole = (body: Uint8Array<ArrayBuffer>, status: number, headers: Record<string, string>) =>
  new Response(body, { status, headers: { ...headers, 'content-length': String(body.byteLength) } })

/** PostgreSQL is down, full or starting. */
export const databaseUnavailable = () => failure(503, 'database_unavailable', DATABASE_AWAY)

/** In the form that Electric's clients know: which parameter, and what is wrong with it. */
export function invalidRequest(errors: Record<string, string>): Response {
  const lists = Object.fromEntries(Object.entries(errors).map(([name, problem]) => [name, [problem]]))
  return failure(400, 'invalid_request', 'Invalid request', { errors: lists })
}

/** Never cached: an answer belongs to one terminal's scope. */
export async function answer(
  request: Request,
  status: number,
  headers: Record<string, string>,
  body: string,
): Promise<Response> {
  const all = {
    'content-type': 'application/json',
    'cache-control': 'private, no-store',
    vary: 'accept, accept-encoding',
    ...headers,
  }
  const packing = packingFor(request)
  if (body.length < GZIP_FROM_BYTES || !packing) return whole(Buffer.from(body), status, all)
  if (body.length >= STREAM_FROM_BYTES) {
    const packed = packedStream(Readable.from(piecesOf(body), { objectMode: false }))
    return new Response(packed, { status, headers: { ...all, ...packing } })
  }
  const compressed = await compress(body, { level: constants.Z_BEST_SPEED })
  return whole(new Uint8Array(compressed), status, { ...all, ...packing })
}

/** Ends when the source does, or the client leaves. */
export function packedStream(source: Readable): ReadableStream<Uint8Array> {
  const packed = source.compose(createGzip({ level: constants.Z_BEST_SPEED }))
  return Readable.toWeb(packed as Readable) as ReadableStream<Uint8Array>
}

function* piecesOf(text: string): Generator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}

/** Headers of a packed answer: a file for whoever unpacks it itself (Z3), else a coding; undefined for whoever takes neither. */
export function packingFor({ headers }: Request): Record<string, string> | undefined {
  if (headers.get('accept')?.includes(PACKED_FILE)) return { 'content-type': PACKED_FILE }
  return /\bgzip\b/.test(headers.get('accept-encoding') ?? '') ? { 'content-encoding': 'gzip' } : undefined
}

/** What stands in the way of a request whose client has left; nobody reads it. */
export const clientGone = () => new Response(null, { status: 499 })
