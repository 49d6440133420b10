/** Held requests, found by what wakes them: a commit touches a few partitions and wakes whom they concern, nobody else. */
export class Waiters {
  private readonly wakersByName = new Map<string, Set<() => void>>()
  private readonly all = new Set<() => void>()
  private closed = false
  private woken = 0

  get isClosed(): boolean {
    return this.closed
  }

  /** How many were woken by a name, since the start. */
  get wakeups(): number {
    return this.woken
  }

  get count(): number {
    return this.all.size
  }

  /** Resolves when one of `names` is touched, at the time, at the abort, or when everything closes. */
  wait(names: Iterable<string>, milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || this.closed) return Promise.resolve()
    const watched = [...names]
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', wake)
        this.all.delete(wake)
        for (const name of watched) this.remove(name, wake)
        resolve()
      }
      const timer = setTimeout(wake, milliseconds)
      signal?.addEventListener('abort', wake, { once: true })
      this.all.add(wake)
      for (const name of watched) this.add(name, wake)
    })
  }

  wake(names: Iterable<string>): void {
    const wakers = new Set<() => void>()
    for (const name of names) for (const wake of this.wakersByName.get(name) ?? []) wakers.add(wake)
    this.woken += wakers.size
    for (const wake of wakers) wake()
  }

  wakeAll(): void {
    for (const wake of [...this.all]) wake()
  }

  close(): void {
    this.closed = true
    this.wakeAll()
  }

  private add(name: string, wake: () => void): void {
    const wakers = this.wakersByName.get(name)
    if (wakers) wakers.add(wake)
    else this.wakersByName.set(name, new Set([wake]))
  }

  private remove(name: string, wake: () => void): void {
    const wakers = this.wakersByName.get(name)
    wakers?.delete(wake)
    if (wakers?.size === 0) this.wakersByName.delete(name)
  }
}
