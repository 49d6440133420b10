import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Visibility } from './visibility.ts'

/** A snapshot in the chunks in which it is sent. */
export interface SpooledSnapshot {
  readonly handle: string
  readonly visibility: Visibility
  /** At least one. */
  readonly chunks: number
  chunk(index: number): Promise<string>
}

export interface SpoolWriter {
  add(chunk: string): Promise<void>
  finish(visibility: Visibility): Promise<SpooledSnapshot>
  abandon(): Promise<void>
}

interface Entry {
  readonly snapshot: SpooledSnapshot
  readonly identity: string
  readonly since: number
  readonly timer: NodeJS.Timeout
}

const KEEP_MS = 300_000
/** After a rotation many terminals load the same rows: those of one scope share a snapshot, which the log completes for each. */
const SHARE_MS = 60_000

/** Chunks of snapshots between their requests, on disk: a terminal on a slow line takes minutes. A restart forgets them. */
export class SnapshotSpool {
  private readonly folder: string
  private readonly entries = new Map<string, Entry>()
  private readonly underWay = new Map<string, Promise<SpooledSnapshot>>()

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'snapshots')
    rmSync(this.folder, { recursive: true, force: true })
    mkdirSync(this.folder, { recursive: true })
  }

  /** A snapshot of the same rows and columns that was taken just now. */
  find(identity: string): SpooledSnapshot | undefined {
    const entries = [...this.entries.values()].filter((entry) => entry.identity === identity)
    return entries.find((entry) => entry.since > Date.now() - SHARE_MS)?.snapshot
  }

  /** Who asks for the same while it is being read waits for it. */
  once(identity: string, take: () => Promise<SpooledSnapshot>): Promise<SpooledSnapshot> {
    const joined = this.underWay.get(identity)
    if (joined) return joined
    const taken = take().finally(() => this.underWay.delete(identity))
    this.underWay.set(identity, taken)
    return taken
  }

  get(handle: string): SpooledSnapshot | undefined {
    const entry = this.entries.get(handle)
    entry?.timer.refresh()
    return entry?.snapshot
  }

  write(handle: string, identity: string): SpoolWriter {
    const file = join(this.folder, `${handle}.json`)
    const stream = createWriteStream(file)
    const failed = once(stream, 'error').then(([error]) => Promise.reject(error as Error))
    failed.catch(() => undefined)
    const spans: Span[] = []
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
        return this.keep(handle, identity, file, spans, visibility)
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

  private keep(
    handle: string,
    identity: string,
    file: string,
    spans: readonly Span[],
    visibility: Visibility,
  ): SpooledSnapshot {
    const snapshot = {
      handle,
      visibility,
      chunks: Math.max(1, spans.length),
      chunk: (index: number) => readSpan(file, spans[index]),
    }
    const forget = () => {
      this.entries.delete(handle)
      void rm(file, { force: true })
    }
    const timer = setTimeout(forget, KEEP_MS)
    timer.unref()
    this.entries.set(handle, { snapshot, identity, since: Date.now(), timer })
    return snapshot
  }
}

interface Span {
  readonly at: number
  readonly bytes: number
}

async function readSpan(file: string, span: Span | undefined): Promise<string> {
  if (!span) return '' // of a table without rows
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(span.bytes), 0, span.bytes, span.at)
    return buffer.toString('utf8')
  } finally {
    await handle.close()
  }
}
