import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** Hears of each file that a program wants to be durable, once what it has written stands there. */
let heard: (path: string) => void = () => undefined

/**
 * Takes the places of the calls that make files durable: nothing here survives a loss of power, and nothing is meant to. That a program asks
 * for it is the moment at which it may be killed.
 */
export function installDisk(): void {
  const pathByFile = new Map<number, string>()
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
  syncBuiltinESMExports()
}

export function onDurable(hear: (path: string) => void): void {
  heard = hear
}
