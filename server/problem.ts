import type { ErrorAnswer } from '../shared/protocol/enrolment.ts'

/** Why a request gets no answer, in words for the person at the terminal: what, where, what to do. */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503 | 507,
    /** For programs; a code stays once shipped. */
    readonly code: string,
    message: string,
    readonly details?: unknown,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  toAnswer(): ErrorAnswer {
    return {
      code: this.code,
      message: this.message,
      ...(this.details !== undefined && { details: this.details }),
    }
  }
}
