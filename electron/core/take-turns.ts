/** How long the thread is kept by whatever runs statements, as long as single ones are shorter; milliseconds. */
const TURN_MS = 20

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
  const now = performance.now()
  if (keptSince === undefined) {
    keptSince = now
    setImmediate(() => (keptSince = undefined))
  }
  if (now - keptSince < turnMs) return
  await new Promise((resolve) => setImmediate(resolve))
}
