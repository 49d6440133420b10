import type { PGlite } from '@electric-sql/pglite'
import type { SyncProblem } from '../../../shared/protocol/sync-problem.ts'
import { ProblemError } from '../problem-error.ts'

/** PostgreSQL has ended itself, as it does when it can no longer vouch for what is on the disk. */
export class DatabaseDiedError extends ProblemError {
  override readonly name = 'DatabaseDiedError'
}

/**
 * After a PANIC the WebAssembly that was PostgreSQL still takes messages, and never comes back from the next one: the whole process would
 * hang. From here on nothing reaches it. What was committed is on disk; a new process recovers it.
 */
export function layToRest(pg: PGlite, problem: SyncProblem): DatabaseDiedError {
  const error = new DatabaseDiedError(problem)
  pg.execProtocolRawSync = () => {
    throw error
  }
  pg.close = () => Promise.resolve()
  return error
}
