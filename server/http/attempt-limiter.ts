/** Counts failures by key within a sliding window, so that enrolment codes cannot be tried out. Holds a bounded number of keys. */
export class AttemptLimiter {
  private readonly failuresByKey = new Map<string, number[]>()

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  isBlocked(key: string): boolean {
    return this.recent(key).length >= this.limit
  }

  noteFailure(key: string): void {
    const recent = [...this.recent(key), this.now()]
    this.failuresByKey.delete(key)
    this.failuresByKey.set(key, recent)
    const [oldest] = this.failuresByKey.keys()
    if (this.failuresByKey.size > 10_000 && oldest !== undefined) this.failuresByKey.delete(oldest)
  }

  private recent(key: string): number[] {
    const since = this.now() - this.windowMs
    return (this.failuresByKey.get(key) ?? []).filter((time) => time > since)
  }
}
