/**
 * A bucket of tokens for each key, refilled all the time: `burst` requests at once, `perSecond` for long. Holds a bounded number of keys; a
 * key that was forgotten starts with a full bucket.
 */
export class RateLimiter {
  private readonly bucketByKey = new Map<string, { tokens: number; at: number }>()

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes a token. Returns 0, or the whole seconds to wait where there is none. */
  take(key: string): number {
    const now = this.now()
    const { tokens, at } = this.bucketByKey.get(key) ?? { tokens: this.burst, at: now }
    const filled = Math.min(this.burst, tokens + (Math.max(0, now - at) / 1000) * this.perSecond)
    const passes = filled >= 1
    this.bucketByKey.delete(key)
    this.bucketByKey.set(key, { tokens: passes ? filled - 1 : filled, at: now })
    const [oldest] = this.bucketByKey.keys()
    if (this.bucketByKey.size > 10_000 && oldest !== undefined) this.bucketByKey.delete(oldest)
    return passes ? 0 : Math.max(1, Math.ceil((1 - filled) / this.perSecond))
  }
}
