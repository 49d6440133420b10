import type { KeyObject } from 'node:crypto'
import { tokenAnswer } from '../../../shared/protocol/enrolment.ts'
import { askCentre, CentreError } from './centre.ts'
import { signAssertion } from './device-key.ts'

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
  readonly fetch: typeof fetch
  readonly now?: () => number
}

const REFRESH_BEFORE_MS = 30_000

/** Callers that come while one is being fetched share it. */
export function openTokens(options: TokenOptions): Tokens {
  const now = options.now ?? Date.now
  let held: { token: string; expiresAt: number } | undefined
  let fetching: Promise<string> | undefined

  async function fetchToken(): Promise<string> {
    const answer = await askToken(options, now())
    held = { token: answer.token, expiresAt: Date.parse(answer.expiresAt) }
    return answer.token
  }

  return {
    get: () => {
      if (held && held.expiresAt - now() > REFRESH_BEFORE_MS) return Promise.resolve(held.token)
      fetching ??= fetchToken().finally(() => (fetching = undefined))
      return fetching
    },
    drop: (token) => {
      if (held?.token === token) held = undefined
    },
  }
}

async function askToken(options: TokenOptions, nowMs: number) {
  const assertion = await signAssertion(options.key, options.terminal, nowMs)
  try {
    return await askCentre(options.serverUrl, options.fetch, {
      method: 'POST',
      path: '/v1/token',
      body: { assertion },
      answer: tokenAnswer,
    })
  } catch (error) {
    // Here the key itself was not taken: no new token will help.
    if (error instanceof CentreError && error.kind === 'unauthorised') {
      throw new CentreError('denied', error.message, { cause: error })
    }
    throw error
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
