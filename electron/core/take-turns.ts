/** How long one piece of work keeps the thread, as long as its single statements are shorter. */
const TURN_MS = 20

/**
 * PGlite works on the core's own thread and waits for nothing but itself: a long run of statements would keep pages, timers and the line
 * from their turn until its end. Such a run calls what this returns between two statements; a transaction stays the one that it is.
 */
export function takeTurns(turnMs = TURN_MS): () => Promise<void> {
  let begun = performance.now()
  return async () => {
    if (performance.now() - begun < turnMs) return
    await new Promise((resolve) => setImmediate(resolve))
    begun = performance.now()
  }
}
