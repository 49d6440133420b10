import type { SyncProblem } from '../../../shared/protocol/sync-problem.ts'

/**
 * How pending commands travel to the centre. Pure; push-loop.ts does what each state means.
 *
 *   asking --progress--> sending --judged--> sending --nothing left--> idle --queued--> sending
 *      |                    |
 *      +------ failed ------+--> waiting --due--> asking         the outcome is unknown: ask before sending on
 *                           +--> renumbering --renumbered--> sending     the number belongs to another command (fork)
 *                           +--> stopped                                 needs a person
 *
 * Answers are hints: a command leaves the outbox when its result arrives with the rows.
 */

/** How far the centre has judged, as it told us. */
export interface Mark {
  readonly incarnation: number
  readonly seq: number
}

export type PushState =
  | { readonly kind: 'idle'; readonly judged: Mark }
  | { readonly kind: 'asking'; readonly failures: number; readonly forks: number }
  | {
      readonly kind: 'sending'
      readonly judged: Mark
      readonly failures: number
      readonly forks: number
      /** Counts the batches; a new round is a new request. */
      readonly round: number
      /** Something was queued while the outbox was being read. */
      readonly again: boolean
    }
  | { readonly kind: 'waiting'; readonly failures: number; readonly forks: number }
  | { readonly kind: 'renumbering'; readonly incarnation: number; readonly forks: number }
  | { readonly kind: 'paused' }
  | { readonly kind: 'stopped'; readonly problem: SyncProblem }

export type PushEvent =
  | { readonly kind: 'queued' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'judged'; readonly judged: Mark }
  /** The centre waits for `expected`; `held`: our outbox has that number. */
  | { readonly kind: 'gap'; readonly incarnation: number; readonly expected: number; readonly held: boolean }
  | { readonly kind: 'fork'; readonly incarnation: number }
  | { readonly kind: 'renumbered'; readonly incarnation: number }
  | { readonly kind: 'progress'; readonly judged: Mark }
  /** No answer, a cut one, or a fault of the centre: what was sent may have been judged or not. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'denied'; readonly problem: SyncProblem }
  | { readonly kind: 'due' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }

type StateOf<K extends PushState['kind']> = Extract<PushState, { kind: K }>
type EventOf<K extends PushEvent['kind']> = Extract<PushEvent, { kind: K }>
type Table = {
  readonly [S in PushState['kind']]: {
    readonly [E in PushEvent['kind']]: (state: StateOf<S>, event: EventOf<E>) => PushState
  }
}

/** A centre that forks again and again is not one that counting anew could satisfy. */
export const MAX_FORKS = 3

export const START: PushState = { kind: 'asking', failures: 0, forks: 0 }

const stay = (state: PushState) => state
const pause = (): PushState => ({ kind: 'paused' })
const ask = (): PushState => START
const stop = (_: PushState, event: EventOf<'denied'>): PushState => ({ kind: 'stopped', problem: event.problem })
const wait = (state: StateOf<'asking' | 'sending'>): PushState => ({
  kind: 'waiting',
  failures: state.failures + 1,
  forks: state.forks,
})

function send(judged: Mark, last: { failures?: number; forks?: number; round?: number } = {}): PushState {
  const { failures = 0, forks = 0, round = 0 } = last
  return { kind: 'sending', judged, failures, forks, round: round + 1, again: false }
}

function renumber(state: StateOf<'sending'>, incarnation: number): PushState {
  if (state.forks < MAX_FORKS) return { kind: 'renumbering', incarnation, forks: state.forks + 1 }
  return { kind: 'stopped', problem: { code: 'numbering_refused' } }
}

function closeGap(state: StateOf<'sending'>, event: EventOf<'gap'>): PushState {
  // Confirmed once and unknown there now: the centre stands on an older day.
  if (!event.held) return renumber(state, event.incarnation + 1)
  if (state.failures > 0) return wait(state)
  return send({ incarnation: event.incarnation, seq: event.expected - 1 }, { ...state, failures: 1 })
}

const deaf = {
  queued: stay,
  nothing: stay,
  judged: stay,
  gap: stay,
  fork: stay,
  renumbered: stay,
  progress: stay,
  failed: stay,
  denied: stay,
  due: stay,
  pause,
  resume: stay,
}

const table: Table = {
  idle: { ...deaf, queued: (state) => send(state.judged) },
  asking: {
    ...deaf,
    progress: (state, event) => send(event.judged, state),
    failed: wait,
    denied: stop,
  },
  sending: {
    ...deaf,
    queued: (state) => ({ ...state, again: true }),
    nothing: (state) => (state.again ? send(state.judged, state) : { kind: 'idle', judged: state.judged }),
    judged: (state, event) => send(event.judged, { round: state.round }),
    gap: closeGap,
    fork: (state, event) => renumber(state, event.incarnation),
    failed: wait,
    denied: stop,
  },
  waiting: { ...deaf, due: (state) => ({ ...state, kind: 'asking' }) },
  renumbering: {
    ...deaf,
    renumbered: (state, event) => send({ incarnation: event.incarnation, seq: 0 }, { forks: state.forks }),
  },
  paused: { ...deaf, pause: stay, resume: ask },
  // A person has seen to it.
  stopped: { ...deaf, resume: ask },
}

export function nextPushState(state: PushState, event: PushEvent): PushState {
  // The table's type proves that every pair is there; the pair itself cannot be followed by the compiler.
  const handle = table[state.kind][event.kind] as (state: PushState, event: PushEvent) => PushState
  return handle(state, event)
}

/** Whether the new state asks for work that the old one had not begun. */
export function isEntered(before: PushState, after: PushState): boolean {
  if (before === after) return false
  return !(before.kind === 'sending' && after.kind === 'sending' && before.round === after.round)
}
