import { DatabaseError } from '../../shared/command/database.ts'

/**
 * What the caller must do about a failure: 'conflict' run the transaction again; 'unavailable' wait, PostgreSQL is down, full or
 * overloaded; 'bug' neither helps.
 */
export type FailureKind = 'conflict' | 'unavailable' | 'bug'

/** For the person at a terminal, where the failure is 'unavailable'. */
export const DATABASE_AWAY =
  'The central database does not answer at the moment. Go on working: the terminal keeps everything and tries again by itself.'

const CONFLICTS = new Set(['40001', '40P01'])
/** Classes of PostgreSQL's Appendix A: connection, resources, operator, system; with lock_timeout. */
const UNAVAILABLE = /^(08|53|57P|58)|^55P03$|^25P03$/
const BROKEN_LINE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])

export function classifyFailure(error: unknown): FailureKind {
  const state = sqlStateOf(error)
  if ((state !== undefined && CONFLICTS.has(state)) || isStalePlan(error)) return 'conflict'
  if (state !== undefined && UNAVAILABLE.test(state)) return 'unavailable'
  return isBrokenLine(error) ? 'unavailable' : 'bug'
}

/** A migration ran meanwhile, and what a prepared statement answers with is not what it was. */
export function isStalePlan(error: unknown): boolean {
  return sqlStateOf(error) === '0A000' && error instanceof Error && error.message.startsWith('cached plan')
}

/** Five characters, or undefined where PostgreSQL itself did not raise the error. */
export function sqlStateOf(error: unknown): string | undefined {
  if (error instanceof DatabaseError) return error.sqlState
  const code = codeOf(error)
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !BROKEN_LINE.has(code) ? code : undefined
}

function isBrokenLine(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isBrokenLine)
  if (BROKEN_LINE.has(codeOf(error) ?? '') || isUntrusted(error)) return true
  // pg gives these no code
  return (
    error instanceof Error &&
    /^Connection terminated|^timeout exceeded when trying to connect|not queryable|^Cannot use a pool after calling end|^Query read timeout/.test(
      error.message,
    )
  )
}

/** PostgreSQL's certificate could not be proved, or no more: OpenSSL's names for the ways. */
export function isUntrusted(error: unknown): boolean {
  return /^(CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED)/.test(codeOf(error) ?? '')
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
