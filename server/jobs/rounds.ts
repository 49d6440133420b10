import { setTimeout as sleep } from 'node:timers/promises'

export interface RoundTimes {
  /** Milliseconds. The first round leaves the start alone. */
  readonly firstAfterMs: number
  readonly everyMs: number
}

/** Does `round` now and then until it is stopped; one that fails says so itself, and the next makes up for it. */
export function startRounds(
  { firstAfterMs, everyMs }: RoundTimes,
  round: (stopping: AbortSignal) => Promise<void>,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const rounds = async () => {
    for (let wait = firstAfterMs; !stopping.signal.aborted; wait = everyMs) {
      await sleep(wait, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
      if (!stopping.signal.aborted) await round(stopping.signal)
    }
  }
  const done = rounds()
  return {
    stop: () => {
      stopping.abort()
      return done
    },
  }
}
