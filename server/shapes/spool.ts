import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Visibility } from './visibility.ts'

/** What is left to send of a snapshot after its first chunk. */
export interface SpooledSnapshot {
  readonly visibility: Visibility
  /** Number of chunks; the first was sent at once and is not kept. */
  readonly chunks: number
  chunk(index: number): Promise<string>
}

export interface SpoolWriter {
  add(chunk: string): Promise<void>
  finish(visibility: Visibility): Promise<void>
  abandon(): Promise<void>
}

interface Entry {
  readonly snapshot: SpooledSnapshot
  readonly file: string
  timer: NodeJS.Timeout
}

const KEEP_MS = 300_000

/** Chunks of snapshots between their requests, on disk: a terminal on a slow line takes minutes. A restart forgets them. */
export class SnapshotSpool {
  private readonly folder: string
  private readonly entries = new Map<string, Entry>()

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'snapshots')
    rmSync(this.folder, { recursive: true, force: true })
    mkdirSync(this.folder, { recursive: true })
  }

  get(handle: string): SpooledSnapshot | undefined {
    const entry = this.entries.get(handle)
    entry?.timer.refresh()
    return entry?.snapshot
  }

  write(handle: string): SpoolWriter {
    const file = join(this.folder, `${handle}.json`)
    const stream = createWriteStream(file)
    const failed = once(stream, 'error').then(([error]) => Promise.reject(error as Error))
    failed.catch(() => undefined)
    const spans: { at: number; bytes: number }[] = []
    let at = 0
    const close = async () => {
      stream.end()
      await Promise.race([once(stream, 'close'), failed])
    }
    return {
      add: async (chunk) => {
        const bytes = Buffer.from(chunk)
        spans.push({ at, bytes: bytes.length })
        at += bytes.length
        if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), failed])
      },
      finish: async (visibility) => {
        await close()
        this.keep(handle, file, spans, visibility)
      },
      abandon: async () => {
        stream.destroy()
        await rm(file, { force: true })
      },
    }
  }

  close(): void {
    for (const entry of this.entries.values()) clearTimeout(entry.timer)
    this.entries.clear()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private keep(handle: string, file: string, spans: { at: number; bytes: number }[], visibility: Visibility): void {
    const snapshot = {
      visibility,
      chunks: spans.length + 1,
      chunk: (index: number) => readSpan(file, spans[index - 1]),
    }
    const forget = () => {
      this.entries.delete(handle)
      void rm(file, { force: true })
    }
    const timer = setTimeout(forget, KEEP_MS)
    timer.unref()
    this.entries.set(handle, { snapshot, file, timer })
  }
}

async function readSpan(file: string, span: { at: number; bytes: number } | undefined): Promise<string> {
  if (!span) throw new Error('no such chunk')
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(span.bytes), 0, span.bytes, span.at)
    return buffer.toString('utf8')
  } finally {
    await handle.close()
  }
}
