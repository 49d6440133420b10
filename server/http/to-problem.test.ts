import { expect, it } from 'vitest'
import { z } from 'zod'
import { DatabaseError } from '../../shared/command/database.ts'
import { Problem } from '../problem.ts'
import { LaneFullError } from '../push/lanes.ts'
import { UnknownTerminalError } from '../push/take-together.ts'
import { retryAfter, toProblem } from './to-problem.ts'

const zodError = z.strictObject({ code: z.string() }).safeParse({ code: 'x', guest: 'Secret' }).error

it.each([
  [new Problem(403, 'code_used', 'Used.'), 403, 'code_used', undefined],
  [zodError, 400, 'request_malformed', undefined],
  [new LaneFullError('lane'), 429, 'too_many_requests', 1],
  [new UnknownTerminalError('x'), 401, 'terminal_unknown', undefined],
  [new DatabaseError('going down', '57P01', undefined), 503, 'database_unavailable', 3],
  [new DatabaseError('again', '40001', undefined), 503, 'database_unavailable', 3],
  [new Error('Secret'), 500, 'internal_error', undefined],
  ['Secret', 500, 'internal_error', undefined],
])('tells the terminal of %s', (error, status, code, seconds) => {
  const problem = toProblem(error, 'request-1')
  expect([problem.status, problem.code, retryAfter(problem)]).toEqual([status, code, seconds])
  expect(problem.message).not.toContain('Secret')
})
