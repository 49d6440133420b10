import fs from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { resolve, sep } from 'node:path'

/** One change of a folder's files, told before it reaches the disk. Whoever hears it may throw instead of letting it happen. */
export type DiskChange =
  | { readonly kind: 'file' | 'folder'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly at: number; readonly data: Buffer }
  | { readonly kind: 'resize'; readonly path: string; readonly size: number }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string }
  /** The file's content, or the folder's names, are on the disk from here on. */
  | { readonly kind: 'flush'; readonly path: string }

type Hear = (change: DiskChange) => void
type Original = typeof fs

/**
 * Stands between everything that this process does to a folder and the disk: PGlite's files, the journal, keys, images, a first load. It takes the
 * place of functions of node:fs, since Emscripten's NODEFS can be given no others. Paths are absolute. Undone by the returned function.
 */
export function watchFolder(root: string, hear: Hear): () => void {
  const original = { ...fs, promises: { ...fs.promises } }
  const layer = new FileLayer(resolve(root), hear)
  const functions = layer.functions(original)
  Object.assign(fs, functions)
  Object.assign(fs.promises, { open: layer.openAwaited(original) })
  syncBuiltinESMExports()
  return () => {
    for (const name of Object.keys(functions)) Object.assign(fs, { [name]: original[name as keyof typeof fs] })
    Object.assign(fs.promises, { open: original.promises.open })
    syncBuiltinESMExports()
  }
}

class FileLayer {
  /** Files and folders of the root that are open, by descriptor; a renamed file is known by its new name. */
  readonly #open = new Map<number, { path: string; end: number }>()

  constructor(
    readonly root: string,
    readonly hear: Hear,
  ) {}

  functions(fs: Original): Partial<Original> {
    return { ...this.#descriptors(fs), ...this.#contents(fs), ...this.#names(fs) }
  }

  /** A file that is written and flushed in the background; its handle is watched while it is open. */
  openAwaited(fs: Original): Original['promises']['open'] {
    return async (path, flags, mode) => {
      const inside = this.#inside(path)
      if (inside !== undefined) this.#begin(fs, inside, flags)
      const handle = await fs.promises.open(path, flags, mode)
      if (inside === undefined) return handle
      this.#open.set(handle.fd, { path: inside, end: 0 })
      return Object.assign(handle, this.#handle(handle, handle.fd))
    }
  }

  #handle(handle: FileHandle, fd: number): Partial<FileHandle> {
    const [write, sync] = [handle.write.bind(handle), handle.sync.bind(handle)]
    const [truncate, close] = [handle.truncate.bind(handle), handle.close.bind(handle)]
    const heardWrite = (data: NodeJS.ArrayBufferView, offset = 0, length?: number, at?: number | null) => {
      this.#hearWrite(fd, data, offset, length, at)
      return write(data, offset, length, at)
    }
    return {
      // As with writeSync: nobody here writes text by it.
      write: heardWrite as FileHandle['write'],
      // Sure when it has ended; nobody writes meanwhile.
      sync: async () => {
        await sync()
        this.#hearAt(fd, (path) => ({ kind: 'flush', path }))
      },
      truncate: (size) => {
        this.#hearAt(fd, (path) => ({ kind: 'resize', path, size: size ?? 0 }))
        return truncate(size)
      },
      close: () => {
        this.#open.delete(fd)
        return close()
      },
    }
  }

  #hearAt(fd: number, change: (path: string) => DiskChange): void {
    const known = this.#open.get(fd)
    if (known) this.hear(change(known.path))
  }

