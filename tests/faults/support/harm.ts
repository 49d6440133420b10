import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Loaded before a desk: while the file that HARM_DISK names exists, every flush of the disk fails. */
const trigger = process.env.HARM_DISK
if (trigger !== undefined) {
  const { fsyncSync } = fs
  fs.fsyncSync = (file) => {
    if (fs.existsSync(trigger)) throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' })
    return fsyncSync(file)
  }
  syncBuiltinESMExports()
}
