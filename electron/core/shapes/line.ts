import { type CentreAnswer, type CentreFetch, centreFetch, type CentreInit } from '../centre-fetch.ts'
import { errorAnswer } from '../../../shared/protocol/enrolment.ts'
import { SCHEMA_HEADER, SCHEMA_VERSION } from '../../../shared/protocol/shapes.ts'
import type { SyncProblem } from '../../../shared/protocol/sync-problem.ts'
import { problemTold } from '../identity/centre.ts'
import { centreTimeOf } from '../identity/server-clock.ts'
import { ProblemError } from '../problem-error.ts'
import { backOffMs, LINE_BACK_OFF, type BackOff, sleep } from './back-off.ts'

/**
 * Why a request to the centre brought nothing, by what is to be done:
 * 'unreachable': try again; 'missing': the centre does not know this endpoint; 'refused': a person must act (not enrolled, too old).
 */
export class LineFault extends ProblemError {
  override readonly name = 'LineFault'
  constructor(
    readonly kind: 'unreachable' | 'missing' | 'refused',
    problem: SyncProblem,
    readonly retryAfterMs = 0,
    options?: ErrorOptions,
  ) {
    super(problem, options)
  }
}

/** `renew`: the one that was given last was not taken. Throw a `LineFault` ('refused') where the centre will give none. */
export type TokenSource = (renew?: boolean) => Promise<string>

export interface LineOptions {
  readonly serverUrl: string
  readonly token: TokenSource
  readonly fetch?: CentreFetch
  readonly backOff?: BackOff
  /** Hears the centre's clock with every answer. */
  onServerTime?(ms: number): void
  onUp?(): void
  onDown?(fault: LineFault): void
}

/** Until an answer begins: longer than the centre may hold any request. A line that is half open would keep its asker for ever. */
const ANSWER_WITHIN_MS = 60_000

/** The way to the centre: signs requests, sorts failures, and owns the one back-off that all requests of the sync share. */
export class Line {
  readonly #options: LineOptions
  readonly #fetch: CentreFetch
  #failures = 0
  /** By the clock that nobody can set: one that is put back must not keep the line down. */
  #restUntil = 0
  #wake = new AbortController()
  #heardMs: number | null = null

  constructor(options: LineOptions) {
    this.#options = options
    this.#fetch = options.fetch ?? centreFetch
  }

  url(path: string): string {
    return new URL(path, this.#options.serverUrl).href
  }

  get isDown(): boolean {
    return this.#failures > 0
  }

  /** The centre's time when it began the answer that came last: none of its rows is of a later moment. Null before the first. */
  get heardMs(): number | null {
    return this.#heardMs
  }

  /** Waits until the shared back-off is over. */
  async ready(signal?: AbortSignal): Promise<void> {
    for (let left = this.#rest(); left > 0 && !signal?.aborted; left = this.#rest()) {
      await sleep(left, signal ? AbortSignal.any([signal, this.#wake.signal]) : this.#wake.signal)
    }
  }

  /** The next try need not wait: the machine woke up, or a person asks. */
  hurry(): void {
    this.#restUntil = 0
    this.#wake.abort()
    this.#wake = new AbortController()
  }

  /** Answers that the caller must read itself: 2xx, 304 and 409. Throws `LineFault`, or what the caller's signal says. */
  async send(url: string, init: CentreInit): Promise<CentreAnswer> {
    const first = await this.#attempt(url, init, await this.#tokenOrFault(false))
    if (first.status !== 401) return accept(first)
    await first.body?.cancel()
    // Once: a second 401 on a new token is the centre's last word.
    return accept(await this.#attempt(url, init, await this.#tokenOrFault(true)))
  }

  succeeded(): void {
    this.#failures = 0
    this.#restUntil = 0
    this.#options.onUp?.()
  }

  /** Requests that fail together count once. */
  failed(fault: LineFault): void {
    if (this.#rest() > 0) return
    const backOff = this.#options.backOff ?? LINE_BACK_OFF
    this.#failures = fault.kind === 'refused' ? Math.max(this.#failures + 1, 8) : this.#failures + 1
    this.#restUntil = performance.now() + Math.max(backOffMs(backOff, this.#failures), fault.retryAfterMs)
    this.#options.onDown?.(fault)
  }

  #rest(): number {
    return Math.max(0, this.#restUntil - performance.now())
  }

  async #attempt(url: string, init: CentreInit, token: string): Promise<CentreAnswer> {
    const headers = { ...init.headers, authorization: `Bearer ${token}`, [SCHEMA_HEADER]: String(SCHEMA_VERSION) }
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(new Error('it was silent for a minute')), ANSWER_WITHIN_MS)
    const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal
    try {
      const response = await this.#fetch(url, { ...init, headers, signal })
      this.#hear(centreTimeOf(response.headers))
      return response
    } catch (error) {
      throw init.signal?.aborted ? error : asFault(error)
    } finally {
      clearTimeout(timer)
    }
  }

  #hear(ms: number): void {
    if (!Number.isFinite(ms)) return
    this.#heardMs = ms
    this.#options.onServerTime?.(ms)
  }

  async #tokenOrFault(renew: boolean): Promise<string> {
    try {
      return await this.#options.token(renew)
    } catch (error) {
      throw asFault(error)
    }
  }
}

export function asFault(error: unknown): LineFault {
  if (error instanceof LineFault) return error
  return new LineFault('unreachable', { code: 'no_answer', reason: reasonOf(error) }, 0, { cause: error })
}

/** A name with several addresses fails with one error for each, and no words of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

async function accept(response: CentreAnswer): Promise<CentreAnswer> {
  const { status } = response
  if (response.ok || status === 304 || status === 409) return response
  const problem = await readProblem(response)
  if (status === 404 || status === 405 || status === 501) throw new LineFault('missing', problem)
  if (status === 429 || status >= 500) throw new LineFault('unreachable', problem, retryAfterMs(response))
  throw new LineFault('refused', problem)
}

async function readProblem(response: CentreAnswer): Promise<SyncProblem> {
  const body: unknown = await response.json().catch(() => undefined)
  return problemTold(response.status, errorAnswer.safeParse(body).data)
}

/** At most five minutes, whatever a proxy says. */
function retryAfterMs(response: CentreAnswer): number {
  const seconds = Number(response.headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1000 : 0
}
