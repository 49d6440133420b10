import type { Random } from '../../server/seed/random.ts'

/**
 * What a transaction at the centre may meet because of another one. The simulated database has one session, so nobody is ever really in the
 * way: what PostgreSQL would do is done at a statement of the transaction that is told to meet it.
 */
export type Mishap =
  /** It waits for a lock, and gets it. */
  | { readonly kind: 'waits'; readonly ms: number }
  /** Its statement fails, and with it the transaction. */
  | { readonly kind: 'fails'; readonly sqlState: '40001' | '40P01' | '55P03'; readonly afterMs: number }

/** A quarter of the transactions or so, which have twenty statements. */
const CHANCE_PER_STATEMENT = 0.015
/** `lock_timeout` and `deadlock_timeout` (server/postgres/transaction.ts, PostgreSQL's default). */
const LOCK_TIMEOUT_MS = 15_000
const DEADLOCK_TIMEOUT_MS = 1000

/** At a statement of somebody's transaction that writes, the commit among them; mostly nothing. */
export function someMishap(random: Random): Mishap | undefined {
  if (!random.chance(CHANCE_PER_STATEMENT)) return undefined
  return random.weighted<() => Mishap>([
    [() => ({ kind: 'waits', ms: random.between(1, LOCK_TIMEOUT_MS - 1) }), 4],
    [() => ({ kind: 'fails', sqlState: '40001', afterMs: 1 }), 3],
    [() => ({ kind: 'fails', sqlState: '40P01', afterMs: DEADLOCK_TIMEOUT_MS }), 3],
    [() => ({ kind: 'fails', sqlState: '55P03', afterMs: LOCK_TIMEOUT_MS }), 1],
  ])()
}

export const MISHAP_WORDS = {
  '40001': 'could not serialize access due to concurrent update',
  '40P01': 'deadlock detected',
  '55P03': 'canceling statement due to lock timeout',
} as const
