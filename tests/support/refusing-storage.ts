import type { Storage } from '../../server/shapes/log/storage.ts'

/** A storage whose writes fail while `isFull` says so, as on a full disk. */
export function refusingStorage(storage: Storage, isFull: () => boolean): Storage {
  const refuseFull = () => {
    if (isFull()) throw Object.assign(new Error('No space left on device'), { code: 'ENOSPC' })
  }
  const { state, changes, commits, relations } = storage
  return {
    ...{ state, changes, commits, relations, clear: () => storage.clear(), close: () => storage.close() },
    write(work) {
      refuseFull()
      storage.write(work)
    },
    async writeBehind(work) {
      refuseFull()
      await storage.writeBehind(work)
    },
  }
}
