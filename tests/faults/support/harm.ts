import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Loaded before a desk. What Date says is shifted by the milliseconds in the file that HARM_CLOCK names, as they are at that moment; while
 * the file that HARM_DISK names exists, every flush of the disk fails.
 */
const shift = process.env.HARM_CLOCK
if (shift !== undefined) {
  const ownNow = Date.now
  const shiftedNow = () => ownNow() + Number(fs.readFileSync(shift, 'utf8'))
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
