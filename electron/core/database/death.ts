import type { PGlite } from '@electric-sql/pglite'

/** PostgreSQL has ended itself, as it does when it can no longer vouch for what is on the disk. */
export class DatabaseDiedError extends Error {
  override readonly name = 'DatabaseDiedError'
}

/**
 * After a PANIC the WebAssembly that was PostgreSQL still takes messages, and never comes back from the next one: the whole process would
 * hang. From here on nothing reaches it. What was committed is on disk; a new process recovers it.
 */
export function layToRest(pg: PGlite, lastWords: string, message = sayDied(lastWords)): DatabaseDiedError {
  const error = new DatabaseDiedError(message)
  pg.execProtocolRawSync = () => {
    throw error
  }
  pg.close = () => Promise.resolve()
  return error
}

const sayDied = (lastWords: string) =>
  `The database of this desk has stopped (${lastWords}). Start the program again; if it stays, check the disk and call support. What was confirmed to you is kept; look whether the last step is there before you do it again.`
