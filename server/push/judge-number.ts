/** Which number a command carries: the count of its terminal within an incarnation. */
export interface CommandNumber {
  readonly incarnation: number
  readonly seq: number
}

/** How far the centre has come with a terminal. */
export interface Progress {
  readonly incarnation: number
  readonly lastSeq: number
}

/**
 * What to do with a command before looking at what it says:
 *
 * - next: judge it.
 * - duplicate: it was judged under this very number (or the terminal missed a new incarnation); answer from the record.
 * - renumbered: judged earlier under another number, sent again after a fork; answer from the record and count it.
 * - gap: numbers before it are missing.
 * - fork: its number belongs to another command; the terminal must count anew.
 */
export type Verdict = 'next' | 'duplicate' | 'renumbered' | 'gap' | 'fork'

/** `known` is the number under which the centre has judged this command id; undefined where it never has. */
export function judgeNumber(progress: Progress, number: CommandNumber, known: CommandNumber | undefined): Verdict {
  if (number.incarnation < progress.incarnation) return known ? 'duplicate' : 'fork'
  // A centre that was restored to an earlier day does not know this count.
  if (number.incarnation > progress.incarnation) return 'fork'
  if (number.seq > progress.lastSeq + 1) return 'gap'
  if (number.seq === progress.lastSeq + 1) return known ? 'renumbered' : 'next'
  const sameNumber = known?.incarnation === number.incarnation && known.seq === number.seq
  return sameNumber ? 'duplicate' : 'fork'
}

/** The count that a terminal takes after a fork. One that merely missed an earlier fork is told of that one. */
export function incarnationAfterFork(progress: Progress, sent: number): number {
  return sent < progress.incarnation ? progress.incarnation : sent + 1
}
