import type { CentreAnswer } from '../centre-fetch.ts'
import type { SyncedTable } from './tables.ts'
import { type Frame, readFrames } from './frames.ts'
import { type Line, LineFault } from './line.ts'
import { isWhole, LoadFile } from './load-file.ts'
import { type LoadProgress, secondsLeft } from './load-progress.ts'
import { TAKES_PACKED, unpackedStream } from './packed.ts'

export interface DownloadOptions {
  readonly line: Line
  readonly tables: readonly SyncedTable[]
  readonly signal: AbortSignal
  readonly folder: string
  checkRoom?(): void
  onProgress?(progress: LoadProgress): void
}

/**
 * The frames of one snapshot of the centre: those that an earlier try has left in the file, then those that come. It asks when it is opened, and
 * fetches and keeps the next frame while its reader is at work on one.
 */
export class Download {
  readonly #options: DownloadOptions
  readonly #file: LoadFile
  readonly #started = performance.now()
  readonly #tables = new Set<string>()
  readonly #closing = new AbortController()
  readonly #source: AsyncGenerator<Frame>
  #next: Promise<IteratorResult<Frame>>
  #rows = 0
  #ofRows: number | null = null
  /** Rows that an earlier try has left. */
  #stored = 0
  /** Taken in while they come, each row is one step of work; else it is half of one as it comes, half as it is taken in. */
  #share = 1

  private constructor(options: DownloadOptions, file: LoadFile) {
    this.#options = options
    this.#file = file
    this.#source = this.#read()
    this.#next = nextOf(this.#source)
  }

  static async open(options: DownloadOptions): Promise<Download> {
    options.checkRoom?.()
    return new Download(options, await LoadFile.open(options.folder))
  }

  /** Every frame, in the order of the centre; once. */
  async *frames(): AsyncGenerator<Frame> {
    for (let read = await this.#next; !read.done; read = await this.#next) {
      this.#next = nextOf(this.#source)
      yield read.value
    }
  }

  async *#read(): AsyncGenerator<Frame> {
    const response = await this.#ask()
    if (this.#file.size > 0) {
      for await (const frame of this.#file.stored()) {
        this.#note(frame)
        if ('table' in frame.head) this.#stored += frame.head.rows
        yield frame
      }
    }
    yield* this.#arriving(response)
  }

  /** Waits until all are here; nothing is taken in meanwhile. */
  async complete(): Promise<AsyncIterable<Frame>> {
    this.#share = 0.5
    let end: Frame | undefined
    for await (const frame of this.frames()) {
      this.#count(frame, false)
      end = frame
    }
    this.#tables.clear()
    const file = this.#file
    return (async function* () {
      yield* file.stored()
      if (end) yield end
    })()
  }

  /** A frame stands in the database. */
  taken(frame: Frame): void {
    this.#count(frame, true)
  }

  async discard(): Promise<void> {
    await this.#stop()
    await this.#file.discard()
  }

  async close(): Promise<void> {
    await this.#stop()
    await this.#file.close()
  }

  async #stop(): Promise<void> {
    this.#closing.abort()
    await this.#next.catch(() => undefined)
    await this.#source.return(undefined)
  }

  async *#arriving(response: CentreAnswer): AsyncGenerator<Frame> {
    const body = unpackedStream(response)
    if (!body) throw new LineFault('unreachable', { code: 'load_empty' })
    for await (const frame of readFrames(body)) {
      this.#options.checkRoom?.()
      if (!('end' in frame.head)) {
        if (!isWhole(frame)) throw new LineFault('unreachable', { code: 'load_damaged' })
        await this.#file.append(frame)
      }
      this.#note(frame)
      yield frame
    }
  }

  /** Goes on with the load in the file where the centre still has it. */
  async #ask(): Promise<CentreAnswer> {
    const load = await this.#loadInFile()
    if (load !== undefined) {
      const response = await this.#send({ load, from: this.#file.size })
      if (response.status !== 409) return response
      await response.body?.cancel()
    }
    await this.#file.discard()
    return this.#send(undefined)
  }

  #send(resume: { load: string; from: number } | undefined): Promise<CentreAnswer> {
    const { line, tables, signal } = this.#options
    return line.send(line.url('/v1/bootstrap'), {
      method: 'POST',
      isLong: true,
      signal: AbortSignal.any([signal, this.#closing.signal]),
      headers: { 'content-type': 'application/json', ...TAKES_PACKED },
      body: JSON.stringify({
        tables: tables.map(({ name }) => name),
        types: Object.fromEntries(tables.flatMap(({ name, types }) => (types ? [[name, types]] : []))),
        ...(resume && { resume }),
      }),
    })
  }

  async #loadInFile(): Promise<string | undefined> {
    for await (const { head } of this.#file.stored()) return 'begin' in head ? head.begin : undefined
    return undefined
  }

  #note({ head }: Frame): void {
    if ('begin' in head) this.#ofRows = Object.values(head.rows).reduce((sum, rows) => sum + rows, 0)
  }

  #count({ head }: Frame, landed: boolean): void {
    if ('table' in head) {
      this.#rows += head.rows * this.#share
      this.#tables.add(head.table)
    }
    const of = this.#options.tables.length
    const rows = Math.round(this.#rows)
    const ofRows = this.#ofRows
    const left =
      ofRows === null ? null : secondsLeft(this.#stored * this.#share, rows, ofRows, performance.now() - this.#started)
    const done = 'end' in head && landed ? of : Math.max(0, this.#tables.size - 1)
    this.#options.onProgress?.({ done, of, rows, ofRows, secondsLeft: left })
  }
}

/** Its failure is met by whoever takes it. */
function nextOf(source: AsyncIterator<Frame>): Promise<IteratorResult<Frame>> {
  const next = source.next()
  next.catch(() => undefined)
  return next
}
