import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Uuid } from '../../shared/kernel/ids.ts'
import { Problem } from '../problem.ts'
import { type ContentType, contentTypeOf, HEAD_BYTES } from './content-type.ts'
import type { FileKey } from './file-key.ts'
import { FileRoom } from './room.ts'

export interface FileLimits {
  readonly fileBytes: number
  /** Of all files of one property, those that are on their way too. */
  readonly propertyBytes: number
  /** An upload that nobody went on with for so long is thrown away. */
  readonly partialMs: number
}

export const FILE_LIMITS: FileLimits = { fileBytes: 20 * 2 ** 20, propertyBytes: 20 * 2 ** 30, partialMs: 86_400_000 }

export interface StoredFile {
  readonly type: ContentType
  readonly size: number
  /** From `start` to `end`, both included. */
  read(start: number, end: number): ReturnType<typeof createReadStream>
}

/**
 * Files on this server's disk, by the SHA-256 of their content:
 *
 *   <folder>/<property>/<kind>/<first two digits>/<sha256>     finished: proved, typed, on disk; never changed
 *   <folder>/partial/<property>.<kind>.<sha256>                as far as it has come
 */
export class FileStore {
  private readonly busy = new Set<string>()
  private readonly room: FileRoom

  constructor(
    private readonly folder: string,
    private readonly limits: FileLimits = FILE_LIMITS,
  ) {
    this.room = new FileRoom(folder, join(folder, 'partial'))
  }

  async find(key: FileKey): Promise<StoredFile | undefined> {
    const path = this.finished(key)
    const size = await sizeOf(path)
    const type = size === undefined ? undefined : contentTypeOf(await readHead(path))
    if (size === undefined || !type) return undefined
    return { type, size, read: (start, end) => createReadStream(path, { start, end }) }
  }

  /** Bytes that have arrived; undefined where nothing has. */
  partialSize(key: FileKey): Promise<number | undefined> {
    return sizeOf(this.partial(key))
  }

  /**
   * Takes the bytes from `offset` on of a file that is `length` long. What arrives before a cut stays and is gone on with. Returns how far
   * the file has come; at `length` it is finished. Throws `Problem`.
   */
  async append(key: FileKey, offset: number, length: number, body: AsyncIterable<Uint8Array>): Promise<number> {
    if (length > this.limits.fileBytes) throw tooLarge(this.limits.fileBytes)
    if (await sizeOf(this.finished(key))) return length
    const path = this.partial(key)
    if (this.busy.has(path))
      throw new Problem(409, 'file_busy', 'This file is being sent already. Wait until that is done.')
    this.busy.add(path)
    try {
      await this.refuseOverQuota(key.property, length - ((await sizeOf(path)) ?? 0))
      const reached = await this.write(path, offset, length, body)
      if (reached === length) {
        await this.finish(key, path)
        this.room.noteFinished(key.property, length)
      }
      return reached
    } finally {
      this.busy.delete(path)
    }
  }

  /** Throws away uploads that were given up. Returns how many. */
  async sweep(now: number): Promise<number> {
    const names = await readdir(join(this.folder, 'partial')).catch(() => [])
    let swept = 0
    for (const name of names) {
      const path = join(this.folder, 'partial', name)
      const stats = await stat(path).catch(() => undefined)
      if (!stats || now - stats.mtimeMs < this.limits.partialMs || this.busy.has(path)) continue
      await rm(path, { force: true })
      swept++
    }
    return swept
  }

  private async write(path: string, offset: number, length: number, body: AsyncIterable<Uint8Array>): Promise<number> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(path, 'a', 0o600)
    try {
      const { size } = await file.stat()
      if (offset !== size) {
        throw new Problem(409, 'file_offset', `The centre has ${size} bytes of this file. Go on from there.`, {
          offset: size,
        })
      }
      return await pour(file, size, length, body)
    } finally {
      await file.sync()
      await file.close()
    }
  }

  private async finish(key: FileKey, partial: string): Promise<void> {
    const type = contentTypeOf(await readHead(partial))
    const good = type !== undefined && (await digestOf(partial)) === key.sha256
    if (!good) {
      await rm(partial, { force: true })
      throw type === undefined
        ? new Problem(
            415,
            'file_type',
            'Only JPEG, PNG and WebP pictures and PDF documents are kept. Save it as one of these and send it again.',
          )
        : new Problem(
            422,
            'file_checksum',
            'The file arrived damaged: its checksum differs. Send it again from the beginning.',
          )
    }
    const path = this.finished(key)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await rename(partial, path)
    await syncFolder(dirname(path))
  }

  private async refuseOverQuota(property: Uuid, more: number): Promise<void> {
    if ((await this.room.usedBy(property)) + more <= this.limits.propertyBytes) return
    throw new Problem(
      507,
      'file_quota',
      'The centre keeps no more files for this hotel. Ask head office for more room.',
    )
  }

  private finished({ property, kind, sha256 }: FileKey): string {
    return join(this.folder, property, kind, sha256.slice(0, 2), sha256)
  }

  private partial({ property, kind, sha256 }: FileKey): string {
    return join(this.folder, 'partial', `${property}.${kind}.${sha256}`)
  }
}

async function pour(file: FileHandle, from: number, length: number, body: AsyncIterable<Uint8Array>): Promise<number> {
  let size = from
  try {
    for await (const chunk of body) {
      if (size + chunk.byteLength > length) throw tooLarge(length)
      await file.write(chunk)
      size += chunk.byteLength
    }
  } catch (error) {
    // A sender that hung up: what has arrived is good.
    if (error instanceof Problem || !(error instanceof Error) || !isCut(error)) throw error
  }
  return size
}

const isCut = (error: Error) => error.name === 'AbortError' || ('code' in error && error.code === 'ECONNRESET')

function tooLarge(bytes: number): Problem {
  return new Problem(
    413,
    'file_too_large',
    `This file is larger than ${bytes} bytes. Save it smaller and send it again.`,
  )
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
