import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import promises from 'node:fs/promises'

/** Hears of each file that a program wants to be durable, once what it has written stands there. */
let heard: (path: string) => void = () => undefined
const pathByFile = new Map<number, string>()

/**
 * Takes the places of the calls that make files durable: that a program asks for it is the moment at which it may be killed. And those of the
 * calls that work in threads: what they do is done at once, since two threads end in another order each time.
 */
export function installDisk(): void {
  const { openSync, closeSync } = fs
  Object.assign(fs, {
    openSync(...args: Parameters<typeof fs.openSync>) {
      const file = openSync(...args)
      pathByFile.set(file, String(args[0]))
      return file
    },
    closeSync(file: number) {
      pathByFile.delete(file)
      closeSync(file)
    },
    fsyncSync: (file: number) => heard(pathByFile.get(file) ?? ''),
  })
  for (const name of ['open', 'close', 'read', 'write', 'writev'] as const)
    Object.assign(fs, { [name]: toldLater(name) })
  for (const name of ['readFile', 'writeFile', 'mkdir', 'readdir', 'rename', 'rm', 'stat', 'chmod'] as const) {
    Object.assign(promises, { [name]: (...args: unknown[]) => atOnce(() => call(`${name}Sync`, args)) })
  }
  Object.assign(promises, {
    open: (...args: Parameters<typeof fs.openSync>) => atOnce(() => new StandInHandle(fs.openSync(...args))),
  })
  syncBuiltinESMExports()
}

export function onDurable(hear: (path: string) => void): void {
  heard = hear
}

function call(name: keyof typeof fs, args: readonly unknown[]): unknown {
  const work: unknown = fs[name]
  if (typeof work !== 'function') throw new Error(`there is no ${name}`)
  return Reflect.apply(work, fs, args)
}

/** A promise of what is done already. */
const atOnce = <T>(work: () => T) => new Promise<T>((resolve) => resolve(work()))

/** What streams of files use; they get their bytes back too. */
function toldLater(name: 'open' | 'close' | 'read' | 'write' | 'writev') {
  return (...args: unknown[]): void => {
    const tell = args.pop() as (...told: unknown[]) => void
    let told: unknown[]
    try {
      told = [null, call(`${name}Sync`, args), args[1]]
    } catch (error) {
      told = [error]
    }
    process.nextTick(tell, ...told)
  }
}

interface Place {
  readonly offset?: number
  readonly length?: number
  readonly position?: number | null
}

/** What Node's FileHandle is used for here. */
class StandInHandle {
  constructor(readonly fd: number) {}

  read(buffer: Buffer, ...at: [Place?] | [number, number, number | null]) {
    const { offset = 0, length = buffer.length, position = null } = placeOf(at)
    return atOnce(() => ({ buffer, bytesRead: fs.readSync(this.fd, buffer, offset, length, position) }))
  }

  write(buffer: Buffer, ...at: [Place?] | [number, number, number | null]) {
    const { offset = 0, length = buffer.length, position = null } = placeOf(at)
    return atOnce(() => ({ buffer, bytesWritten: fs.writeSync(this.fd, buffer, offset, length, position) }))
  }

  writeFile = (data: string | Buffer) => atOnce(() => fs.writeFileSync(this.fd, data))
  readFile = (encoding?: BufferEncoding) => atOnce(() => fs.readFileSync(this.fd, encoding))
  stat = () => atOnce(() => fs.fstatSync(this.fd))
  truncate = (size?: number) => atOnce(() => fs.ftruncateSync(this.fd, size))
  sync = () => atOnce(() => fs.fsyncSync(this.fd))
  close = () => atOnce(() => fs.closeSync(this.fd))
}

function placeOf(at: [Place?] | [number, number, number | null]): Place {
  const [first, length, position] = at
  return typeof first === 'number' ? { offset: first, length: length ?? 0, position: position ?? null } : (first ?? {})
}
