/** How long the thread is kept by whatever runs statements, as long as single ones are shorter; milliseconds. */
const TURN_MS = 12

/** Rows of one statement, where many are read or written: it keeps the thread to its end. */
export const ROWS_AT_ONCE = 100

/** Since when the thread was left to nobody; undefined: others have just had their turn. */
let keptSince: number | undefined

/**
 * PGlite works on the core's own thread and waits for nothing but itself: a long run of statements would keep pages, timers and the line
 * from their turn until its end, whether they are of one piece of work or of several that follow each other. Called between two statements,
 * and before a transaction, which stays the one that it is.
 */
export async function breathe(turnMs = TURN_MS): Promise<void> {
  if (performance.now() - (keptSince ?? take()) < turnMs) return
  // Twice: the first may come in the round of the event loop that this is in, before any timer or page has had its turn.
  await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setImmediate(resolve))
  // What runs now counts from here, not from the end of its first statement; another that waited with us has taken the turn already.
  if (keptSince === undefined) take()
}

function take(): number {
  keptSince = performance.now()
  setImmediate(() => (keptSince = undefined))
  return keptSince
}
