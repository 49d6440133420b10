import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Loaded before a desk. HARM_CLOCK_MS shifts what Date says; while the file that HARM_DISK names exists, every flush of the disk fails. */
const shiftMs = Number(process.env.HARM_CLOCK_MS ?? 0)
if (shiftMs !== 0) {
  const ownNow = Date.now
  const shiftedNow = () => ownNow() + shiftMs
  globalThis.Date = new Proxy(Date, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args),
    get: (target, key) => (key === 'now' ? shiftedNow : (Reflect.get(target, key) as unknown)),
  })
}

const trigger = process.env.HARM_DISK
if (trigger !== undefined) {
  const { fsyncSync } = fs
  fs.fsyncSync = (file) => {
    if (fs.existsSync(trigger)) throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' })
    return fsyncSync(file)
  }
  syncBuiltinESMExports()
}
