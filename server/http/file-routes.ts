import type { Context } from 'hono'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import type { FileKey } from '../files/file-key.ts'
import { unknownFile } from '../files/file-key.ts'
import type { FileStore, StoredFile } from '../files/file-store.ts'
import { Problem } from '../problem.ts'

/** HEAD tells how far it has come, GET sends it. */
export function sendOrTell(c: Context, store: FileStore, key: FileKey): Promise<Response> {
  return c.req.method === 'HEAD' ? tellOffset(c, store, key) : sendFile(c, store, key)
}

/** How far an upload has come, as the tus protocol (1.0.0) says it. */
async function tellOffset(c: Context, store: FileStore, key: FileKey): Promise<Response> {
  const file = await store.find(key)
  const offset = file?.size ?? (await store.partialSize(key))
  if (offset === undefined) throw unknownFile()
  c.header('upload-offset', String(offset))
  if (file) c.header('upload-length', String(file.size))
  return c.body(null, 200)
}

/** PATCH: the bytes from `upload-offset` on; the answer's `upload-offset` is where to go on. */
export async function takeBytes(c: Context, store: FileStore, key: FileKey): Promise<Response> {
  const offset = readCount(c, 'upload-offset')
  const length = readCount(c, 'upload-length')
  const body = c.req.raw.body
  const bytes = body ? (Readable.fromWeb(body as WebStream) as AsyncIterable<Uint8Array>) : Readable.from([])
  const reached = await store.append(key, offset, length, bytes)
  c.header('upload-offset', String(reached))
  // Of a file that was here already nothing is read; what is left would stand in the way of the next request.
  if (!c.req.raw.bodyUsed) c.header('connection', 'close')
  return c.body(null, 204)
}

/** The content, or its end from `range: bytes=N-` on where a download was cut. */
async function sendFile(c: Context, store: FileStore, key: FileKey): Promise<Response> {
  const file = await store.find(key)
  if (!file) throw unknownFile()
  const range = readRange(c.req.header('range'), file)
  c.header('content-type', file.type)
  c.header('content-length', String(range.end - range.start + 1))
  c.header('accept-ranges', 'bytes')
  c.header('etag', `"${key.sha256}"`)
  c.header('content-disposition', 'attachment')
  if (range.partial) c.header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
  const body = Readable.toWeb(file.read(range.start, range.end)) as ReadableStream
  return c.body(body, range.partial ? 206 : 200)
}

function readCount(c: Context, name: string): number {
  const text = c.req.header(name) ?? ''
  if (/^\d{1,12}$/.test(text)) return Number(text)
  throw new Problem(400, 'request_malformed', `The header ${name} is missing or no number. Update StayOS Desk.`)
}

function readRange(header: string | undefined, { size }: StoredFile) {
  const match = /^bytes=(\d{1,12})-(\d{1,12})?$/.exec(header ?? '')
  const start = Number(match?.[1] ?? 0)
  const end = Math.min(Number(match?.[2] ?? size - 1), size - 1)
  if (!match || start > end) return { start: 0, end: size - 1, partial: false }
  return { start, end, partial: true }
}
