import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from './durable-fs.ts'

/** Writes a file, for its owner only, and has it on the disk before it returns. */
export function writeDurably(path: string, data: string | Uint8Array): void {
  const file = openSync(path, 'w', 0o600)
  try {
    writeFileSync(file, data)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Old content or new content stands at the path, never half of one. */
export function replaceFile(path: string, data: string | Uint8Array): void {
  const fresh = `${path}.new`
  writeDurably(fresh, data)
  renameDurably(fresh, path)
}

export function renameDurably(from: string, to: string): void {
  renameSync(from, to)
  syncFolder(dirname(to))
}
