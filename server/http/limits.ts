import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Problem } from '../problem.ts'
import type { RateLimiter } from './rate-limiter.ts'

interface Rate {
  readonly perSecond: number
  readonly burst: number
}

export interface RequestLimits {
  /** Requests of terminals under way at once, held ones apart. */
  readonly concurrent: number
  /** Requests under way at once where no terminal is known yet: strangers take no place from the terminals. */
  readonly concurrentAtDoors: number
  /** One poll and one first load; a client of the plain protocol holds a request for each of its shapes. */
  readonly heldPerTerminal: number
  readonly perTerminal: Rate
  /** Of one address, at the doors where no terminal is known yet. A whole hotel may stand behind one. */
  readonly perNetwork: Rate
}

export const REQUEST_LIMITS: RequestLimits = {
  concurrent: 200,
  concurrentAtDoors: 100,
  heldPerTerminal: 300,
  perTerminal: { perSecond: 100, burst: 500 },
  perNetwork: { perSecond: 20, burst: 200 },
}

export function limitBody(maxSize: number): MiddlewareHandler {
  const refuse = () => {
    throw new Problem(
      413,
      'body_too_large',
      `This request is larger than ${maxSize / 1024} KiB. Send it in smaller parts.`,
    )
  }
  const counted = bodyLimit({ maxSize, onError: refuse })
  return async (c, next) => {
    const length = c.req.header('content-length')
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next)
    // Node reads no more than was announced. To be counted, a body that is at hand would be made a stream first.
    if (Number(length) > maxSize) refuse()
    return next()
  }
}

/** What comes beyond is told to come again: a queue in front of PostgreSQL would only make everybody slow. */
export function limitConcurrency(most: number): MiddlewareHandler {
  let underWay = 0
  return async (_, next) => {
    if (underWay >= most) {
      throw new Problem(503, 'busy', 'The centre has too much to do at the moment. The terminal tries again by itself.')
    }
    underWay++
    try {
      await next()
    } finally {
      underWay--
    }
  }
}

export function limitRate(limiter: RateLimiter, keyOf: (c: Context) => string): MiddlewareHandler {
  return async (c, next) => {
    refuseFast(limiter, keyOf(c))
    await next()
  }
}

/** Throws `Problem` (429) where this key has used up its share. */
export function refuseFast(limiter: RateLimiter, key: string): void {
  const seconds = limiter.take(key)
  if (seconds === 0) return
  throw new Problem(
    429,
    'too_many_requests',
    'More requests come from here than the centre can take. It goes on by itself in a moment.',
    { retryAfter: seconds },
  )
}
