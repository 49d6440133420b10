import type { CentreFetch } from '../centre-fetch.ts'
import type { z } from 'zod'
import { type ErrorAnswer, errorAnswer } from '../../../shared/protocol/enrolment.ts'
import type { SyncProblem } from '../../../shared/protocol/sync-problem.ts'
import { ProblemError } from '../problem-error.ts'
import { centreTimeOf } from './server-clock.ts'

/**
 * Why the centre gave no answer, by what is to be done: 'line' and 'busy' are tried again by themselves; 'unauthorised' wants a new
 * token; 'denied' wants a person.
 */
export class CentreError extends ProblemError {
  override readonly name = 'CentreError'
  constructor(
    readonly kind: 'line' | 'busy' | 'unauthorised' | 'denied',
    problem: SyncProblem,
    options?: ErrorOptions,
    /** Where the centre itself said no. */
    readonly told?: ErrorAnswer,
  ) {
    super(problem, options)
  }
}

export interface CentreRequest<T> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  readonly token?: string
  /** Of 200, and of any other status in `statuses`. */
  readonly answer: z.ZodType<T>
  readonly statuses?: readonly number[]
  readonly signal?: AbortSignal
  /** Hears the centre's clock, of a yes and of a no. */
  readonly onServerTime?: (ms: number) => void
}

const ANSWER_WITHIN_MS = 30_000

/** One request, one parsed answer, or a CentreError. */
export async function askCentre<T>(serverUrl: string, doFetch: CentreFetch, request: CentreRequest<T>): Promise<T> {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS)
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout
  const headers: Record<string, string> = { accept: 'application/json' }
  if (request.body !== undefined) headers['content-type'] = 'application/json'
  if (request.token !== undefined) headers['authorization'] = `Bearer ${request.token}`
  let status: number
  let text: string
  try {
    const response = await doFetch(new URL(request.path, serverUrl), {
      method: request.method,
      headers,
      signal,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    })
    status = response.status
    request.onServerTime?.(centreTimeOf(response.headers))
    text = await response.text()
  } catch (error) {
    throw new CentreError('line', { code: 'no_line', address: serverUrl }, { cause: error })
  }
  if (status === 200 || request.statuses?.includes(status)) return readAnswer(serverUrl, text, request.answer)
  throw errorOf(status, text)
}

/** Not ours, or cut: somebody else answers at that address, or a proxy in between. */
function readAnswer<T>(serverUrl: string, text: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new CentreError('busy', { code: 'not_the_centre', address: serverUrl }, { cause: parsed.error })
}

function errorOf(status: number, text: string): CentreError {
  const told = errorAnswer.safeParse(parseJson(text))
  const problem = problemTold(status, told.data)
  if (status === 401) return new CentreError('unauthorised', problem, undefined, told.data)
  if (status === 408 || status === 425 || status === 429 || status >= 500) return new CentreError('busy', problem)
  return new CentreError('denied', problem, undefined, told.data)
}

/** What the centre said of its no; where it said nothing that can be read, the status alone. */
export function problemTold(status: number, told: ErrorAnswer | undefined): SyncProblem {
  return told ? { code: 'told', error: told.code, message: told.message } : { code: 'status', status }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
