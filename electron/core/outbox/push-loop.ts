import type { PGlite } from '@electric-sql/pglite'
import type { Uuid } from '../../../shared/kernel/ids.ts'
import type { ProgressAnswer, PushAnswer, QueuedCommand } from '../../../shared/protocol/push.ts'
import type { SyncProblem } from '../../../shared/protocol/sync-problem.ts'
import { readPending } from '../commands/pending.ts'
import { databaseOf } from '../database/handle.ts'
import { CentreError } from '../identity/centre.ts'
import { backOffMs, LINE_BACK_OFF, sleep } from '../shapes/back-off.ts'
import { isEntered, type Mark, nextPushState, type PushEvent, type PushState, START } from './push-state.ts'

/** The centre, as far as commands go. Both throw CentreError. */
export interface CommandCentre {
  push(commands: readonly QueuedCommand[], signal: AbortSignal): Promise<PushAnswer>
  progress(signal: AbortSignal): Promise<ProgressAnswer>
}

export interface PushLoopOptions {
  readonly pg: PGlite
  readonly terminal: Uuid
  readonly centre: CommandCentre
  /** Numbers every pending command of ours anew, in database and journal. */
  readonly renumber: (incarnation: number) => Promise<void>
  /** Called with pending commands of ours, before more is sent: the centre has judged those up to the mark. */
  readonly onJudged: (own: readonly QueuedCommand[], judged: Mark) => Promise<void>
  /** `failure`: why the last try got no answer. */
  readonly onState: (state: PushState, failure: SyncProblem | null) => void
  /** A fault of this program; the loop goes on. */
  readonly onFault: (error: unknown) => void
  readonly random?: () => number
}

export interface PushLoop {
  readonly state: PushState
  /** It was queued, and is in the outbox. */
  notify(command: QueuedCommand): void
  /** Resolves once nothing is on its way. */
  pause(): Promise<void>
  resume(): void
  /** Tries now what would be tried later: the line is back. */
  hurry(): void
  stop(): Promise<void>
}

export const PUSHED_AT_ONCE = 50

/** Pushes pending commands in order. Starts by asking: what an earlier life sent has an unknown outcome. */
export function startPushLoop(options: PushLoopOptions): PushLoop {
  let state: PushState = START
  let work = Promise.resolve()
  let abort = new AbortController()
  let failure: SyncProblem | null = null
  /** Queued while all before it were judged. */
  let given: QueuedCommand | null = null
  // An answer to what was meanwhile left or called off counts for nothing.
  let ticket = 0

  function dispatch(event: PushEvent): void {
    const before = state
    state = nextPushState(before, event)
    if (!isEntered(before, state)) return
    if (event.kind === 'judged' || event.kind === 'progress') failure = null
    options.onState(state, failure)
    begin(state)
  }

  function begin(entered: PushState): void {
    const mine = ++ticket
    const next = given
    given = null
    work = perform(options, entered, next, abort.signal)
      .catch((error: unknown) => {
        if (mine !== ticket) return undefined
        failure = error instanceof CentreError ? error.problem : null
        if (!(error instanceof CentreError)) options.onFault(error)
        return eventOfFailure(error)
      })
      .then((event) => {
        if (event && mine === ticket) dispatch(event)
      })
  }

  function callOff(event: PushEvent): Promise<void> {
    const last = work
    abort.abort()
    abort = new AbortController()
    ticket++
    dispatch(event)
    return last
  }

  begin(state)
  return {
    get state() {
      return state
    },
    notify(command) {
      given = state.kind === 'idle' ? command : null
      dispatch({ kind: 'queued' })
    },
    pause: () => callOff({ kind: 'pause' }),
    resume: () => dispatch({ kind: 'resume' }),
    hurry: () => dispatch({ kind: 'due' }),
    stop: () => callOff({ kind: 'pause' }),
  }
}

/** What a state does, and the event that comes of it. */
async function perform(
  options: PushLoopOptions,
  state: PushState,
  given: QueuedCommand | null,
  signal: AbortSignal,
): Promise<PushEvent | undefined> {
  switch (state.kind) {
    case 'asking':
      return askProgress(options, signal)
    case 'sending':
      return sendBatch(options, state.judged, given, signal)
    case 'waiting':
      await sleep(backOffMs(LINE_BACK_OFF, state.failures, options.random), signal)
      return { kind: 'due' }
    case 'renumbering':
      await options.renumber(state.incarnation)
      return { kind: 'renumbered', incarnation: state.incarnation }
    case 'idle':
    case 'paused':
    case 'stopped':
      return undefined
  }
}

/** The centre's last number proves that all before it are ours only where we hold that very command. */
async function askProgress(options: PushLoopOptions, signal: AbortSignal): Promise<PushEvent> {
  const { incarnation, lastSeq, lastId } = await options.centre.progress(signal)
  const own = (await readPending(databaseOf(options.pg), { origin: options.terminal })).map(({ command }) => command)
  const isOurs = own.some((each) => each.id === lastId && each.incarnation === incarnation && each.seq === lastSeq)
  const judged = { incarnation, seq: isOurs ? lastSeq : 0 }
  await options.onJudged(own, judged)
  return { kind: 'progress', judged }
}

async function sendBatch(
  options: PushLoopOptions,
  judged: Mark,
  given: QueuedCommand | null,
  signal: AbortSignal,
): Promise<PushEvent> {
  const batch = given && isNext(given, judged) ? [given] : await readBatch(options, judged)
  const last = batch.at(-1)
  if (!last) return { kind: 'nothing' }
  const answer = await options.centre.push(batch, signal)
  if (answer.kind === 'judged') {
    const mark = { incarnation: last.incarnation, seq: last.seq }
    await options.onJudged(batch, mark)
    return { kind: 'judged', judged: mark }
  }
  if (answer.kind === 'fork') return { kind: 'fork', incarnation: answer.incarnation }
  const all = await readPending(databaseOf(options.pg), { origin: options.terminal })
  const held = all.some((each) => each.incarnation === last.incarnation && each.seq === answer.expected)
  return { kind: 'gap', incarnation: last.incarnation, expected: answer.expected, held }
}

/** Numbers have no holes: nothing of the outbox lies between. */
const isNext = ({ incarnation, seq }: QueuedCommand, judged: Mark) =>
  incarnation === judged.incarnation && seq === judged.seq + 1

async function readBatch({ pg, terminal }: PushLoopOptions, judged: Mark): Promise<QueuedCommand[]> {
  // In a transaction, whose statements are prepared.
  const pending = await pg.transaction((tx) =>
    readPending(databaseOf(tx), { origin: terminal, beyond: judged, limit: PUSHED_AT_ONCE }),
  )
  return pending.map(({ command }) => command)
}

function eventOfFailure(error: unknown): PushEvent {
  if (error instanceof CentreError && error.kind !== 'line' && error.kind !== 'busy') {
    return { kind: 'denied', problem: error.problem }
  }
  return { kind: 'failed' }
}
