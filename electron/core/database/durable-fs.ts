import { closeSync, fsyncSync, openSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** PGlite starts PostgreSQL with -F (no fsync); here every commit reaches the disk before it is answered. */
export const durableStartParams: string[] = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...['fsync=on', 'wal_sync_method=fsync', 'full_page_writes=on', 'max_wal_size=128MB', 'min_wal_size=32MB'].flatMap(
    (setting) => ['-c', setting],
  ),
]

/** The parts of Emscripten that PGlite's types leave open. */
interface NodeStream {
  readonly nfd?: number
  readonly node: unknown
}
interface NodeFileSystem {
  readonly stream_ops: { fsync?: (stream: NodeStream) => number }
  realPath(node: unknown): string
}

/** The number of WASI: PostgreSQL must hear of a failed fsync as C does. An exception would tear through it and leave it half alive. */
const EIO = 29

/** Emscripten's NODEFS has no fsync of its own: without this, PostgreSQL's call would succeed and do nothing. */
export class DurableNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...args)
    const preRun = [...(emscriptenOpts.preRun ?? []), (module: { NODEFS: unknown }) => giveFsync(module.NODEFS)]
    return { emscriptenOpts: { ...emscriptenOpts, preRun } }
  }
}

function giveFsync(files: unknown): void {
  if (!isNodeFileSystem(files)) {
    throw new Error('This PGlite has no NODEFS to give an fsync to: without it commits would not be durable.')
  }
  files.stream_ops.fsync = (stream) => {
    try {
      if (stream.nfd) fsyncSync(stream.nfd)
      else syncFolder(files.realPath(stream.node))
      return 0
    } catch {
      return EIO
    }
  }
}

function isNodeFileSystem(value: unknown): value is NodeFileSystem {
  return typeof value === 'object' && value !== null && 'stream_ops' in value && 'realPath' in value
}

/** Makes names that were created, renamed or removed in a folder durable. Windows cannot open a folder; NTFS journals names itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
