import { z } from 'zod'
import { classifyFailure, DATABASE_AWAY } from '../postgres/failures.ts'
import { Problem } from '../problem.ts'
import { LaneFullError } from '../push/lanes.ts'
import { CommandFault } from '../push/push-engine.ts'
import { UnknownTerminalError } from '../push/take-together.ts'

/** What the terminal is told of an error, whatever it was. */
export function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error
  if (error instanceof z.ZodError) return malformed(error)
  if (error instanceof LaneFullError) {
    return new Problem(
      429,
      'too_many_requests',
      'This terminal sends faster than the centre can take. It goes on by itself in a moment.',
    )
  }
  if (error instanceof UnknownTerminalError) {
    return new Problem(
      401,
      'terminal_unknown',
      'This centre does not know this terminal. Enrol it again with a new code.',
    )
  }
  if (error instanceof CommandFault) {
    const { id, seq, name } = error.command
    return new Problem(
      500,
      'command_failed',
      `The centre failed at ${name} (number ${seq}). Nothing is lost: the terminal keeps it and sends it again. If this goes on, give support the number ${requestId}.`,
      { requestId, command: id, seq },
    )
  }
  if (classifyFailure(error) !== 'bug') {
    return new Problem(503, 'database_unavailable', DATABASE_AWAY)
  }
  return new Problem(
    500,
    'internal_error',
    `The centre failed. Go on working: the terminal tries again by itself. If this goes on, give support the number ${requestId}.`,
    { requestId },
  )
}

/** Seconds after which to try again; undefined where that would not help. */
export function retryAfter(problem: Problem): number | undefined {
  if (problem.status === 503) return 3
  if (problem.status !== 429) return undefined
  const told = z.object({ retryAfter: z.number() }).safeParse(problem.details)
  return told.success ? told.data.retryAfter : 1
}

function malformed(error: z.ZodError): Problem {
  const issues = error.issues
    .slice(0, 5)
    .map((issue) => ({ where: issue.path.map(String).join('.'), what: issue.message }))
  const where = issues[0]?.where || 'its whole body'
  return new Problem(
    400,
    'request_malformed',
    `The centre cannot read this request: ${where} is not as it should be. Bring StayOS Desk and the centre to the same version.`,
    { issues },
  )
}
