import { createReadStream, existsSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Frame, readFrames, sizeOf } from './frames.ts'

/**
 * Frames of a first load, as they came, until all are here: a load that is cut or killed goes on from what is in the file. It belongs to
 * one snapshot of the centre, named by its first frame. Nothing waits for the disk: what a power cut takes of it comes again.
 */
export class LoadFile {
  readonly #path: string
  #file: FileHandle | null = null
  #size = 0

  private constructor(path: string) {
    this.#path = path
  }

  /** Cuts off what is not whole. */
  static async open(folder: string): Promise<LoadFile> {
    const file = new LoadFile(join(folder, 'first-load.part'))
    if (existsSync(file.#path)) for await (const frame of file.stored()) file.#size += sizeOf(frame)
    return file
  }

  /** Bytes of whole frames. */
  get size(): number {
    return this.#size
  }

  /** Whole frames, from the first on. */
  async *stored(): AsyncGenerator<Frame> {
    if (!existsSync(this.#path)) return
    const bytes = createReadStream(this.#path)
    try {
      const limit = this.#file ? this.#size : Number.POSITIVE_INFINITY
      let at = 0
      for await (const frame of readFrames(Readable.toWeb(bytes) as ReadableStream<Uint8Array>)) {
        if (at >= limit || !isWhole(frame)) return
        at += sizeOf(frame)
        yield frame
      }
    } catch {
      // The rest is torn.
    } finally {
      bytes.destroy()
    }
  }

  async append(frame: Frame): Promise<void> {
    this.#file ??= await this.#openAtEnd()
    const bytes = Buffer.concat([Buffer.from(frame.line), Buffer.from('\n'), ...frame.bytes])
    for (let done = 0; done < bytes.length;) {
      done += (await this.#file.write(bytes, done, bytes.length - done, this.#size + done)).bytesWritten
    }
    this.#size += bytes.length
  }

  async #openAtEnd(): Promise<FileHandle> {
    const file = await open(this.#path, existsSync(this.#path) ? 'r+' : 'w+', 0o600)
    await file.truncate(this.#size)
    return file
  }

  async discard(): Promise<void> {
    await this.close()
    rmSync(this.#path, { force: true })
    this.#size = 0
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = null
  }
}

/** What was written just before the power went may be anything. */
export function isWhole(frame: Frame): boolean {
  if (!('table' in frame.head)) return 'begin' in frame.head
  return frame.bytes.reduce((crc, part) => crc32(part, crc), 0) === frame.head.crc
}
