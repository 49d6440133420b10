import { sayProblem } from '../../shared/domains/sync/problem-words.ts'
import type { SyncProblem } from '../../shared/protocol/sync-problem.ts'

/** What a person at the desk is to hear of. The page words `problem`; the message is the same in English, for logs. */
export class ProblemError extends Error {
  constructor(
    readonly problem: SyncProblem,
    options?: ErrorOptions,
  ) {
    super(sayProblem(problem), options)
  }
}

/** `as`: what it is called where nothing better is known. */
export function problemOf(error: unknown, as: 'fault' | 'cannot_store' | 'no_safety_copy' = 'fault'): SyncProblem {
  if (error instanceof ProblemError) return error.problem
  return { code: as, reason: error instanceof Error ? error.message : String(error) }
}
