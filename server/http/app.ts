import { randomUUID } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { routePath } from 'hono/route'
import { secureHeaders } from 'hono/secure-headers'
import type { KeyringAnswer } from '../../shared/protocol/enrolment.ts'
import { CLOCK_HEADER, SCHEMA_HEADER } from '../../shared/protocol/shapes.ts'
import type { Gate } from '../auth/gate.ts'
import type { Identity } from '../auth/identity.ts'
import type { PepperOf } from '../auth/pin-pepper.ts'
import type { SecretOf } from '../auth/property-secret.ts'
import { type FileKey, readFileKey } from '../files/file-key.ts'
import type { FileStore } from '../files/file-store.ts'
import { Problem } from '../problem.ts'
import type { PushEngine } from '../push/push-engine.ts'
import type { Scope } from '../shapes/scope.ts'
import { AttemptLimiter } from './attempt-limiter.ts'
import { checkSchema } from './check-schema.ts'
import { sendOrTell, takeBytes } from './file-routes.ts'
import { holdRequest } from './hold-request.ts'
import { limitBody, limitConcurrency, limitRate, refuseFast, type RequestLimits } from './limits.ts'
import { describeError, type Logger } from './logger.ts'
import { mayReadMetrics } from './may-read-metrics.ts'
import type { Metrics, Readings } from './metrics.ts'
import { RateLimiter } from './rate-limiter.ts'
import { readJson } from './read-body.ts'
import { readPush } from './read-push.ts'
import { remoteAddress } from './remote-address.ts'
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
  readonly pepperOf: PepperOf
  readonly identityKeyOf: SecretOf
  readonly shapes: ShapeService
  readonly files: FileStore
  readonly metrics: Metrics
  readonly logger: Logger
  readonly limits: RequestLimits
  /** How many proxies stand in front: so many addresses that they noted are believed. */
  readonly proxies: number
  /** What /metrics shows of the replication stream and its log. */
  readFigures(): Readings | undefined
  /** Guards /metrics; without it they are for this machine alone. */
  readonly metricsToken: string | undefined
  /** Throws where the database does not answer, or nothing is streamed. */
  checkReady(): Promise<void>
  /** Throws where the database does not answer. */
  checkDatabase(): Promise<void>
}

export interface Env {
  Variables: { requestId: string; terminal: string | undefined }
}
type RequestContext = Context<Env>

const SMALL_BODY = 64 * 1024
const PUSH_BODY = 8 * 1024 * 1024
const CODES_TRIED = 10
const TRIED_WITHIN_MS = 10 * 60_000

export function createApp(parts: AppParts): Hono<Env> {
  const app = new Hono<Env>()
  app.use(secureHeaders({ strictTransportSecurity: false, contentSecurityPolicy: { defaultSrc: ["'none'"] } }))
  app.use(async (c, next) => {
    c.set('requestId', randomUUID())
    const started = performance.now()
    await next()
    finish(c, parts, performance.now() - started)
  })
  addOperations(app, parts)
  addDoors(app, parts)
  addWork(app, parts)
  app.notFound((c) =>
    answerProblem(
      c,
      new Problem(404, 'not_found', `Nothing is served at ${c.req.path}. Check the address of the centre.`),
    ),
  )
  app.onError((error, c) => answerError(c, parts.logger, error))
  return app
}

/** For whoever runs the centre; nothing here tells of a hotel. */
function addOperations(app: Hono<Env>, parts: AppParts): void {
  app.get('/health', (c) => c.json({ status: 'active' }))
  app.get('/ready', async (c) => {
    await parts.checkReady()
    return c.json({ status: 'ready' })
  })
  app.get('/v1/health', async (c) => {
    await parts.checkDatabase()
    return c.json({ status: 'active' })
  })
  app.get('/metrics', async (c) => {
    if (!mayReadMetrics(parts.metricsToken, getConnInfo(c).remote.address, (name) => c.req.header(name))) {
      throw new Problem(404, 'not_found', 'Nothing is served at /metrics. Check the address of the centre.')
    }
    const { text, contentType } = await parts.metrics.expose(parts.readFigures())
    return c.body(text, 200, { 'content-type': contentType })
  })
}

/** Where a device becomes a terminal, and a terminal gets its tokens: for whoever knows a code or has a key. */
function addDoors(app: Hono<Env>, parts: AppParts): void {
  const { gate, limits } = parts
  const codesTried = new AttemptLimiter(CODES_TRIED, TRIED_WITHIN_MS)
  const networks = new RateLimiter(limits.perNetwork.perSecond, limits.perNetwork.burst)
  const open = limitConcurrency(limits.concurrentAtDoors)
  const callerOf = addressOf(parts.proxies)
  const rate = limitRate(networks, callerOf)
  app.post('/v1/enrol', rate, open, limitBody(SMALL_BODY), (c) => enrol(c, gate, codesTried, callerOf(c)))
  app.post('/v1/token', rate, open, limitBody(SMALL_BODY), async (c) =>
    c.json(await gate.grantToken(await readJson(c.req))),
  )
  app.post('/v1/quarantine', rate, open, limitBody(PUSH_BODY), async (c) =>
    c.json(await gate.takeQuarantine(await readJson(c.req))),
  )
}

