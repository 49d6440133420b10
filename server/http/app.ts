import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import type { Gate } from '../auth/gate.ts'
import { Problem } from '../problem.ts'
import type { PushEngine } from '../push/push-engine.ts'
import type { Scope } from '../shapes/scope.ts'
import { AttemptLimiter } from './attempt-limiter.ts'
import { describeError, type Logger } from './logger.ts'
import { readJson } from './read-body.ts'
import { readPush } from './read-push.ts'
import { retryAfter, toProblem } from './to-problem.ts'

/** What answers shape requests: the built-in engine. */
export interface ShapeService {
  shape(request: Request, scope: Scope): Promise<Response>
  poll(request: Request, scope: Scope): Promise<Response>
  bootstrap(request: Request, scope: Scope): Promise<Response>
}

export interface AppParts {
  readonly gate: Gate
  readonly push: PushEngine
  readonly shapes: ShapeService
  readonly logger: Logger
  /** Throws where the database does not answer. */
  checkDatabase(): Promise<void>
}

interface Env {
  Variables: { requestId: string; terminal: string | undefined }
}
type RequestContext = Context<Env>

const SMALL_BODY = 64 * 1024
const PUSH_BODY = 8 * 1024 * 1024
const CODES_TRIED = 10
const TRIED_WITHIN_MS = 10 * 60_000

export function createApp(parts: AppParts): Hono<Env> {
  const { gate, push, shapes } = parts
  const codesTried = new AttemptLimiter(CODES_TRIED, TRIED_WITHIN_MS)
  const app = new Hono<Env>()
  app.use(secureHeaders({ strictTransportSecurity: false, contentSecurityPolicy: { defaultSrc: ["'none'"] } }))
  app.use(async (c, next) => {
    c.set('requestId', randomUUID())
    const started = performance.now()
    await next()
    finish(c, parts.logger, performance.now() - started)
  })
  const identify = async (c: RequestContext, freshness: 'now' | 'recent') => {
    const identity = await gate.identify(c.req.header('authorization'), freshness)
    c.set('terminal', identity.terminal)
    return identity
  }
  const findScope = async (c: RequestContext): Promise<Scope> => {
    const { terminal, role, properties } = await identify(c, 'recent')
    return { terminalId: terminal, role, properties }
  }

  app.get('/v1/health', async (c) => {
    await parts.checkDatabase()
    return c.json({ status: 'active' })
  })
  app.post('/v1/enrol', limitBody(SMALL_BODY), (c) => enrol(c, gate, codesTried))
  app.post('/v1/token', limitBody(SMALL_BODY), async (c) => c.json(await gate.grantToken(await readJson(c.req))))
  app.post('/v1/commands', limitBody(PUSH_BODY), async (c) => {
    const identity = await identify(c, 'now')
    const answer = await push.push(identity, readPush(await readJson(c.req), identity))
    return c.json(answer, answer.kind === 'judged' ? 200 : 409)
  })
  app.get('/v1/commands/progress', async (c) => c.json(await push.progress(await identify(c, 'now'))))
  app.get('/v1/shape', async (c) => shapes.shape(c.req.raw, await findScope(c)))
  app.post('/v1/shapes/poll', limitBody(SMALL_BODY), async (c) => {
    const scope = await findScope(c)
    return shapes.poll(c.req.raw, scope)
  })
  app.post('/v1/bootstrap', limitBody(SMALL_BODY), async (c) => {
    const scope = await findScope(c)
    return shapes.bootstrap(c.req.raw, scope)
  })

  app.notFound((c) =>
    answerProblem(
      c,
      new Problem(404, 'not_found', `Nothing is served at ${c.req.path}. Check the address of the centre.`),
    ),
  )
  app.onError((error, c) => {
    const problem = toProblem(error, c.get('requestId'))
    if (problem.status === 500) {
      parts.logger.log('error', 'fault', {
        requestId: c.get('requestId'),
        terminal: c.get('terminal'),
        ...describeError(error),
      })
    }
    return answerProblem(c, problem)
  })
  return app
}

async function enrol(c: RequestContext, gate: Gate, tried: AttemptLimiter): Promise<Response> {
  const caller = getConnInfo(c).remote.address ?? ''
  if (tried.isBlocked(caller)) {
    throw new Problem(
      429,
      'too_many_codes',
      'Too many wrong enrolment codes came from this network. Wait ten minutes, then try again.',
    )
  }
  try {
    const answer = await gate.enrol(await readJson(c.req))
    c.set('terminal', answer.terminal)
    return c.json(answer)
  } catch (error) {
    if (error instanceof Problem && error.code === 'code_unknown') tried.noteFailure(caller)
    throw error
  }
}

function limitBody(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new Problem(
        413,
        'body_too_large',
        `This request is larger than ${maxSize / 1024} KiB. Send it in smaller parts.`,
      )
    },
  })
}

function answerProblem(c: RequestContext, problem: Problem): Response {
  const seconds = retryAfter(problem)
  if (seconds !== undefined) c.header('retry-after', String(seconds))
  if (problem.status === 401) c.header('www-authenticate', 'Bearer')
  // A body that was not read to its end stands in the way of the next request on this connection.
  const unread = c.req.method === 'POST' && !c.req.raw.bodyUsed
  if (unread || problem.status === 413) c.header('connection', 'close')
  return c.json(problem.toAnswer(), problem.status)
}

/** Nothing here may be kept by anyone on the way; what a shape answer says of its own caching stays private all the same. */
function finish(c: RequestContext, logger: Logger, ms: number): void {
  c.header('x-request-id', c.get('requestId'))
  c.header('cache-control', 'private, no-store')
  const { status } = c.res
  const level = status >= 500 ? 'warn' : status >= 400 ? 'info' : 'debug'
  const path = status === 404 ? undefined : c.req.path
  logger.log(level, 'request', {
    requestId: c.get('requestId'),
    terminal: c.get('terminal'),
    method: c.req.method,
    path,
    status,
    ms: Math.round(ms),
  })
}
