import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers'
import promises from 'node:timers/promises'
import zlib from 'node:zlib'
import { makeRandom } from '../../server/seed/random.ts'
import { runningMachine } from './machine.ts'
import { Timeline } from './timeline.ts'

/** When the simulated world begins: the morning of the small hotel's business date. */
const BEGINNING_MS = Date.UTC(2026, 10, 23, 9)
const LONGEST_MS = 2 ** 31 - 1

const real = { setImmediate: globalThis.setImmediate, clearImmediate: globalThis.clearImmediate, Date: globalThis.Date }

/**
 * Takes the places of this process's clock, timers and random numbers, once. To be called before PGlite, the Electric client or anything
 * of the product is loaded: what has taken hold of the real ones keeps them. Keys are still made by the system's own chance; nothing depends on them.
 */
export function installStandIns(seed: number): Timeline {
  const timeline = new Timeline(() => new Promise((resolve) => real.setImmediate(resolve)))
  replaceClock(timeline)
  replaceTimers(timeline)
  replaceChance(seed)
  followThreads(timeline)
  syncBuiltinESMExports()
  return timeline
}

function replaceClock(timeline: Timeline): void {
  const now = () => BEGINNING_MS + timeline.nowMs + (runningMachine()?.skewMs ?? 0)
  globalThis.Date = new Proxy(real.Date, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [now()] : args) as object,
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  })
  // Nobody can set this one: it has no skew.
  Object.defineProperty(performance, 'now', { value: () => timeline.nowMs })
}

/** What Node's Timeout is used for here. */
class StandInTimer {
  #takeBack: () => void = () => undefined

  constructor(
    private readonly timeline: Timeline,
    private readonly ms: number,
    private readonly ring: () => void,
    private readonly again: boolean,
  ) {
    this.refresh()
  }

  refresh(): this {
    this.#takeBack()
    this.#takeBack = this.timeline.after(this.ms, () => {
      if (this.again) this.refresh()
      this.ring()
    })
    return this
  }

  close(): this {
    this.#takeBack()
    return this
  }

  ref = () => this
  unref = () => this
  hasRef = () => true
}

function replaceTimers(timeline: Timeline): void {
  type Ring = (...args: unknown[]) => void
  const start =
    (again: boolean) =>
    (ring: Ring, ms?: number, ...args: unknown[]) => {
      const wait = ms !== undefined && ms >= 1 && ms <= LONGEST_MS ? Math.trunc(ms) : 1
      return new StandInTimer(timeline, wait, () => ring(...args), again)
    }
  const stop = (timer: unknown) => void (timer instanceof StandInTimer && timer.close())
  const waiting = new Set<NodeJS.Immediate>()
  const soon = (ring: Ring, ...args: unknown[]) => {
    timeline.underWay++
    const immediate = real.setImmediate(() => {
      if (waiting.delete(immediate)) timeline.underWay--
      ring(...args)
    })
    waiting.add(immediate)
    return immediate
  }
  const callOff = (immediate: NodeJS.Immediate) => {
    if (waiting.delete(immediate)) timeline.underWay--
    real.clearImmediate(immediate)
  }
  const sleep = <T>(ms?: number, value?: T, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise<T | undefined>((resolve, reject) => {
      const cut = () => reject(new DOMException('Aborted', 'AbortError'))
      if (signal?.aborted) return cut()
      const timer = start(false)(() => (signal?.removeEventListener('abort', cut), resolve(value)), ms)
      signal?.addEventListener('abort', () => (timer.close(), cut()), { once: true })
    })
  const standIns = {
    setTimeout: start(false),
    setInterval: start(true),
    setImmediate: soon,
    clearImmediate: callOff,
    clearTimeout: stop,
    clearInterval: stop,
  }
  for (const place of [globalThis, timers]) Object.assign(place, standIns)
  Object.assign(promises, { setTimeout: sleep })
  Object.assign(AbortSignal, {
    timeout(ms: number) {
      const controller = new AbortController()
      start(false)(() => controller.abort(new DOMException('The operation timed out', 'TimeoutError')), ms)
      return controller.signal
    },
  })
}

function replaceChance(seed: number): void {
  const world = makeRandom(seed).fork('world')
  const next = () => (runningMachine()?.random ?? world).next()
  const fill = <T extends NodeJS.ArrayBufferView | null>(view: T): T => {
    if (view === null) return view
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(next() * 256)
    return view
  }
  const randomBytes = (size: number) => fill(Buffer.alloc(size))
  const randomUUID = () => {
    const hex = randomBytes(16).toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  }
  const randomInt = (low: number, high?: number) =>
    high === undefined ? Math.floor(next() * low) : low + Math.floor(next() * (high - low))
  Math.random = next
  Object.assign(crypto, { randomBytes, randomUUID, randomInt, randomFillSync: fill })
  for (const [name, value] of Object.entries({ randomUUID, getRandomValues: fill })) {
    Object.defineProperty(globalThis.crypto, name, { value, configurable: true })
  }
}

/** Work in threads, which Node does not list: time waits for it all the same. Takes the places of the methods named. */
export function followWork<T extends object>(timeline: Timeline, owner: T, names: readonly (keyof T & string)[]): void {
  for (const name of names) {
    const work: unknown = owner[name]
    if (typeof work !== 'function') throw new Error(`there is no ${name} to follow`)
    const followed = async function (this: unknown, ...args: unknown[]): Promise<unknown> {
      timeline.underWay++
      try {
        return (await Reflect.apply(work, this, args)) as unknown
      } finally {
        timeline.underWay--
      }
    }
    Object.defineProperty(owner, name, { value: followed, configurable: true, writable: true })
  }
}

function followThreads(timeline: Timeline): void {
  followWork(timeline, globalThis.crypto.subtle, ['sign', 'verify', 'importKey', 'exportKey', 'generateKey', 'digest'])
  followWork(timeline, Blob.prototype, ['arrayBuffer', 'text'])
  const gunzip = (data: zlib.InputType, done: (error: Error | null, result?: Buffer) => void) =>
    done(null, zlib.gunzipSync(data))
  Object.assign(zlib, { gunzip })
}