  #hearWrite(fd: number, data: NodeJS.ArrayBufferView, offset: number, length?: number, at?: number | null): void {
    const known = this.#open.get(fd)
    if (!known) return
    const count = length ?? data.byteLength - offset
    const bytes = Buffer.from(Buffer.from(data.buffer, data.byteOffset + offset, count))
    this.hear({ kind: 'write', path: known.path, at: at ?? known.end, data: bytes })
    if (at === undefined || at === null) known.end += count
  }

  #inside(path: unknown): string | undefined {
    if (typeof path !== 'string' && !Buffer.isBuffer(path)) return undefined
    const full = resolve(path.toString())
    return full === this.root || full.startsWith(this.root + sep) ? full : undefined
  }

  #descriptors(fs: Original): Partial<Original> {
    return {
      openSync: (path, flags, mode) => {
        const inside = this.#inside(path)
        if (inside !== undefined) this.#begin(fs, inside, flags)
        const file = fs.openSync(path, flags, mode)
        if (inside !== undefined) this.#open.set(file, { path: inside, end: 0 })
        return file
      },
      closeSync: (file) => {
        this.#open.delete(file)
        fs.closeSync(file)
      },
      fsyncSync: (file) => {
        this.#hearAt(file, (path) => ({ kind: 'flush', path }))
        fs.fsyncSync(file)
      },
    }
  }

  #begin(fs: Original, path: string, flags: string | number | undefined): void {
    const { O_CREAT, O_TRUNC } = fs.constants
    const asked = typeof flags === 'number' ? flags : /^[wa]/.test(flags ?? 'r') ? O_CREAT : 0
    const empties = typeof flags === 'number' ? (flags & O_TRUNC) !== 0 : /^w/.test(flags ?? 'r')
    const exists = fs.existsSync(path)
    if (!exists && (asked & O_CREAT) !== 0) this.hear({ kind: 'file', path })
    if (exists && empties) this.hear({ kind: 'resize', path, size: 0 })
  }

  #contents(fs: Original): Partial<Original> {
    const writeSync = (file: number, data: NodeJS.ArrayBufferView, offset = 0, length?: number, at?: number | null) => {
      this.#hearWrite(file, data, offset, length, at)
      return fs.writeSync(file, data, offset, length, at)
    }
    return {
      // The other form of this function writes text; nobody here uses it.
      writeSync: writeSync as Original['writeSync'],
      writeFileSync: (target, data, options) => {
        const path = typeof target === 'number' ? this.#open.get(target)?.path : this.#inside(target)
        if (path !== undefined) {
          if (typeof target !== 'number') this.#begin(fs, path, 'w')
          this.hear({ kind: 'write', path, at: 0, data: bytesOf(data) })
        }
        fs.writeFileSync(target, data, options)
      },
      ftruncateSync: (file, size) => {
        this.#hearAt(file, (path) => ({ kind: 'resize', path, size: size ?? 0 }))
        fs.ftruncateSync(file, size)
      },
      truncateSync: (path, size) => {
        const inside = this.#inside(path)
        if (inside !== undefined) this.hear({ kind: 'resize', path: inside, size: size ?? 0 })
        fs.truncateSync(path, size)
      },
    }
  }

  #names(fs: Original): Partial<Original> {
    const remove = (path: string) => {
      if (!fs.existsSync(path)) return
      if (fs.lstatSync(path).isDirectory()) for (const name of fs.readdirSync(path)) remove(`${path}${sep}${name}`)
      this.hear({ kind: 'remove', path })
      // What is still written to it reaches nobody.
      for (const [file, known] of this.#open) if (known.path === path) this.#open.delete(file)
    }
    const mkdirSync = (path: fs.PathLike, options?: fs.MakeDirectoryOptions) => {
      const inside = this.#inside(path)
      if (inside !== undefined) this.#tellNewFolders(fs, inside)
      return fs.mkdirSync(path, options)
    }
    return {
      mkdirSync: mkdirSync as Original['mkdirSync'],
      renameSync: (from, to) => {
        const [inside, target] = [this.#inside(from), this.#inside(to)]
        if (inside !== undefined && target !== undefined) this.#rename(inside, target)
        fs.renameSync(from, to)
      },
      unlinkSync: (path) => {
        const inside = this.#inside(path)
        if (inside !== undefined) remove(inside)
        fs.unlinkSync(path)
      },
      rmdirSync: (path, options) => {
        const inside = this.#inside(path)
        if (inside !== undefined) remove(inside)
        fs.rmdirSync(path, options)
      },
      rmSync: (path, options) => {
        const inside = this.#inside(path)
        if (inside !== undefined) remove(inside)
        fs.rmSync(path, options)
      },
      copyFileSync: (from, to, mode) => {
        const inside = this.#inside(to)
        if (inside !== undefined) {
          this.#begin(fs, inside, 'w')
          this.hear({ kind: 'write', path: inside, at: 0, data: fs.readFileSync(from) })
        }
        fs.copyFileSync(from, to, mode)
      },
    }
  }

  #rename(from: string, to: string): void {
    this.hear({ kind: 'rename', path: from, to })
    for (const known of this.#open.values()) {
      if (known.path === from || known.path.startsWith(from + sep)) known.path = to + known.path.slice(from.length)
    }
  }

  #tellNewFolders(fs: Original, path: string): void {
    if (path === this.root || fs.existsSync(path)) return
    this.#tellNewFolders(fs, resolve(path, '..'))
    this.hear({ kind: 'folder', path })
  }
}

function bytesOf(data: string | NodeJS.ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data)
  return Buffer.from(Buffer.from(data.buffer, data.byteOffset, data.byteLength))
}
