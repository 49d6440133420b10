/** Too much stands in one lane already. */
export class LaneFullError extends Error {
  override readonly name = 'LaneFullError'
}

/** Runs what has the same key one after the other, and what has different keys side by side. */
export class Lanes {
  private readonly waitingByKey = new Map<string, { count: number; last: Promise<unknown> }>()

  constructor(private readonly capacity: number) {}

  /** `work` hears whether it had to wait. */
  async run<T>(key: string, work: (waited: boolean) => Promise<T>): Promise<T> {
    const lane = this.waitingByKey.get(key) ?? { count: 0, last: Promise.resolve() }
    if (lane.count >= this.capacity) throw new LaneFullError(key)
    this.waitingByKey.set(key, lane)
    const waited = lane.count > 0
    lane.count++
    const result = lane.last.then(() => work(waited))
    lane.last = result.catch(() => undefined)
    try {
      return await result
    } finally {
      if (--lane.count === 0) this.waitingByKey.delete(key)
    }
  }
}
