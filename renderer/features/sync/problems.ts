import { sayProblem } from '../../../shared/domains/sync/problem-words.ts'
import type { SyncStatus } from '../../../shared/protocol/port.ts'

/** All that is wrong, or to be known, of this desk; null where there is nothing. */
export const sayProblems = ({ problems }: Pick<SyncStatus, 'problems'>): string | null =>
  problems.length === 0 ? null : problems.map(sayProblem).join(' ')
