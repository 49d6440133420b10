/**
 * When the multiplexer sends, waits or cuts (SPEC-SYNC.md, M1-M9). Pure.
 *
 *   gathering -> held -> answering -> all parts handed out at once -> gathering
 */
export type Flight = 'none' | 'resting' | 'held' | 'answering'

export interface Turn {
  readonly flight: Flight
  readonly paused: boolean
  /** Streams that wait for an answer. */
  readonly parked: number
  /** Streams that will come back sooner or later: when all are here nothing is left to wait for. */
  readonly expected: number
  /** A parked stream, or somebody who asked for a fresh answer, that the held request does not serve. */
  readonly unserved: boolean
  readonly firstParkedAt: number
  readonly lastParkedAt: number
  readonly now: number
}

export type Move =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'send' }
  | { readonly kind: 'cut' }

/** Streams come back over several milliseconds after an answer: this long after the last one, ... */
const DEBOUNCE_MS = 2
/** ... but never longer than this after the first. */
const GATHER_MS = 60

export function nextMove(turn: Turn): Move {
  if (turn.paused || turn.parked === 0) return { kind: 'nothing' }
  // While it rests the request is not made yet; an answer on its way is not thrown away for a newcomer.
  if (turn.flight === 'resting' || turn.flight === 'answering') return { kind: 'nothing' }
  if (turn.flight === 'held' && !turn.unserved) return { kind: 'nothing' }
  const ms = Math.min(turn.lastParkedAt + DEBOUNCE_MS, turn.firstParkedAt + GATHER_MS) - turn.now
  if (turn.parked < turn.expected && ms > 0) return { kind: 'wait', ms }
  return { kind: turn.flight === 'held' ? 'cut' : 'send' }
}
