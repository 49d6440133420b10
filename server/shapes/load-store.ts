import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Visibility } from './visibility.ts'

/** A first load under way: the frames of one snapshot, in a file, so that a terminal that was cut goes on where it stood. */
export interface Load {
  readonly id: string
  readonly terminal: string
  readonly visibility: Visibility
  /** In the order of its shapes. */
  readonly handles: readonly string[]
  /** Once the stream has passed it, what the snapshot does not see is in the log (S11). */
  readonly fence: Promise<bigint>
  /** From this byte on, as it comes in. Ends with the last frame of the snapshot; throws where that was never read. */
  read(from: number): AsyncGenerator<Buffer>
}

type LoadOf = Pick<Load, 'terminal' | 'visibility' | 'handles' | 'fence'>

/** Writes the frames of a snapshot; rejects where the snapshot broke. */
export type WriteFrames = (put: (frame: Buffer) => Promise<void>) => Promise<void>

const READ_BYTES = 256 * 1024
/** Since somebody last read of it. */
const KEEP_MS = 600_000

export class LoadStore {
  readonly #folder: string
  readonly #keepMs: number
  readonly #loads = new Map<string, StoredLoad>()
  readonly #writing = new Set<Promise<void>>()

  constructor(dataDir: string, keepMs = KEEP_MS) {
    this.#folder = join(dataDir, 'loads')
    this.#keepMs = keepMs
    rmSync(this.#folder, { recursive: true, force: true })
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
  }

  /** The load of this name, for the terminal that began it. */
  find(id: string, terminal: string): Load | undefined {
    const load = this.#loads.get(id)
    return load?.terminal === terminal ? load : undefined
  }

  /** A terminal that begins anew will not go on with an older load. The snapshot is read at the database's pace, whoever listens. */
  begin(of: LoadOf): StoredLoad {
    for (const load of this.#loads.values()) if (load.terminal === of.terminal && load.isIdle) this.drop(load.id)
    const id = randomUUID()
    const load = new StoredLoad(of, id, join(this.#folder, id), this.#keepMs, () => this.drop(id))
    this.#loads.set(id, load)
    return load
  }

  drop(id: string): void {
    const load = this.#loads.get(id)
    if (!this.#loads.delete(id) || !load) return
    const removing = load.remove().finally(() => this.#writing.delete(removing))
    this.#writing.add(removing)
  }

  async close(): Promise<void> {
    for (const id of [...this.#loads.keys()]) this.drop(id)
    await Promise.all(this.#writing)
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

export class StoredLoad implements Load {
  readonly terminal: string
  readonly visibility: Visibility
  readonly handles: readonly string[]
  readonly fence: Promise<bigint>
  /** Something can be read. */
  readonly begun: Promise<void>
  #markBegun: () => void = () => undefined
  #size = 0
  /** The one for whom it was begun counts from then on. */
  #readers = 1
  #isAwaited = true
  #end: { readonly error?: unknown } | undefined
  #changed = new AbortController()
  readonly #timer: NodeJS.Timeout

  constructor(
    of: LoadOf,
    readonly id: string,
    private readonly path: string,
    keepMs: number,
    onStale: () => void,
  ) {
    this.terminal = of.terminal
    this.visibility = of.visibility
    this.handles = of.handles
    this.fence = of.fence
    this.begun = new Promise((resolve) => (this.#markBegun = resolve))
    this.#timer = setTimeout(onStale, keepMs)
    this.#timer.unref()
  }

  /** Nobody reads of it. */
  get isIdle(): boolean {
    return this.#readers === 0
  }

  /** Resolves when the snapshot has been read to its end. */
  async fill(write: WriteFrames): Promise<void> {
    let file: FileHandle | undefined
    try {
      const opened = (file = await open(this.path, 'w', 0o600))
      await write(async (frame) => {
        if (this.#end) throw new Error('this first load was given up')
        await opened.write(frame)
        this.#size += frame.length
        this.#timer.refresh()
        this.#tell()
      })
      this.#end ??= {}
    } catch (error) {
      this.#end ??= { error }
      throw error
    } finally {
      this.#tell()
      await file?.close()
    }
  }

  async *read(from: number): AsyncGenerator<Buffer> {
    const file = await open(this.path, 'r')
    if (!this.#isAwaited) this.#readers += 1
    this.#isAwaited = false
    try {
      for (let at = from; ;) {
        this.#timer.refresh()
        const waiting = this.#changed.signal
        if (at < this.#size) {
          const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(READ_BYTES, this.#size - at)), {
            position: at,
          })
          at += bytesRead
          yield buffer.subarray(0, bytesRead)
        } else if (this.#end) {
          if (this.#end.error !== undefined) throw this.#end.error
          return
        } else await new Promise((resolve) => waiting.addEventListener('abort', resolve, { once: true }))
      }
    } finally {
      this.#readers -= 1
      await file.close()
    }
  }

  /** Whoever writes or reads it is told at the next step. */
  async remove(): Promise<void> {
    clearTimeout(this.#timer)
    this.#end = { error: new Error('this first load was given up') }
    this.#tell()
    await rm(this.path, { force: true })
  }

  #tell(): void {
    this.#markBegun()
    const told = this.#changed
    this.#changed = new AbortController()
    told.abort()
  }
}
