/**
 * The first Ctrl+C asks the job to end where it can do so cleanly; a later one ends the process at once, and PostgreSQL then rolls
 * back what is not whole. npm passes on what the process has got from the keyboard already, hence the pause between the two.
 */
export function stopOnSignal(words: string): AbortSignal {
  const stop = new AbortController()
  let askedAt: number | undefined
  const onSignal = () => {
    if (askedAt !== undefined && performance.now() - askedAt > 1000) process.exit(130)
    if (askedAt !== undefined) return
    askedAt = performance.now()
    console.error(`\n${words}`)
    stop.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return stop.signal
}
