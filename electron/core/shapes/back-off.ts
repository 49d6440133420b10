/** Every wait between tries of the sync comes from here. */
export interface BackOff {
  readonly firstMs: number
  readonly maxMs: number
}

/** Requests to the centre: a line that blinked is taken up at once, a dead one is tried four times a minute. */
export const LINE_BACK_OFF: BackOff = { firstMs: 200, maxMs: 15_000 }
/** Batches that could not be applied here: trying again soon rarely helps. */
export const APPLY_BACK_OFF: BackOff = { firstMs: 500, maxMs: 300_000 }

/** Doubles with each failure in a row (1, 2, ...), half of it by chance, so that the desks of a house do not come back in step. */
export function backOffMs(backOff: BackOff, failures: number, random: () => number = Math.random): number {
  const full = Math.min(backOff.maxMs, backOff.firstMs * 2 ** Math.min(failures - 1, 30))
  return full / 2 + (full / 2) * random()
}

/** Resolves early, without a fault, when the signal fires. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done, { once: true })
  })
}

/** Resolves when the signal fires. `forget` it when nobody waits any more: listeners on a signal that lives long would pile up. */
export function fired(signal: AbortSignal): { readonly promise: Promise<void>; forget(): void } {
  let done: () => void = () => undefined
  const promise = new Promise<void>((resolve) => {
    done = resolve
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', done, { once: true })
  })
  return { promise, forget: () => signal.removeEventListener('abort', done) }
}
