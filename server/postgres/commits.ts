import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

const underWay = new WeakMap<pg.Pool, Set<Promise<unknown>>>()

/** A standby that must confirm may keep PostgreSQL from answering for long. */
const MOST_MS = 10

/** `ending` settles with PostgreSQL's answer to a COMMIT on a connection of the pool. */
export function noteCommit(pool: pg.Pool, ending: Promise<unknown>): void {
  const commits = underWay.get(pool) ?? new Set()
  underWay.set(pool, commits)
  commits.add(ending)
  void ending.finally(() => commits.delete(ending))
}

/** Resolves when the commits that are under way now were answered, `mostMs` later at the latest. */
export async function afterCommits(pool: pg.Pool, mostMs = MOST_MS): Promise<void> {
  const commits = underWay.get(pool)
  if (!commits || commits.size === 0) return
  const patience = new AbortController()
  const late = sleep(mostMs, undefined, { signal: patience.signal }).catch(() => undefined)
  await Promise.race([Promise.all(commits), late])
  patience.abort()
}
