/** Why there is no core to talk to. `final`: another attempt cannot help without a person. */
export interface LinkProblem {
  readonly what: string
  readonly todo: string
  readonly final: boolean
}

export interface TransportEvents {
  opened(): void
  received(text: string): void
  closed(problem: LinkProblem): void
}

/**
 * A way to the core that finds its way back by itself: `opened` and `closed` may come many times. What is sent while it is closed is
 * lost; the client knows and says so.
 */
export interface Transport {
  send(text: string): void
  close(): void
}

export type OpenTransport = (events: TransportEvents) => Transport

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 5_000

/** Doubles from a quarter of a second to five seconds, with up to a third taken off so that windows do not knock together. */
export function reconnectDelay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 10))
  return Math.round(full * (1 - random / 3))
}
