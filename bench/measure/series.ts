import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Times of one thing done again and again, milliseconds. */
export interface Series {
  readonly count: number
  readonly p50: number
  readonly p95: number
}

export function seriesOf(times: readonly number[]): Series {
  if (times.length === 0) throw new Error('nothing was measured')
  const ordered = [...times].sort((a, b) => a - b)
  const at = (share: number) => ordered[Math.ceil(share * ordered.length) - 1] ?? 0
  return { count: ordered.length, p50: at(0.5), p95: at(0.95) }
}

/** How often something is done. */
export interface Rounds {
  /** First, and not counted: machine code is made, and plans. A desk and a centre have run for days. */
  readonly warmUp: number
  readonly repeats: number
}

/** Runs it again and again; what goes before each is not measured. */
export async function timesOf(
  { warmUp, repeats }: Rounds,
  work: () => Promise<unknown>,
  before?: () => Promise<unknown>,
): Promise<Series> {
  const times: number[] = []
  for (let i = 0; i < warmUp + repeats; i++) {
    await before?.()
    times.push(await timeOf(work))
  }
  return seriesOf(times.slice(warmUp))
}

export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Runs it, and tells how long the thread was blocked at most meanwhile. */
export async function longestBlockOf<T>(work: () => Promise<T>): Promise<{ result: T; longest: Series }> {
  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  const result = await work()
  loop.disable()
  return { result, longest: seriesOf([loop.max / 1e6]) }
}