/** What terminals do all day; every handler begins by asking who it is. */
function addWork(
  app: Hono<Env>,
  { gate, push, pepperOf, identityKeyOf, shapes, files, metrics, limits }: AppParts,
): void {
  const terminals = new RateLimiter(limits.perTerminal.perSecond, limits.perTerminal.burst)
  const note = (c: RequestContext, { terminal }: Identity) => {
    c.set('terminal', terminal)
    refuseFast(terminals, terminal)
  }
  const identify = async (c: RequestContext, freshness: 'now' | 'recent') => {
    const identity = await gate.identify(c.req.header('authorization'), freshness)
    note(c, identity)
    return identity
  }
  const hold = (serve: (request: Request, scope: Scope) => Promise<Response>) => async (c: RequestContext) => {
    const identity = await identify(c, 'recent')
    checkSchema(c.req.header(SCHEMA_HEADER))
    const scope = { terminalId: identity.terminal, role: identity.role, properties: identity.properties }
    const held = {
      ...{ watch: gate.watch, identity, request: c.req.raw, most: limits.heldPerTerminal },
      whyEnded: () => gate.identify(c.req.header('authorization'), 'now'),
    }
    return holdRequest(held, (request) => serve(request, scope))
  }
  const file =
    (serve: (c: Context, store: FileStore, key: FileKey) => Promise<Response>) => async (c: RequestContext) =>
      serve(c, files, readFileKey(await identify(c, 'now'), c.req.param()))
  const open = limitConcurrency(limits.concurrent)

  app.get('/v1/files/:property/:kind/:sha256', open, file(sendOrTell))
  app.patch('/v1/files/:property/:kind/:sha256', open, file(takeBytes))
  app.post('/v1/commands', open, limitBody(PUSH_BODY), async (c) => {
    const authorization = c.req.header('authorization')
    const { identity, admit } = await gate.claim(authorization)
    note(c, identity)
    const read = readJson(c.req).then((body) => readPush(body, identity))
    const request = await read.catch(async (error: unknown) => {
      // What is wrong with it is told to whoever may come in, and to nobody else.
      await gate.identify(authorization, 'now')
      throw error
    })
    const answer = await push.push(identity, request, admit)
    metrics.countCommands(answer.answers)
    return c.json(answer, answer.kind === 'judged' ? 200 : 409)
  })
  app.get('/v1/keyring', open, async (c) => {
    const { properties, role } = await identify(c, 'now')
    const identityKeys =
      role === 'desk' ? properties.map((property) => ({ property, key: identityKeyOf(property) })) : []
    return c.json({
      peppers: properties.map((property) => ({ property, pepper: pepperOf(property) })),
      identityKeys,
    } satisfies KeyringAnswer)
  })
  app.get('/v1/commands/progress', open, async (c) => c.json(await push.progress(await identify(c, 'now'))))
  app.get(
    '/v1/shape',
    hold((request, scope) => shapes.shape(request, scope)),
  )
  app.post(
    '/v1/shapes/poll',
    limitBody(SMALL_BODY),
    hold((request, scope) => shapes.poll(request, scope)),
  )
  app.post(
    '/v1/bootstrap',
    limitBody(SMALL_BODY),
    hold((request, scope) => shapes.bootstrap(request, scope)),
  )
}

/** Who sends, as far as the proxies in front can be believed. */
const addressOf = (proxies: number) => (c: Context) =>
  remoteAddress(getConnInfo(c).remote.address, c.req.header('x-forwarded-for'), proxies)

async function enrol(c: RequestContext, gate: Gate, tried: AttemptLimiter, caller: string): Promise<Response> {
  if (tried.isBlocked(caller)) {
    throw new Problem(
      429,
      'too_many_codes',
      'Too many wrong enrolment codes came from this network. Wait ten minutes, then try again.',
      { retryAfter: TRIED_WITHIN_MS / 1000 },
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

function answerError(c: RequestContext, logger: Logger, error: unknown): Response {
  const requestId = c.get('requestId')
  const problem = toProblem(error, requestId)
  if (problem.status === 500) {
    logger.log('error', 'fault', { requestId, terminal: c.get('terminal'), ...describeError(error) })
  }
  return answerProblem(c, problem)
}

function answerProblem(c: RequestContext, problem: Problem): Response {
  const seconds = retryAfter(problem)
  if (seconds !== undefined) c.header('retry-after', String(seconds))
  if (problem.status === 401) c.header('www-authenticate', 'Bearer')
  // A body that was not read to its end stands in the way of the next request on this connection.
  const unread = (c.req.method === 'POST' || c.req.method === 'PATCH') && !c.req.raw.bodyUsed
  if (unread || problem.status === 413) c.header('connection', 'close')
  return c.json(problem.toAnswer(), problem.status)
}

/** Nothing here may be kept by anyone on the way; what a shape answer says of its own caching stays private all the same. */
function finish(c: RequestContext, { logger, metrics }: AppParts, ms: number): void {
  const { headers, status } = c.res
  // In place: Hono's own way makes a new answer for each, and a body that was at hand becomes a stream.
  headers.set('x-request-id', c.get('requestId'))
  headers.set('cache-control', 'private, no-store')
  headers.set(CLOCK_HEADER, String(Date.now()))
  const { method } = c.req
  const level = status >= 500 ? 'warn' : status >= 400 ? 'info' : 'debug'
  // The pattern, never the path: what somebody typed has no place in a log.
  const pattern = routePath(c, -1)
  const route = pattern === '/*' || pattern === '*' ? 'none' : pattern
  metrics.observeRequest(method, route, status, ms / 1000)
  logger.log(level, 'request', {
    requestId: c.get('requestId'),
    terminal: c.get('terminal'),
    method,
    route,
    status,
    ms: Math.round(ms),
  })
}
