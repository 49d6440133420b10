export interface ShiftedClock {
  /** Milliseconds by which this process is ahead of the world; below zero it is behind. */
  shiftMs: number
  restore(): void
}

/** Takes the place of this process's clock: what Date says is shifted by as much as is set, from one moment to the next. */
export function shiftClock(): ShiftedClock {
  const RealDate = Date
  const clock: ShiftedClock = { shiftMs: 0, restore: () => void (globalThis.Date = RealDate) }
  const now = () => RealDate.now() + clock.shiftMs
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [now()] : args),
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  })
  return clock
}
