import { Readable } from 'node:stream'
import type { Waiters } from './waiters.ts'

/** As Electric times it: proxies drop connections that say nothing for half a minute, and clients take a closed one up again. */
const KEEP_ALIVE_MS = 21_000
const STREAM_MS = 60_000

/** What has come since the batch before. */
export interface Batch {
  /** The final one is up-to-date. */
  readonly messages: readonly string[]
}

export interface EventSource {
  /** Undefined where nothing came; 'ended' where the shape cannot go on. */
  next(): Batch | 'ended' | undefined
  readonly waiters: Waiters
  readonly names: readonly string[]
  readonly signal: AbortSignal
}

/** Batches as server-sent events, until the time is over, the client leaves, or the shape cannot go on: the reconnection is told why. */
export function eventStream(source: EventSource): ReadableStream<Uint8Array> {
  const stream = Readable.from(events(source), { objectMode: false })
  source.signal.addEventListener('abort', () => stream.destroy(), { once: true })
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>
}

async function* events({ next, waiters, names, signal }: EventSource): AsyncGenerator<Buffer> {
  for (const until = Date.now() + STREAM_MS; !signal.aborted && !waiters.isClosed;) {
    const batch = next()
    if (batch === 'ended') return
    if (batch) {
      yield Buffer.from(batch.messages.map((message) => `data: ${message}\n\n`).join(''))
      continue
    }
    const left = until - Date.now()
    if (left <= 0) return
    const started = Date.now()
    await waiters.wait(names, Math.min(left, KEEP_ALIVE_MS), signal)
    if (Date.now() - started >= KEEP_ALIVE_MS) yield Buffer.from(': keep-alive\n\n')
  }
}
