import type { SyncStatus } from '../../shared/protocol/port.ts'
import type { PushState } from './outbox/push-state.ts'
import type { ShapeSyncStatus } from './shapes/status.ts'

export type Enrolment =
  | { readonly kind: 'enrolled' }
  | { readonly kind: 'trying'; readonly problem: string | null }
  | { readonly kind: 'stopped'; readonly problem: string }

/** Everything that the badge of a screen is made from. */
export interface StatusParts {
  readonly paused: boolean
  readonly enrolment: Enrolment
  readonly push: { readonly state: PushState; readonly failure: string | null } | null
  readonly shapes: ShapeSyncStatus | null
  readonly queued: number
  /** A fault of this machine: the database, the journal. */
  readonly fault: string | null
  /** What a person should know while work and sync go on. */
  readonly notices: readonly string[]
}

/** What needs a person comes first, then what a person chose, then the line. */
export function composeStatus(parts: StatusParts): Omit<SyncStatus, 'since'> {
  const { enrolment, push, shapes, queued } = parts
  const base = { queued, progress: null }
  if (parts.fault !== null) return { ...base, state: 'stopped', problem: parts.fault }
  if (parts.paused) return { ...base, state: 'paused', problem: null }
  if (enrolment.kind === 'stopped') return { ...base, state: 'stopped', problem: enrolment.problem }
  if (enrolment.kind === 'trying') return { ...base, state: 'offline', problem: enrolment.problem }
  if (push?.state.kind === 'stopped') return { ...base, state: 'stopped', problem: push.state.problem }
  return {
    queued,
    progress: shapes?.progress ?? null,
    state: shapes?.state ?? 'offline',
    problem: [...parts.notices, shapes?.problem ?? push?.failure ?? ''].filter(Boolean).join('\n') || null,
  }
}

/** `since` moves with the state only. */
export function followStatus(before: SyncStatus, parts: StatusParts, now: Date): SyncStatus {
  const composed = composeStatus(parts)
  return { ...composed, since: composed.state === before.state ? before.since : now.toISOString() }
}
