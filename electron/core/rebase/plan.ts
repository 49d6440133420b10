import type { ConflictKey } from '../../../shared/command/command.ts'

/** What a plan needs to know of a pending command. */
export interface Pending {
  readonly id: string
  readonly position: number
  readonly keys: readonly ConflictKey[]
}

/**
 * What a batch of the centre changed: everything, as far as is known, or the rows behind these conflict keys. Only the first is sure,
 * and the guard says it today; the second lets a large queue stay where it is once batches are told by keys.
 */
export type Touched = 'everything' | ReadonlySet<ConflictKey>

export interface RebasePlan<P extends Pending> {
  /** Taken back before the batch. */
  readonly undo: readonly P[]
  /** Run again after it, in this order, unless the batch confirmed them. */
  readonly replay: readonly P[]
}

/** Which pending commands give way to a batch: all that share a key with it, directly or through one another. */
export function planRebase<P extends Pending>(pending: readonly P[], touched: Touched): RebasePlan<P> {
  const ordered = [...pending].sort((a, b) => a.position - b.position)
  const connected = touched === 'everything' ? ordered : connectedTo(touched, ordered)
  return { undo: connected, replay: connected }
}

/** After the batch: what it confirmed is gone for good, the rest runs again. */
export function withoutConfirmed<P extends Pending>(plan: RebasePlan<P>, confirmed: readonly string[]): readonly P[] {
  const gone = new Set(confirmed)
  return plan.replay.filter((command) => !gone.has(command.id))
}

function connectedTo<P extends Pending>(touched: ReadonlySet<ConflictKey>, ordered: readonly P[]): P[] {
  const keys = new Set(touched)
  const connected = new Set<P>()
  for (let found = true; found;) {
    found = false
    for (const command of ordered) {
      if (connected.has(command) || !command.keys.some((key) => keys.has(key))) continue
      connected.add(command)
      for (const key of command.keys) keys.add(key)
      found = true
    }
  }
  return ordered.filter((command) => connected.has(command))
}
