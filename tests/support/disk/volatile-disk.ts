import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { DiskChange } from './file-layer.ts'

/** What a drive writes as a whole. */
const BLOCK = 4096

/** Between 0 and 1; below 0.5 keeps what was not flushed. */
export type Chance = () => number

interface FileNode {
  readonly kind: 'file'
  /** What a reader sees, and what is certain to be there after a cut. */
  seen: Buffer
  seenSize: number
  sure: Buffer
  sureSize: number
  /** Numbers of blocks that were written since the last flush. */
  readonly dirty: Set<number>
}
interface FolderNode {
  readonly kind: 'folder'
  readonly seen: Map<string, DiskNode>
  readonly sure: Map<string, DiskNode>
  /** Names that came and went since the last flush, in order. */
  readonly unsure: NameChange[]
}
type DiskNode = FileNode | FolderNode
/** A rename is one step: the old name goes as the new one comes. */
interface NameChange {
  readonly gone: string | undefined
  readonly come: { readonly name: string; readonly node: DiskNode } | undefined
}

/**
 * A disk with a cache that a power cut empties. What a folder looked like after a cut follows from what was done to it and from what had
 * been flushed: of each file that was not, every block of 4 KB is the new one or the flushed one, by chance; of each folder some of the last
 * names are missing or still there. A flushed file keeps its own name and those that came before it in its folder, as file systems
 * with a journal have it.
 */
export class VolatileDisk {
  readonly #root: string
  readonly #top: FolderNode = newFolder()

  constructor(root: string) {
    this.#root = root
  }

  apply(change: DiskChange): void {
    const { folder, name } = this.#place(change.path)
    switch (change.kind) {
      case 'file':
        return addName(folder, name, newFile())
      case 'folder':
        return addName(folder, name, newFolder())
      case 'write':
        return write(fileIn(folder, name), change.at, change.data)
      case 'resize':
        return resize(fileIn(folder, name), change.size)
      case 'remove':
        return changeNames(folder, { gone: name, come: undefined })
      case 'rename':
        return this.#rename(folder, name, change.to)
      case 'flush':
        return this.#flush(folder, name)
    }
  }

  /** Writes what a cut leaves at this moment into an empty folder. The disk itself goes on. */
  cutInto(target: string, chance: Chance): void {
    rmSync(target, { recursive: true, force: true })
    layOut(this.#top, target, chance)
  }

  #rename(folder: FolderNode, name: string, to: string): void {
    const target = this.#place(to)
    if (target.folder !== folder) throw new Error(`a rename across folders is not simulated: ${to}`)
    const node = folder.seen.get(name)
    if (node) changeNames(folder, { gone: name, come: { name: target.name, node } })
  }

  #flush(folder: FolderNode, name: string): void {
    const node = name === '' ? this.#top : folder.seen.get(name)
    if (node?.kind === 'folder') return settleNames(node, node.unsure.length)
    if (!node) return
    settleContent(node)
    settleNames(folder, folder.unsure.findLastIndex((change) => change.come?.node === node) + 1)
  }

  #place(path: string): { folder: FolderNode; name: string } {
    const parts = relative(this.#root, path).split(sep)
    const name = parts.pop() ?? ''
    let folder = this.#top
    for (const part of parts) {
      const next = folder.seen.get(part)
      if (next?.kind !== 'folder') throw new Error(`the simulated disk has no folder for ${path}`)
      folder = next
    }
    return { folder, name }
  }
}

const newFile = (): FileNode => ({
  kind: 'file',
  seen: Buffer.alloc(0),
  seenSize: 0,
  sure: Buffer.alloc(0),
  sureSize: 0,
  dirty: new Set(),
})
const newFolder = (): FolderNode => ({ kind: 'folder', seen: new Map(), sure: new Map(), unsure: [] })

function addName(folder: FolderNode, name: string, node: DiskNode): void {
  changeNames(folder, { gone: undefined, come: { name, node } })
}

function changeNames(folder: FolderNode, change: NameChange): void {
  applyNames(folder.seen, change)
  folder.unsure.push(change)
}

function applyNames(names: Map<string, DiskNode>, { gone, come }: NameChange): void {
  if (gone !== undefined) names.delete(gone)
  if (come) names.set(come.name, come.node)
}

function settleNames(folder: FolderNode, count: number): void {
  for (const change of folder.unsure.splice(0, count)) applyNames(folder.sure, change)
}

function fileIn(folder: FolderNode, name: string): FileNode {
  const node = folder.seen.get(name)
  if (node?.kind !== 'file') throw new Error(`the simulated disk has no file ${name}`)
  return node
}

function write(file: FileNode, at: number, data: Buffer): void {
  if (data.length === 0) return
  file.seen = roomFor(file.seen, at + data.length)
  data.copy(file.seen, at)
  file.seenSize = Math.max(file.seenSize, at + data.length)
  for (let block = Math.floor(at / BLOCK); block * BLOCK < at + data.length; block++) file.dirty.add(block)
}

function resize(file: FileNode, size: number): void {
  file.seen = roomFor(file.seen, size)
  file.seen.fill(0, Math.min(size, file.seenSize))
  for (let block = Math.floor(size / BLOCK); block * BLOCK < file.seenSize; block++) file.dirty.add(block)
  file.seenSize = size
}

function settleContent(file: FileNode): void {
  file.sure = roomFor(file.sure, file.seenSize)
  for (const block of file.dirty) copyBlock(file, file.sure, block)
  file.sure.fill(0, file.seenSize)
  file.sureSize = file.seenSize
  file.dirty.clear()
}

function copyBlock(file: FileNode, into: Buffer, block: number): void {
  file.seen.copy(into, block * BLOCK, block * BLOCK, Math.min((block + 1) * BLOCK, file.seen.length, into.length))
}

/** Grows in doubles: a log file comes in many small writes. */
function roomFor(buffer: Buffer, size: number): Buffer {
  if (size <= buffer.length) return buffer
  const grown = Buffer.alloc(Math.max(size, Math.min(buffer.length * 2, buffer.length + (4 << 20))))
  buffer.copy(grown)
  return grown
}

function layOut(folder: FolderNode, path: string, chance: Chance): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const names = new Map(folder.sure)
  const kept = Math.floor((1 - chance()) * (folder.unsure.length + 1))
  for (const change of folder.unsure.slice(0, kept)) applyNames(names, change)
  for (const [name, node] of names) {
    if (node.kind === 'folder') layOut(node, join(path, name), chance)
    else writeFileSync(join(path, name), contentAfterCut(node, chance), { mode: 0o600 })
  }
}

function contentAfterCut(file: FileNode, chance: Chance): Buffer {
  const size = file.seenSize !== file.sureSize && chance() < 0.5 ? file.seenSize : file.sureSize
  const content = Buffer.alloc(size)
  file.sure.copy(content, 0, 0, Math.min(size, file.sureSize))
  for (const block of file.dirty) if (chance() < 0.5) copyBlock(file, content, block)
  return content
}
