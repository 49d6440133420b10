import type { SyncStatus } from '../../shared/protocol/port.ts'
import type { SyncProblem } from '../../shared/protocol/sync-problem.ts'
import type { PushState } from './outbox/push-state.ts'
import type { ShapeSyncStatus } from './shapes/status.ts'

export type Enrolment =
  | { readonly kind: 'enrolled' }
  | { readonly kind: 'trying'; readonly problem: SyncProblem | null }
  | { readonly kind: 'stopped'; readonly problem: SyncProblem }

/** Everything that the badge of a screen is made from. */
export interface StatusParts {
  readonly paused: boolean
  readonly enrolment: Enrolment
  readonly push: { readonly state: PushState; readonly failure: SyncProblem | null } | null
  readonly shapes: ShapeSyncStatus | null
  readonly queued: number
  /** A fault of this machine: the database, the journal. */
  readonly fault: SyncProblem | null
  /** What a person should know while work and sync go on. */
  readonly notices: readonly SyncProblem[]
}

/** What needs a person comes first, then what a person chose, then the line. */
export function composeStatus(parts: StatusParts): Omit<SyncStatus, 'since'> {
  const { enrolment, push, shapes, queued } = parts
  const base = { queued, progress: null }
  if (parts.fault !== null) return { ...base, state: 'stopped', problems: [parts.fault] }
  if (parts.paused) return { ...base, state: 'paused', problems: [] }
  if (enrolment.kind === 'stopped') return { ...base, state: 'stopped', problems: [enrolment.problem] }
  if (enrolment.kind === 'trying') return { ...base, state: 'offline', problems: here([enrolment.problem]) }
  if (push?.state.kind === 'stopped') return { ...base, state: 'stopped', problems: [push.state.problem] }
  return {
    queued,
    progress: shapes?.progress ?? null,
    state: shapes?.state ?? 'offline',
    problems: here([...parts.notices, shapes?.problem ?? push?.failure ?? null]),
  }
}

const here = (problems: readonly (SyncProblem | null)[]) => problems.filter((each) => each !== null)

/** `since` moves with the state only. */
export function followStatus(before: SyncStatus, parts: StatusParts, now: Date): SyncStatus {
  const composed = composeStatus(parts)
  return { ...composed, since: composed.state === before.state ? before.since : now.toISOString() }
}
