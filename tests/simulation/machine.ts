import { AsyncLocalStorage } from 'node:async_hooks'
import { makeRandom, type Random } from '../../server/seed/random.ts'

/** One computer of the simulation: its own clock, its own random numbers. */
export interface Machine {
  readonly name: string
  /** Milliseconds by which its clock is ahead of the world's; below zero it is behind. */
  skewMs: number
  readonly random: Random
}

const here = new AsyncLocalStorage<Machine>()

export function makeMachine(name: string, seed: number): Machine {
  return { name, skewMs: 0, random: makeRandom(seed).fork(name) }
}

/** Whoever runs now: what is read of the clock or by chance is that machine's. */
export function runningMachine(): Machine | undefined {
  return here.getStore()
}

/** Runs `work` and all that follows from it on this machine. */
export function runOn<T>(machine: Machine, work: () => T): T {
  return here.run(machine, work)
}

/** The object as others see it: each of its methods, and those of its parts named, run on the machine, whoever calls. */
export function placedOn<T extends object>(machine: Machine, target: T, parts: readonly (keyof T)[] = []): T {
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key, object)
      if (typeof value === 'function') {
        return (...args: unknown[]): unknown => runOn(machine, () => Reflect.apply(value, object, args) as unknown)
      }
      const isPart = (parts as readonly PropertyKey[]).includes(key) && typeof value === 'object' && value !== null
      return isPart ? placedOn(machine, value) : value
    },
  })
}
