import { BINARY_HEADER, BINARY_TRAILER, wholeRows } from '../../../shared/protocol/copy-rows.ts'
import { type BootstrapFrame, bootstrapFrame } from '../../../shared/protocol/shapes.ts'
import { LineFault } from './line.ts'

/** A frame of POST /v1/bootstrap: its line, and the bytes that follow it, as they came. */
export interface Frame {
  readonly head: BootstrapFrame
  /** The head as it came, without its newline. */
  readonly line: string
  readonly bytes: readonly Uint8Array<ArrayBuffer>[]
}

const NEWLINE = 10
const MAX_HEAD_BYTES = 1 << 20
/** The centre cuts frames at about 1 MB; one row may be larger. */
const MAX_FRAME_BYTES = 256 << 20

/** Holds one frame at a time. Throws a `LineFault` where the body ends before its `end` frame, stalls, or is none of ours. */
export async function* readFrames(body: ReadableStream<Uint8Array>, stallMs = 30_000): AsyncGenerator<Frame> {
  const bytes = new ByteReader(body, stallMs)
  try {
    for (;;) {
      const line = await bytes.readLine()
      const head = parseHead(line)
      if (head.n > MAX_FRAME_BYTES) throw cut('a frame is larger than this program takes')
      yield { head, line, bytes: await bytes.read(head.n) }
      if ('end' in head) return
    }
  } finally {
    await bytes.cancel()
  }
}

export function sizeOf({ line, head }: Frame): number {
  return Buffer.byteLength(line) + 1 + head.n
}

export function textOf(frame: Frame): string {
  return Buffer.concat([...frame.bytes]).toString('utf8')
}

/** The rows of a frame in pieces of whole rows, each the shortest that reaches `size` bytes, as COPY takes them in. */
export function rowPieces(frame: Frame, size: number): Blob[] {
  const bytes = Buffer.concat([...frame.bytes])
  const isBinary = 'table' in frame.head && frame.head.binary === true
  const pieces: Blob[] = []
  for (let start = 0; start < bytes.length;) {
    const end = isBinary
      ? wholeRows(bytes, start, size).end
      : bytes.indexOf(NEWLINE, start + size - 1) + 1 || bytes.length
    if (end === start) throw cut('a frame ends within a row')
    const piece = bytes.subarray(start, end)
    pieces.push(new Blob(isBinary ? [BINARY_HEADER, piece, BINARY_TRAILER] : [piece]))
    start = end
  }
  return pieces
}

function parseHead(line: string): BootstrapFrame {
  try {
    return bootstrapFrame.parse(JSON.parse(line))
  } catch (error) {
    throw cut('a frame cannot be read', error)
  }
}

/** Takes bytes off a stream by count or by line, keeping no more than the caller has asked for and one chunk. */
class ByteReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #stallMs: number
  #chunk: Uint8Array<ArrayBuffer> = new Uint8Array()

  constructor(body: ReadableStream<Uint8Array>, stallMs: number) {
    this.#reader = body.getReader()
    this.#stallMs = stallMs
  }

  async readLine(): Promise<string> {
    const parts: Uint8Array[] = []
    for (let length = 0; length < MAX_HEAD_BYTES;) {
      if (this.#chunk.length === 0) await this.#pull()
      const end = this.#chunk.indexOf(NEWLINE)
      const part = this.#take(end < 0 ? this.#chunk.length : end)
      parts.push(part)
      length += part.length
      if (end < 0) continue
      this.#take(1)
      return Buffer.concat(parts).toString('utf8')
    }
    throw cut('a frame has no head')
  }

  async read(count: number): Promise<Uint8Array<ArrayBuffer>[]> {
    const parts: Uint8Array<ArrayBuffer>[] = []
    for (let left = count; left > 0;) {
      if (this.#chunk.length === 0) await this.#pull()
      const part = this.#take(Math.min(left, this.#chunk.length))
      parts.push(part)
      left -= part.length
    }
    return parts
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined)
  }

  #take(count: number): Uint8Array<ArrayBuffer> {
    const taken = this.#chunk.subarray(0, count)
    this.#chunk = this.#chunk.subarray(count)
    return taken
  }

  async #pull(): Promise<void> {
    const { done, value } = await this.#readOrStall()
    if (done) throw cut('it ended too early')
    // Response bodies are backed by plain buffers; the type is wider.
    this.#chunk = new Uint8Array(value)
  }

  async #readOrStall(): Promise<ReadableStreamReadResult<Uint8Array>> {
    let timer: NodeJS.Timeout | undefined
    const stalled = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(cut('nothing came for too long')), this.#stallMs)
    })
    try {
      return await Promise.race([this.#reader.read(), stalled])
    } catch (error) {
      throw error instanceof LineFault ? error : cut('the line broke', error)
    } finally {
      clearTimeout(timer)
    }
  }
}

function cut(reason: string, cause?: unknown): LineFault {
  return new LineFault('unreachable', { code: 'load_cut', reason }, 0, { cause })
}
