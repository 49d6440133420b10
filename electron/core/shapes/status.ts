import type { SyncProblem } from '../../../shared/protocol/sync-problem.ts'
import type { LoadProgress } from './load-progress.ts'

export interface ShapeSyncStatus {
  /** 'stopped': a person must act, see `problem`; it goes on trying all the same. */
  readonly state: 'loading' | 'online' | 'offline' | 'paused' | 'stopped'
  /** ISO 8601: when the present state began. */
  readonly since: string
  /** First load only. */
  readonly progress: LoadProgress | null
  readonly problem: SyncProblem | null
  /** The centre's LSN up to which everything stands here, decimal. */
  readonly g: string | null
}

export type StatusChange = Partial<Omit<ShapeSyncStatus, 'since'>>

/** `since` moves with the state only. A problem belongs to the state that it came with. */
export function changeStatus(status: ShapeSyncStatus, change: StatusChange, now: Date): ShapeSyncStatus {
  const moved = change.state !== undefined && change.state !== status.state
  const base = moved ? { ...status, problem: null, progress: null, since: now.toISOString() } : status
  return { ...base, ...change }
}

export function sameStatus(a: ShapeSyncStatus, b: ShapeSyncStatus): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
