import { statfsSync } from 'node:fs'
import { ProblemError } from '../problem-error.ts'

/** The disk is full. Nothing was changed. */
export class DiskFullError extends ProblemError {
  override readonly name = 'DiskFullError'
  constructor(reason: string, options?: ErrorOptions) {
    super({ code: 'disk_full', reason }, options)
  }
}

/** Finds the free bytes of the disk that a folder is on. */
export type FreeBytes = (folder: string) => number

/** PostgreSQL stops for good where it cannot lengthen its log by a segment of 16 MB: long before that nothing more is taken. */
const NEEDED = 64 << 20

const freeBytesOf: FreeBytes = (folder) => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Throws `DiskFullError` where there is too little room to begin something. A disk that does not tell is taken at its writes. */
export function checkRoom(folder: string, freeBytes: FreeBytes = freeBytesOf): void {
  let free: number
  try {
    free = freeBytes(folder)
  } catch {
    return
  }
  if (free < NEEDED) throw new DiskFullError(`${folder} has ${free >> 20} MB left, ${NEEDED >> 20} MB are needed`)
}

/** PostgreSQL's disk_full, and what the system calls it. */
const FULL = new Set(['53100', 'ENOSPC', 'EDQUOT'])

/** In a hotel's words where the disk became full on the way; everything else unchanged. */
export function explainFull(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DiskFullError) return error
  const code = 'sqlState' in error ? error.sqlState : 'code' in error ? error.code : undefined
  return FULL.has(String(code)) ? new DiskFullError(error.message, { cause: error }) : error
}
