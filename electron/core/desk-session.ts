import type { CentreFetch } from './centre-fetch.ts'
import type { SyncProblem } from '../../shared/protocol/sync-problem.ts'
import type { PGlite } from '@electric-sql/pglite'
import { isHeldBy, type ShapeDefinition } from '../../shared/command/shape.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import {
  type EnrolAnswer,
  keyringAnswer,
  type KeyringAnswer,
  type TokenScope,
} from '../../shared/protocol/enrolment.ts'
import { progressAnswer, pushAnswer } from '../../shared/protocol/push.ts'
import { SCHEMA_VERSION } from '../../shared/protocol/shapes.ts'
import type { ReplayPending } from './commands/replay.ts'
import { askCentre, CentreError } from './identity/centre.ts'
import { readOrMakeDeviceKey } from './identity/device-key.ts'
import { isLockedOut } from './identity/hand-over.ts'
import type { ServerClock } from './identity/server-clock.ts'
import { openTokens, type Tokens, withToken } from './identity/tokens.ts'
import type { LiveQueries } from './live/live-queries.ts'
import { dropUnserved } from './outbox/drop-unserved.ts'
import { type CommandCentre, type PushLoop, startPushLoop } from './outbox/push-loop.ts'
import type { PushState } from './outbox/push-state.ts'
import type { RowKeysByTable } from './rebase/touched.ts'
import { backOffMs, LINE_BACK_OFF, sleep } from './shapes/back-off.ts'
import { LineFault, type TokenSource } from './shapes/line.ts'
import { type ShapeSync, type ShapeSyncStatus, startShapeSync } from './shapes/shape-sync.ts'

export interface SessionOptions {
  readonly pg: PGlite
  readonly dataDir: string
  readonly serverUrl: string
  readonly identity: EnrolAnswer
  /** All of the hotel's. */
  readonly shapes: readonly ShapeDefinition[]
  readonly replay: ReplayPending
  readonly rowKeys: RowKeysByTable
  readonly fetch: CentreFetch
  readonly clock: ServerClock
  readonly checkRoom: () => void
  readonly renumber: (incarnation: number) => Promise<void>
  /** What the centre says that this desk serves by now. */
  readonly onScope: (scope: TokenScope) => void
  readonly onPush: (state: PushState, failure: SyncProblem | null) => void
  readonly onShapes: (status: ShapeSyncStatus) => void
  /** The centre has told that these are judged; their rows may still be on their way. */
  readonly onJudged: (ids: readonly string[]) => void
  /** These have left the outbox: what the centre made of them stands here. */
  readonly onConfirmed: (ids: readonly string[]) => void
  readonly onRows: LiveQueries['nameRows']
  /** Whether more is queued here than goes in one request. */
  readonly isDraining: () => boolean
  readonly onFault: (error: unknown) => void
  /** The desk is closing. */
  readonly signal: AbortSignal
  /** What this desk must know and no database may hold. */
  readonly onKeyring: (keyring: KeyringAnswer) => void
  /** The centre has locked this desk out. */
  readonly onLockedOut: () => void
}

/** The two ways between an enrolled desk and its centre: commands up, rows down. */
export interface DeskSession {
  readonly push: PushLoop
  readonly shapes: ShapeSync
}

export function startSession(options: SessionOptions): DeskSession {
  const { pg, serverUrl, identity, fetch } = options
  const key = readOrMakeDeviceKey(options.dataDir)
  const { clock, onScope, replay } = options
  const tokens = openTokens({ serverUrl, terminal: identity.terminal, key, fetch, clock, onScope })
  const push = startPushLoop({
    pg,
    terminal: asUuid(identity.terminal),
    centre: commandCentre(options, tokens),
    renumber: options.renumber,
    onJudged: async (own, judged) => {
      const known = own.filter(({ incarnation, seq }) => incarnation === judged.incarnation && seq <= judged.seq)
      options.onJudged(known.map(({ id }) => id))
      await dropUnserved(pg, replay, identity.properties, known)
    },
    onState: (state, failure) => {
      options.onPush(state, failure)
      if (state.kind === 'stopped') void askWhyStopped(tokens, options.onLockedOut)
    },
    onFault: options.onFault,
  })
  let wasOnline = false
  const shapes = startShapeSync({
    pg,
    serverUrl,
    token: tokenSource(tokens),
    // What its role does not hold the centre would refuse, and with it the whole load.
    shapes: options.shapes.filter((shape) => isHeldBy(shape, identity.role)),
    otherShapes: options.shapes.filter((shape) => !isHeldBy(shape, identity.role)),
    replay,
    folder: options.dataDir,
    rowKeys: options.rowKeys,
    fetch,
    checkRoom: options.checkRoom,
    onServerTime: (ms) => clock.note(ms),
    onConfirmed: options.onConfirmed,
    onRows: options.onRows,
    isDraining: options.isDraining,
    onStatus: (status) => {
      const online = status.state === 'online' || status.state === 'loading'
      if (online && !wasOnline) {
        push.hurry()
        void askKeyring(options, tokens)
      }
      wasOnline = online
      options.onShapes(status)
      if (status.state === 'stopped') void askWhyStopped(tokens, options.onLockedOut)
    },
  })
  return { push, shapes }
}

/** Asked each time that the line comes up: what was given to this desk may be another property's by now. */
async function askKeyring(options: SessionOptions, tokens: Tokens): Promise<void> {
  const { serverUrl, fetch, signal } = options
  const asked = { method: 'GET', path: '/v1/keyring', answer: keyringAnswer, signal } as const
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return options.onKeyring(await withToken(tokens, (token) => askCentre(serverUrl, fetch, { ...asked, token })))
    } catch (error) {
      if (!(error instanceof CentreError)) return options.onFault(error)
      // What is kept stays good meanwhile.
      if (error.kind !== 'line' && error.kind !== 'busy') return
      await sleep(backOffMs(LINE_BACK_OFF, failures), signal)
    }
  }
}

/** Whatever was refused: a new token says whether it is the desk itself that the centre wants no more. */
async function askWhyStopped(tokens: Tokens, onLockedOut: () => void): Promise<void> {
  try {
    tokens.drop(await tokens.get())
    await tokens.get()
  } catch (error) {
    if (isLockedOut(error)) onLockedOut()
  }
}

function commandCentre({ serverUrl, fetch, clock }: SessionOptions, tokens: Tokens): CommandCentre {
  const onServerTime = (ms: number) => clock.note(ms)
  return {
    push: (commands, signal) =>
      withToken(tokens, (token) =>
        askCentre(serverUrl, fetch, {
          method: 'POST',
          path: '/v1/commands',
          body: { schemaVersion: SCHEMA_VERSION, commands },
          answer: pushAnswer,
          statuses: [409],
          token,
          signal,
          onServerTime,
        }),
      ),
    progress: (signal) =>
      withToken(tokens, (token) =>
        askCentre(serverUrl, fetch, {
          method: 'GET',
          path: '/v1/commands/progress',
          answer: progressAnswer,
          token,
          signal,
          onServerTime,
        }),
      ),
  }
}

/** The shape sync sorts failures in its own words. */
function tokenSource(tokens: Tokens): TokenSource {
  return async (renew) => {
    try {
      if (renew) tokens.drop(await tokens.get())
      return await tokens.get()
    } catch (error) {
      if (!(error instanceof CentreError)) throw error
      const kind = error.kind === 'line' || error.kind === 'busy' ? 'unreachable' : 'refused'
      throw new LineFault(kind, error.problem, 0, { cause: error })
    }
  }
}
