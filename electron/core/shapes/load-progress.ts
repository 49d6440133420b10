/** A first load, as it is shown. */
export interface LoadProgress {
  /** Tables begun or done, of all. */
  readonly done: number
  readonly of: number
  readonly rows: number
  /** Null before the centre has told. */
  readonly ofRows: number | null
  /** At the pace so far; null while that says nothing. */
  readonly secondsLeft: number | null
}

export function noProgress(of: number): LoadProgress {
  return { done: 0, of, rows: 0, ofRows: null, secondsLeft: null }
}

/** Before that a guess would jump about. */
const TELLING_MS = 2000

/** `resumed`: rows that were here when this try began, which say nothing of its pace. */
export function secondsLeft(resumed: number, rows: number, ofRows: number, elapsedMs: number): number | null {
  const loaded = rows - resumed
  if (elapsedMs < TELLING_MS || loaded <= 0) return null
  return Math.ceil(((ofRows - rows) * elapsedMs) / loaded / 1000)
}
