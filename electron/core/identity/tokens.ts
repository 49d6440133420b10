import type { CentreFetch } from '../centre-fetch.ts'
import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { tokenAnswer, type TokenScope } from '../../../shared/protocol/enrolment.ts'
import { askCentre, CentreError } from './centre.ts'
import { signAssertion } from './device-key.ts'
import { ServerClock } from './server-clock.ts'

export interface Tokens {
  /** A token with some life left; fetched where there is none. Throws CentreError. */
  get(): Promise<string>
  /** The centre did not take it. */
  drop(token: string): void
}

export interface TokenOptions {
  readonly serverUrl: string
  readonly terminal: string
  readonly key: KeyObject
  readonly fetch: CentreFetch
  readonly clock?: ServerClock
  /** What head office has given to this desk, as the centre tells it with each token. */
  readonly onScope?: (scope: TokenScope) => void
}

const REFRESH_BEFORE_MS = 30_000

/** Callers that come while one is being fetched share it. */
export function openTokens(options: TokenOptions): Tokens {
  const clock = options.clock ?? new ServerClock()
  // By the clock that nobody can set.
  let held: { token: string; freshUntil: number } | undefined
  let fetching: Promise<string> | undefined

  async function fetchToken(): Promise<string> {
    const answer = await askWithRightTime(options, clock)
    const lifeMs = Date.parse(answer.expiresAt) - clock.now()
    if (answer.role && answer.properties) options.onScope?.({ role: answer.role, properties: answer.properties })
    held = { token: answer.token, freshUntil: performance.now() + lifeMs - REFRESH_BEFORE_MS }
    return answer.token
  }

  return {
    get: () => {
      if (held && held.freshUntil > performance.now()) return Promise.resolve(held.token)
      fetching ??= fetchToken().finally(() => (fetching = undefined))
      return fetching
    },
    drop: (token) => {
      if (held?.token === token) held = undefined
    },
  }
}

/**
 * A machine whose clock is wrong is not kept out: the centre says what time it is, and the proof is made anew by that. Nor is one whose proof
 * something on the way has sent twice, so that the other one had the answer.
 */
async function askWithRightTime(options: TokenOptions, clock: ServerClock) {
  try {
    return await askToken(options, clock)
  } catch (error) {
    if (isReplayed(error)) return askToken(options, clock)
    const serverMs = error instanceof CentreError ? serverTimeOf(error.told) : undefined
    if (serverMs === undefined) throw error
    clock.note(serverMs)
    return askToken(options, clock)
  }
}

const isReplayed = (error: unknown) => error instanceof CentreError && error.told?.code === 'assertion_replayed'

const clockWrong = z.object({ code: z.literal('clock_wrong'), details: z.object({ serverTime: z.iso.datetime() }) })

function serverTimeOf(told: unknown): number | undefined {
  const parsed = clockWrong.safeParse(told)
  return parsed.success ? Date.parse(parsed.data.details.serverTime) : undefined
}

async function askToken(options: TokenOptions, clock: ServerClock) {
  const assertion = await signAssertion(options.key, options.terminal, clock.now())
  try {
    return await askCentre(options.serverUrl, options.fetch, {
      method: 'POST',
      path: '/v1/token',
      body: { assertion },
      answer: tokenAnswer,
      onServerTime: (ms) => clock.note(ms),
    })
  } catch (error) {
    if (!(error instanceof CentreError) || error.kind !== 'unauthorised') throw error
    // Here the key itself was not taken, and no new token will help; but what was taken on the way comes through another time.
    throw new CentreError(isReplayed(error) ? 'busy' : 'denied', error.problem, { cause: error }, error.told)
  }
}

/** Runs a request with a token; with a fresh one where the first was not taken. */
export async function withToken<T>(tokens: Tokens, request: (token: string) => Promise<T>): Promise<T> {
  const token = await tokens.get()
  try {
    return await request(token)
  } catch (error) {
    if (!(error instanceof CentreError) || error.kind !== 'unauthorised') throw error
    tokens.drop(token)
    return request(await tokens.get())
  }
}
