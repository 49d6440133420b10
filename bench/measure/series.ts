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

/** Runs it `count` times in a row; what goes before each is not measured. */
export async function timesOf(
  count: number,
  work: () => Promise<unknown>,
  before?: () => Promise<unknown>,
): Promise<Series> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    await before?.()
    times.push(await timeOf(work))
  }
  return seriesOf(times)
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
