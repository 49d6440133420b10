import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Child {
  readonly url: string
  stop(): Promise<void>
}

/** Starts a program of this folder, which tells its address once it serves. */
export async function startChild(program: string, options: object): Promise<Child> {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), [JSON.stringify(options)], {
    execArgv: ['--import', 'tsx'],
  })
  const ended = once(child, 'exit')
  const [message] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => Promise.reject(new Error(`${program} ended before it served`))),
  ])) as [{ url: string }]
  return {
    url: message.url,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
