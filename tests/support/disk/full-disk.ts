import { statSync } from 'node:fs'
import { type DiskChange, watchFolder } from './file-layer.ts'

export interface FullDisk {
  /** How many bytes files of the folder may still grow by. */
  left: number
  /** How often it said no. */
  refusals: number
  remove(): void
}

/** A disk that takes what fits: what lengthens a file or makes one fails with ENOSPC once `left` is used up. What is freed is not given back. */
export function limitDisk(folder: string, left = Infinity): FullDisk {
  const disk: FullDisk = { left, refusals: 0, remove: () => undefined }
  disk.remove = watchFolder(folder, (change) => {
    const growth = growthOf(change)
    if (growth > disk.left) {
      disk.refusals++
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', errno: -28 })
    }
    disk.left -= growth
  })
  return disk
}

/** What a file system needs for a name. */
const NAME_BYTES = 4096

function growthOf(change: DiskChange): number {
  if (change.kind === 'file' || change.kind === 'folder') return NAME_BYTES
  const size = statSync(change.path, { throwIfNoEntry: false })?.size ?? 0
  if (change.kind === 'write') return Math.max(0, change.at + change.data.length - size)
  return change.kind === 'resize' ? Math.max(0, change.size - size) : 0
}
