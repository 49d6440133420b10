import type { Storage } from '../../server/shapes/log/storage.ts'

/** What a write of the log is about, and the moment within it: the named crash points of server/SPEC.md (L5). */
export const WRITES = ['epoch', 'append', 'acknowledge', 'numbers', 'compaction'] as const
export const MOMENTS = ['before', 'inside', 'after'] as const
export type CrashPoint = `${(typeof WRITES)[number]} ${(typeof MOMENTS)[number]}`

type Write = (typeof WRITES)[number]

/** A storage that says at each moment of each write where it stands, before it goes on. */
export function watchedStorage(storage: Storage, arrive: (point: CrashPoint) => void): Storage {
  let write: Write | undefined
  // What a write is about shows by its first step; the state alone is an acknowledgement. Compaction happens within an append.
  const note = (about: Write) => {
    if (write === about || (write !== undefined && about !== 'compaction')) return
    write = about
    arrive(`${about} before`)
  }
  const watched = <T extends object>(table: T, about: Partial<Record<string, (key: unknown) => Write>>): T =>
    new Proxy(table, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        return (...args: unknown[]): unknown => {
          const kind = about[String(name)]
          if (kind) note(kind(args[0]))
          return Reflect.apply(value, target, args)
        }
      },
    })
  const append = () => 'append' as const
  return {
    state: watched(storage.state, { put: (key) => (key === 'numbers' ? 'numbers' : 'acknowledge') }),
    changes: watched(storage.changes, { put: append, removeSync: () => 'compaction' }),
    commits: watched(storage.commits, { put: append }),
    relations: watched(storage.relations, { put: append }),
    write(work) {
      write = undefined
      storage.write(() => {
        work()
        if (write) arrive(`${write} inside`)
      })
      if (write) arrive(`${write} after`)
    },
    async writeBehind(work) {
      let about: Write | undefined
      await storage.writeBehind(() => {
        write = undefined
        work()
        about = write
        if (about) arrive(`${about} inside`)
      })
      if (about) arrive(`${about} after`)
    },
    clear() {
      note('epoch')
      storage.clear()
    },
    close: () => storage.close(),
  }
}
